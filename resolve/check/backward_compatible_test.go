package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest"
)

// TestBackwardCompatibleAgainstPairs holds the rule, which reads every contract once, against the
// comparison of every two versions.
func TestBackwardCompatibleAgainstPairs(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := "apiVersion: joinery/v1\nkind: Component\nname: a\nversions:\n"
		for _, v := range rapid.SliceOfNDistinct(drawVersion(3), 1, 6, rapid.ID[string]).Draw(r, "versions") {
			status := rapid.SampledFrom([]string{"active", "active", "deprecated", "disabled"}).Draw(r, "status")
			text += fmt.Sprintf("  - version: %s\n    status: %s\n", v, status)
			if rapid.IntRange(0, 5).Draw(r, "silent") > 0 {
				var offers []string
				for _, name := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"x", "y", "z"}), rapid.ID[string]).Draw(r, "offers") {
					offers = append(offers, fmt.Sprintf("%s: {type: %s, required: %v}", name,
						rapid.SampledFrom([]string{"t", "u"}).Draw(r, "type"), rapid.Bool().Draw(r, "required")))
				}
				text += "    contract: {" + strings.Join(offers, ", ") + "}\n"
			}
		}
		w := one(t, text)
		got := map[string][2]bool{}
		for _, f := range checkBackwardCompatible(&Facts{Workspace: w}) {
			found := got[f.Subject]
			found[min(f.From, Lightblue)-Recommended] = true
			got[f.Subject] = found
		}
		for _, e := range w.Components[0].Versions {
			near, some := false, false
			for _, p := range w.Components[0].Versions {
				if p.Parsed.IsPrerelease() || p.Status == manifest.Disabled || e.Status == manifest.Disabled || p.Parsed.Compare(e.Parsed) >= 0 {
					continue
				}
				if e.HasContract && p.HasContract && !keeps(e, p) {
					some = true
					near = near || sameMajor(e.Parsed, p.Parsed)
				}
			}
			if found := got[e.Version.Value]; found[0] != near || (found[0] || found[1]) != some {
				r.Fatalf("%s: got %v, want same major %v, any %v\n%s", e.Version, found, near, some, text)
			}
		}
	})
}

// keeps reports whether a version keeps the contract of one other.
func keeps(e, p *manifest.Entry) bool {
	offer := func(e *manifest.Entry, name string) *manifest.Offer {
		if i := slices.IndexFunc(e.Contract, func(o manifest.Offer) bool { return o.Name.Value == name }); i >= 0 {
			return &e.Contract[i]
		}
		return nil
	}
	for _, before := range p.Contract {
		if now := offer(e, before.Name.Value); now == nil || now.Type.Value != before.Type.Value {
			return false
		}
	}
	for _, now := range e.Contract {
		if before := offer(p, now.Name.Value); now.Required && (before == nil || !before.Required) {
			return false
		}
	}
	return true
}
