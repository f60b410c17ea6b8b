package registry_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
	"joinery/registry"
	"joinery/resolve/check"
)

// anyDraw asks for something that an item of a scheme may give, or may not.
func anyDraw(rt *rapid.T, scheme version.Scheme, given []string) registry.Draw {
	d := registry.Draw{Item: "lib", Reserve: rapid.Bool().Draw(rt, "reserve")}
	if rapid.IntRange(0, 4).Draw(rt, "candidate") == 0 {
		d.Candidate = "rc"
	}
	levels := scheme.Levels()
	if scheme.Name() == "calver" {
		levels = append(levels, version.None)
	}
	if scheme == version.AnyVer {
		d.Kinds = []version.Kind{rapid.SampledFrom([]version.Kind{version.Bugfix, version.Functional}).Draw(rt, "kind")}
	} else {
		d.Level = rapid.SampledFrom(levels).Draw(rt, "level")
	}
	if len(given) == 0 {
		return d
	}
	one, other := rapid.SampledFrom(given).Draw(rt, "one"), rapid.SampledFrom(given).Draw(rt, "other")
	switch rapid.IntRange(0, 4).Draw(rt, "how") {
	case 0:
		d.Extends = []string{one}
	case 1:
		d.Extends, d.Level, d.Kinds = []string{one, other}, version.None, nil
	case 2:
		if v, err := scheme.Parse(one); err == nil {
			d.Line = v.Line()
		}
	}
	return d
}

// deeds are what was done to a registry, and when: done again from the beginning, they give a copy of it.
type deeds struct {
	clock *clock
	all   []deed
}

type deed struct {
	at time.Time
	do func(r *registry.Registry)
}

// do does something now, and keeps it.
func (d *deeds) do(r *registry.Registry, do func(r *registry.Registry)) {
	d.all = append(d.all, deed{d.clock.at, do})
	do(r)
}

// copyOf returns the registry that was there after the first deeds, and forgets the others.
func (d *deeds) copyOf(t *testing.T, count int) *registry.Registry {
	now := d.clock.at
	r := newRegistry(t, registry.Options{Now: d.clock.now})
	for _, deed := range d.all[:count] {
		d.clock.at = deed.at
		deed.do(r)
	}
	d.clock.at, d.all = now, d.all[:count]
	return r
}

// Whatever is drawn, lapses, is confirmed, published or lost by a restore, in whatever order: what is
// served holds together, agrees with what is told of each version, and another registry takes it in.
func TestLineageHoldsTogether(t *testing.T) {
	for _, name := range []string{"semver", "four-part", "calver", "anyver"} {
		t.Run(name, func(t *testing.T) {
			scheme, err := version.ByName(name, "")
			if err != nil {
				t.Fatal(err)
			}
			rapid.Check(t, func(rt *rapid.T) {
				c := &clock{day(1)}
				r, ctx, did := newRegistry(t, registry.Options{Now: c.now}), t.Context(), &deeds{clock: c}
				did.do(r, func(r *registry.Registry) {
					if _, err := r.AddItem(ctx, admin, registry.NewItem{Name: "lib", Scheme: name}); err != nil {
						rt.Fatal(err)
					}
				})
				var given []string
				lost := map[string]bool{}        // by a restore, unless given again
				extends := map[string][]string{} // what whoever drew a version heard of it
				for range rapid.IntRange(1, 20).Draw(rt, "steps") {
					step := rapid.IntRange(0, 9).Draw(rt, "step")
					if len(given) == 0 {
						step = 0
					}
					switch {
					case step < 5:
						draw := anyDraw(rt, scheme, given)
						did.do(r, func(r *registry.Registry) {
							v, err := r.Draw(ctx, admin, draw)
							if err == nil {
								given, extends[v.Number] = append(given, v.Number), v.Extends
								delete(lost, v.Number)
							} else if registry.CodeOf(err) == registry.Internal {
								rt.Fatal(err)
							}
						})
					case step < 7:
						number := rapid.SampledFrom(given).Draw(rt, "confirm")
						isLost := lost[number]
						did.do(r, func(r *registry.Registry) {
							_, err := r.Confirm(ctx, admin, registry.Confirmation{Item: "lib", Version: number})
							if wanted := isLost && registry.CodeOf(err) == registry.NotFound; err != nil && !wanted {
								rt.Fatal(err)
							}
						})
					case step == 7:
						number := rapid.SampledFrom(given).Draw(rt, "publish")
						heard, isLost := extends[number], lost[number]
						did.do(r, func(r *registry.Registry) { publishDrawn(t, rt, r, name, number, heard, isLost) })
					case step == 8:
						c.at = c.at.Add(36 * time.Hour)
					default:
						count := rapid.IntRange(max(1, len(did.all)-6), len(did.all)).Draw(rt, "copy of")
						given = nil
						all := extends
						r = did.copyOf(t, count)
						for number := range all {
							if lost[number] = !slices.Contains(given, number); lost[number] {
								given = append(given, number)
							}
						}
						slices.Sort(given) // for rapid, which wants the same each time
						did.do(r, func(r *registry.Registry) {
							if _, err := r.Restored(ctx, admin, 3); err != nil {
								rt.Fatal(err)
							}
						})
					}
				}
				holdsTogether(t, rt, r)
				text, _, err := r.Document(ctx, admin, "lib")
				if err != nil {
					rt.Fatal(err)
				}
				other := newRegistry(t, registry.Options{Now: c.now})
				if _, err := other.Publish(ctx, admin, registry.Publication{Text: text}); err != nil {
					rt.Fatalf("another registry: %v of\n%s", err, text)
				}
				if got, want := sortedLineages(t, other), sortedLineages(t, r); got != want || strings.Contains(got, "(the document") {
					rt.Fatalf("got\n%s\nwant\n%s", got, want)
				}
			})
		})
	}
}

