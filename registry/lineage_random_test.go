package registry_test

import (
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
				r, ctx := newRegistry(t, registry.Options{Now: c.now}), t.Context()
				if _, err := r.AddItem(ctx, admin, registry.NewItem{Name: "lib", Scheme: name}); err != nil {
					rt.Fatal(err)
				}
				var given []string
				for range rapid.IntRange(1, 20).Draw(rt, "steps") {
					step := rapid.IntRange(0, 9).Draw(rt, "step")
					if len(given) == 0 {
						step = 0
					}
					switch {
					case step < 5:
						v, err := r.Draw(ctx, admin, anyDraw(rt, scheme, given))
						if err == nil {
							given = append(given, v.Number)
						} else if registry.CodeOf(err) == registry.Internal {
							rt.Fatal(err)
						}
					case step < 7:
						if _, err := r.Confirm(ctx, admin, registry.Confirmation{Item: "lib", Version: rapid.SampledFrom(given).Draw(rt, "confirm")}); err != nil {
							rt.Fatal(err)
						}
					case step == 7:
						v, err := r.Version(ctx, admin, "lib", rapid.SampledFrom(given).Draw(rt, "publish"))
						if err != nil {
							rt.Fatal(err)
						}
						if v.State == registry.Published {
							continue
						}
						text := libOf(name, "version: "+v.Number+"+b1, extends: ["+strings.Join(v.Extends, ", ")+"]")
						outcomes, err := r.Publish(ctx, admin, registry.Publication{Text: []byte(text)})
						if err != nil || strings.Contains(outcomes[1].Warning, "do not count") {
							rt.Fatalf("%s: got %v, %v, want it confirmed, all counted that it grew out of", text, outcomes, err)
						}
					case step == 8:
						c.at = c.at.Add(36 * time.Hour)
					default:
						if _, err := r.Restored(ctx, admin, 3); err != nil {
							rt.Fatal(err)
						}
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
				if got, want := lineages(t, other), lineages(t, r); len(got) != len(want) || strings.Contains(got+want, "(the document") {
					rt.Fatalf("got  %s\nwant %s", got, want)
				}
			})
		})
	}
}

// libOf is lib as a component of a scheme.
func libOf(scheme string, entries ...string) string {
	return strings.Replace(lib(entries...), "versions:", "versioning: "+scheme+"\nversions:", 1)
}

// holdsTogether sees that no rule has anything against what is served, but for a patch that was drawn behind a
// minor version that was never published: publishing warns of that.
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
		if d.Severity == diag.Error && d.Rule != "lineage-minor-resets" && d.Rule != "lineage-major-resets" {
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
