package check

import (
	"fmt"
	"testing"

	"joinery/manifest"
	"joinery/manifest/version"
)

// BenchmarkVersionRules runs the rules about lineage and contracts over 60 000 components with
// three versions each, in which they find nothing. The budget is 0.3 s for all of them.
func BenchmarkVersionRules(b *testing.B) {
	facts := &Facts{Workspace: sound(60_000)}
	for _, rule := range append(lineageRules, LineageRoot, FirstRelease, BackwardCompatible) {
		b.Run(rule.ID, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if found := rule.Check(facts); len(found) > 0 {
					b.Fatalf("got %q, want nothing", found[0].Message)
				}
			}
		})
	}
}

// sound returns a workspace of components without a fault.
func sound(components int) *manifest.Workspace {
	w := &manifest.Workspace{}
	text := func(t string) manifest.Text { return manifest.Text{Value: t, Line: 1, Column: 1} }
	for i := range components {
		c := &manifest.Component{Name: text(fmt.Sprintf("component-%d", i)), Versioning: manifest.Versioning{Scheme: version.SemVer}}
		before := ""
		for _, v := range []string{"1.0.0", "1.0.1", "1.1.0"} {
			e := &manifest.Entry{Component: c, Version: text(v), HasContract: true}
			e.Parsed, _ = version.SemVer.Parse(v)
			for j := range 5 {
				e.Contract = append(e.Contract, manifest.Offer{Name: text(fmt.Sprintf("offer %d", j)), Type: text("endpoint")})
			}
			if before != "" {
				e.Extends = []manifest.Reference{{Text: text(before)}}
			}
			before = v
			c.Versions = append(c.Versions, e)
		}
		w.Components = append(w.Components, c)
	}
	return w
}
