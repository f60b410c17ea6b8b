package check

import (
	"context"
	"runtime"
	"sync"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// Report is what a check found.
type Report struct {
	Findings     diag.List      // sorted, each once
	Compositions []*Composition // of every product, by name
}

// Run checks the workspace against every rule. The error is ctx's.
func Run(ctx context.Context, w *manifest.Workspace, o Options) (*Report, error) {
	facts, err := gather(ctx, w, o)
	if err != nil {
		return nil, err
	}
	j := newJudge(facts)
	report := &Report{Compositions: facts.Compositions}
	for _, last := range []bool{false, true} {
		found, err := run(ctx, facts, last)
		if err != nil {
			return nil, err
		}
		for i, rule := range All {
			for _, f := range found[i] {
				f.Rule = rule.ID
				report.Findings = j.weigh(report.Findings, rule, f)
			}
		}
		facts.exceptions = j.exceptions()
	}
	report.Findings = report.Findings.Sorted()
	return report, nil
}

// run runs the rules that come last, or all others, at the same time. What they find stands in
// their order in All.
func run(ctx context.Context, facts *Facts, last bool) ([][]Finding, error) {
	found := make([][]Finding, len(All))
	gate := make(chan struct{}, runtime.GOMAXPROCS(0))
	var group sync.WaitGroup
	for i, rule := range All {
		if rule.last != last || rule.Check == nil {
			continue
		}
		group.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			if ctx.Err() == nil {
				found[i] = rule.Check(facts)
			}
		})
	}
	group.Wait()
	return found, ctx.Err()
}
