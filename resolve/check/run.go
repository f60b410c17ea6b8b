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

// Run checks the workspace against every rule. With a base, each finding has a state: it is new,
// old or, found in the base alone and in the base's place, fixed. The error is ctx's.
func Run(ctx context.Context, w *manifest.Workspace, o Options) (*Report, error) {
	if o.Base == nil {
		return examine(ctx, newFacts(ctx, w, o))
	}
	o.Base = &Base{o.Base.Workspace, reached(o.Base.Changed, w, o.Base.Workspace)}
	past := &Report{}
	documents := o.Base.aboutDocuments(w)
	if documents {
		before := o
		before.Base = nil
		var err error
		if past, err = examine(ctx, newFacts(ctx, o.Base.Workspace, before)); err != nil {
			return nil, err
		}
	}
	facts := newFacts(ctx, w, o)
	facts.past = past.Compositions
	report, err := examine(ctx, facts)
	if err != nil {
		return nil, err
	}
	if !documents { // the base has the same findings but those of rules that ask for one
		for _, d := range report.Findings {
			if !needsBase[d.Rule] {
				past.Findings = append(past.Findings, d)
			}
		}
	}
	report.Findings = compareFindings(report.Findings, past.Findings, newNaming(w, o.Base.Workspace, facts.kinship)).Sorted()
	return report, nil
}

// examine lets the rules run and weighs what they find.
func examine(ctx context.Context, facts *Facts) (*Report, error) {
	found := make([][]Finding, len(All))
	processors := runtime.GOMAXPROCS(0)

	var beside sync.WaitGroup
	beside.Go(func() { run(facts, documents, max(1, processors-1), found) })
	err := facts.compose()
	beside.Wait()
	if err != nil {
		return nil, err
	}
	run(facts, selections, processors, found)

	j := newJudge(facts)
	report := &Report{Compositions: facts.Compositions}
	for i, rule := range All {
		if rule.reads != outcomes {
			report.weigh(j, rule, found[i])
		}
	}
	facts.exceptions = j.exceptions()
	run(facts, outcomes, processors, found)
	for i, rule := range All {
		if rule.reads == outcomes {
			report.weigh(j, rule, found[i])
		}
	}
	report.Findings = report.Findings.Sorted()
	return report, ctx.Err()
}

func (r *Report) weigh(j *judge, rule *Rule, found []Finding) {
	for _, f := range found {
		f.Rule = rule.ID
		r.Findings = j.weigh(r.Findings, rule, f)
	}
}

// run runs the rules that read no more than a stage, some at the same time, until the facts'
// context is done. What a rule finds goes to its place in All.
func run(facts *Facts, at stage, workers int, found [][]Finding) {
	gate := make(chan struct{}, workers)
	var group sync.WaitGroup
	for i, rule := range All {
		var do func()
		switch {
		case rule.reads == at && rule.Check != nil:
			do = func() { found[i] = rule.Check(facts) }
		case at == documents && rule.prepare != nil:
			do = func() { rule.prepare(facts) }
		default:
			continue
		}
		group.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			if facts.ctx.Err() == nil {
				do()
			}
		})
	}
	group.Wait()
}