// publishDrawn publishes a version by a document that says what the registry tells of its lineage; of one that
// was lost, what it told at the draw, which may name what was lost, too.
func publishDrawn(t *testing.T, rt *rapid.T, r *registry.Registry, scheme, number string, extends []string, isLost bool) {
	v, err := r.Version(t.Context(), admin, "lib", number)
	switch {
	case isLost && registry.CodeOf(err) == registry.NotFound:
		v.Extends = extends
	case err != nil:
		rt.Fatal(err)
	case v.State == registry.Published:
		return
	}
	text := libOf(scheme, "version: "+number+"+b1, extends: ["+strings.Join(v.Extends, ", ")+"]")
	outcomes, err := r.Publish(t.Context(), admin, registry.Publication{Text: []byte(text)})
	switch {
	case isLost && registry.CodeOf(err) == registry.Conflict:
	case err != nil || strings.Contains(outcomes[1].Warning, "do not count"):
		rt.Fatalf("%s: got %v, %v, want it confirmed, all counted that it grew out of", text, outcomes, err)
	}
}

// sortedLineages is [lineages], one a line, in an order that has nothing to do with when versions came.
func sortedLineages(t *testing.T, r *registry.Registry) string {
	lines := strings.Split(lineages(t, r), ", ")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// libOf is lib as a component of a scheme.
func libOf(scheme string, entries ...string) string {
	return strings.Replace(lib(entries...), "versions:", "versioning: "+scheme+"\nversions:", 1)
}

// holdsTogether sees that no rule has anything against what is served, but for a patch that was drawn behind a
// minor version that was never published, and the MERGE of such a candidate: publishing warns of that.
func holdsTogether(t *testing.T, rt *rapid.T, r *registry.Registry) {
	w, err := r.Workspace(t.Context(), "lib")
	if err != nil {
		rt.Fatal(err)
	}
	report, err := check.Run(t.Context(), w, check.Options{Date: day(1)})
	if err != nil {
		rt.Fatal(err)
	}
	for _, d := range append(w.Problems, report.Findings...) {
		if d.Severity == diag.Error && !slices.Contains([]string{"lineage-minor-resets", "lineage-major-resets", "lineage-merge"}, d.Rule) {
			rt.Fatalf("%s [%s] in\n%s", d.Message, d.Rule, served(w.Component("lib")))
		}
	}
}

func served(c *manifest.Component) string {
	var all []string
	for _, e := range c.Versions {
		line := e.Version.Value
		for _, x := range e.Extends {
			line += " < " + x.Value
		}
		all = append(all, line)
	}
	return strings.Join(all, "\n")
}
