package registry_test

import (
	"strings"
	"testing"

	"joinery/manifest/version"
	"joinery/registry"
)

// lineages tells of each version of lib what it extends, and of each published one what its document
// says, where that is something else.
func lineages(t *testing.T, r *registry.Registry) string {
	t.Helper()
	w, err := r.Workspace(t.Context(), "lib")
	if err != nil || len(w.Problems) > 0 {
		t.Fatal(err, w.Problems)
	}
	served := map[string]string{}
	for _, e := range w.Component("lib").Versions {
		var extends []string
		for _, x := range e.Extends {
			extends = append(extends, x.Value)
		}
		number, _, _ := strings.Cut(e.Version.Value, "+")
		served[number] = strings.Join(extends, "+")
	}
	versions, err := r.Versions(t.Context(), admin, registry.VersionQuery{Item: "lib", State: registry.Published, Oldest: true, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, v := range versions {
		line := v.Number
		if len(v.Extends) > 0 {
			line += " < " + strings.Join(v.Extends, "+")
		}
		if said := served[v.Number]; said != strings.Join(v.Extends, "+") {
			line += " (the document: " + said + ")"
		}
		told = append(told, line)
	}
	return strings.Join(told, ", ")
}

// A version that is confirmed without a document extends what is published, whatever was drawn in
// between and came to nothing, and products can be made of it.
func TestConfirmLineage(t *testing.T) {
	for _, test := range []struct {
		name, initial, steps, want string // a step is a draw, or the number of a version to confirm
	}{
		{"nothing between", "1.0.0", "minor > 1.1.0", "1.0.0, 1.1.0 < 1.0.0"},
		{"a gap", "1.0.0", "minor > minor > 1.2.0", "1.0.0, 1.2.0 < 1.0.0"},
		{"two gaps", "1.0.0", "minor > minor > minor > 1.3.0", "1.0.0, 1.3.0 < 1.0.0"},
		{"a gap that lapsed", "1.0.0", "minor rev=a > minor > 1.2.0", "1.0.0, 1.2.0 < 1.0.0"},
		{"in between is published first", "1.0.0", "minor > minor > 1.1.0 > 1.2.0", "1.0.0, 1.1.0 < 1.0.0, 1.2.0 < 1.1.0"},
		{"in between is published later", "1.0.0", "minor > minor > 1.2.0 > 1.1.0", "1.0.0, 1.1.0 < 1.0.0, 1.2.0 < 1.0.0"},
		{"no version before it", "", "minor > minor > 1.1.0", "1.1.0"},
		{"a line", "1.0.0", "minor > 1.1.0 > major > patch line=1 > patch line=1 > 1.1.2", "1.0.0, 1.1.0 < 1.0.0, 1.1.2 < 1.1.0"},
		{"behind a gap by its level", "1.0.0", "minor > patch after 1.0.0 > 1.0.1", "1.0.0, 1.0.1 < 1.0.0"},
		{"a candidate", "1.0.0", "minor > minor as=rc > 1.2.0-rc.1", "1.0.0, 1.2.0-rc.1 < 1.0.0"},
		{"a merge", "1.0.0", "minor > patch line=1.0 > 1.0.1 > 1.1.0 > merge 1.0.1 1.1.0 > 1.2.0", "1.0.0, 1.1.0 < 1.0.0, 1.0.1 < 1.0.0, 1.2.0 < 1.1.0+1.0.1"},
		{"a merge of gaps", "1.0.0", "minor > patch line=1.0 > merge 1.0.1 1.1.0 > 1.2.0", "1.0.0, 1.2.0 < 1.0.0"},
		{"a merge with one gap", "1.0.0", "minor > patch line=1.0 > 1.1.0 > merge 1.0.1 1.1.0 > 1.2.0", "1.0.0, 1.1.0 < 1.0.0, 1.2.0 < 1.1.0"},
		{"a merge of one line", "1.0.0", "patch > 1.0.1 > patch > merge 1.0.2 1.0.0 > 1.0.3", "1.0.0, 1.0.1 < 1.0.0, 1.0.3 < 1.0.1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := &clock{day(1)}
			r, ctx := newRegistry(t, registry.Options{Now: c.now}), t.Context()
			newLib(t, r, test.initial)
			publish(t, r, "apiVersion: joinery/v1\nkind: Product\nname: suite\ncomponents: {lib: \">= 1.0\"}\n")
			for _, step := range strings.Split(test.steps, " > ") {
				var err error
				if _, parsed := version.SemVer.Parse(step); parsed == nil {
					c.at = day(5)
					_, err = r.Confirm(ctx, admin, registry.Confirmation{Item: "lib", Version: step})
				} else {
					_, err = r.Draw(ctx, admin, drawText(t, "lib", step))
				}
				if err != nil {
					t.Fatalf("%s: %v", step, err)
				}
			}
			if got := lineages(t, r); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			_, err := r.Compose(ctx, admin, registry.Cut{Product: "suite"})
			if err != nil && test.name != "a candidate" {
				t.Errorf("composing: got %v, want a bundle", err)
			}
		})
	}
}

// What a document says of the lineage is the lineage, as long as it names what is published or stands
// in the document; a document that leaves out what its version was drawn behind is warned of.
func TestPublishLineage(t *testing.T) {
	for _, test := range []struct {
		name, steps, want string // a step is a draw, or the entries of a document
	}{
		{"as drawn", "minor > version: 1.1.0, extends: [1.0.0]", "lib 1.1.0 confirmed: 1.0.0, 1.1.0 < 1.0.0"},
		{"not drawn", "version: 1.1.0, extends: [1.0.0]", "lib 1.1.0 added: 1.0.0, 1.1.0 < 1.0.0"},
		{"nothing", "minor > version: 1.1.0", "lib 1.1.0 confirmed, it was drawn behind 1.0.0 and extends nothing: notes and compatibility do not count 1.0.0: 1.0.0, 1.1.0"},
		{
			"what was drawn only", "minor > minor > version: 1.2.0, extends: [1.1.0]",
			"conflict: lib 1.2.0 extends 1.1.0, which was drawn and not published (publish 1.1.0 first, or let 1.2.0 extend 1.0.0)",
		},
		{
			"what lapsed", "minor rev=a > minor > late > version: 1.2.0, extends: [1.1.0]",
			"conflict: lib 1.2.0 extends 1.1.0, which was reserved and lapsed (let 1.2.0 extend 1.0.0)",
		},
		{
			"what nobody knows", "version: 1.2.0, extends: [1.1.0]",
			"conflict: lib 1.2.0 extends 1.1.0, which lib does not have (publish 1.1.0 first, or in the same document; where it is lost, let 1.2.0 extend what is published)",
		},
		{
			"a SNAPSHOT", "version: 1.2.0, extends: [1.1.0-SNAPSHOT]; version: 1.1.0-SNAPSHOT, extends: [1.0.0]",
			"conflict: lib 1.2.0 extends 1.1.0-SNAPSHOT, which still changes (cut 1.1.0-SNAPSHOT and publish it first, or let 1.2.0 extend 1.0.0)",
		},
		{
			"its own SNAPSHOT", "version: 1.1.0, extends: [1.1.0-SNAPSHOT]; version: 1.1.0-SNAPSHOT, extends: [1.0.0]",
			"conflict: lib 1.1.0 extends 1.1.0-SNAPSHOT, which still changes (let 1.1.0 extend 1.0.0)",
		},
		{"below it in the document", "minor > minor > version: 1.2.0, extends: [1.1.0]; version: 1.1.0, extends: [1.0.0]", "lib 1.1.0 confirmed, lib 1.2.0 confirmed: 1.0.0, 1.1.0 < 1.0.0, 1.2.0 < 1.1.0"},
		{"above it in the document", "version: 1.1.0, extends: [1.0.0]; version: 1.2.0, extends: [1.1.0]", "lib 1.2.0 added, lib 1.1.0 added: 1.0.0, 1.2.0 < 1.1.0, 1.1.0 < 1.0.0"},
		{"in a document before", "minor > minor > version: 1.1.0, extends: [1.0.0] > version: 1.2.0, extends: [1.1.0]", "lib 1.2.0 confirmed: 1.0.0, 1.1.0 < 1.0.0, 1.2.0 < 1.1.0"},
		{"over what is not published", "minor > minor > version: 1.2.0, extends: [1.0.0]", "lib 1.2.0 confirmed: 1.0.0, 1.2.0 < 1.0.0"},
		{
			"over what is published", "minor > minor > version: 1.1.0, extends: [1.0.0] > version: 1.2.0, extends: [1.0.0]",
			"lib 1.2.0 confirmed, it was drawn behind 1.1.0 and extends 1.0.0 alone: notes and compatibility do not count 1.1.0: 1.0.0, 1.1.0 < 1.0.0, 1.2.0 < 1.0.0",
		},
		{
			"a patch of what is not published", "minor > patch > version: 1.1.1, extends: [1.0.0]",
			"lib 1.1.1 confirmed, it extends nothing of 1.1, and is not its first number: products take it without the rule lineage-minor-resets, or with an exception: 1.0.0, 1.1.1 < 1.0.0",
		},
		{
			"a minor of what is not published", "major > minor > patch > version: 2.1.0, extends: [1.0.0]",
			"lib 2.1.0 confirmed, it extends nothing of 2, and is not its first number: products take it without the rule lineage-major-resets, or with an exception: 1.0.0, 2.1.0 < 1.0.0",
		},
		{
			"a merge with what is not published", "patch > version: 1.0.1, extends: [1.0.0] > minor as=rc > minor as=rc after 1.0.0 > version: 1.1.0-rc.2, extends: [1.0.0] > " +
				"merge 1.1.0-rc.1 1.1.0-rc.2 > version: 1.1.1, extends: [1.1.0-rc.2, 1.0.1]",
			"lib 1.1.1 confirmed, it is below 1.2.0, the MERGE version of 1.1.0-rc.2 and 1.0.1: products take it without the rule lineage-merge, or with an exception: " +
				"1.0.0, 1.0.1 < 1.0.0, 1.1.0-rc.2 < 1.0.0, 1.1.1 < 1.1.0-rc.2+1.0.1",
		},
		{"a number that was not drawn", "version: 1.1.1, extends: [1.0.0]", "lib 1.1.1 added: 1.0.0, 1.1.1 < 1.0.0"},
		{"more than what it was drawn behind", "minor > version: 1.0.1, extends: [1.0.0] > version: 1.1.0, extends: [1.0.1]", "lib 1.1.0 confirmed: 1.0.0, 1.1.0 < 1.0.1, 1.0.1 < 1.0.0"},
		{"another spelling", "version: 1.1.0+b7, extends: [1.0.0] > version: 1.2.0, extends: [1.1.0]", "lib 1.2.0 added: 1.0.0, 1.1.0 < 1.0.0, 1.2.0 < 1.1.0"},
		{"again", "minor > version: 1.1.0 > version: 1.1.0", "lib 1.1.0 unchanged: 1.0.0, 1.1.0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := &clock{day(1)}
			r, ctx := newRegistry(t, registry.Options{Now: c.now}), t.Context()
			publish(t, r, lib("version: 1.0.0"))
			var got string
			for _, step := range strings.Split(test.steps, " > ") {
				switch {
				case step == "late":
					c.at = day(5)
				case !strings.HasPrefix(step, "version"):
					if _, err := r.Draw(ctx, admin, drawText(t, "lib", step)); err != nil {
						t.Fatal(err)
					}
				default:
					got = publishAll(t, r, lib(strings.Split(step, "; ")...))
				}
			}
			if !strings.HasPrefix(got, "conflict") {
				got += ": " + lineages(t, r)
			}
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// In a scheme that has no next version, too, what is extended is published or in the document.
func TestPublishLineageLoose(t *testing.T) {
	for _, test := range []struct{ entries, want string }{
		{"version: v2, extends: [v1]; version: v1", "lib v1 added, lib v2 added"},
		{"version: v2, extends: [v1]", "conflict: lib v2 extends v1, which lib does not have (publish v1 first, or in the same document; where it is lost, let v2 extend what is published)"},
		{"version: v2, extends: [v2-SNAPSHOT]; version: v2-SNAPSHOT, extends: [v1]; version: v1", "conflict: lib v2 extends v2-SNAPSHOT, which still changes (let v2 extend v1)"},
		{"version: v2+b1, extends: [v1+b2]; version: v1+b2", "lib v1+b2 added, lib v2+b1 added"},
		{"version: beta, extends: [gamma]; version: gamma", "lib gamma added, lib beta added"},
	} {
		r := newRegistry(t, registry.Options{})
		text := libOf("loose", strings.Split(test.entries, "; ")...)
		if got := publishAll(t, r, text); got != test.want {
			t.Errorf("%s:\ngot  %s\nwant %s", test.entries, got, test.want)
		}
	}
}

// publishAll tells what publishing did with versions, with warnings, or what speaks against it and
// what to do.
func publishAll(t *testing.T, r *registry.Registry, text string) string {
	t.Helper()
	outcomes, err := r.Publish(t.Context(), admin, registry.Publication{Text: []byte(text)})
	if err != nil {
		fault, ok := err.(*registry.Error)
		if !ok {
			t.Fatal(err)
		}
		return string(fault.Code) + ": " + fault.Message + " (" + fault.Hint + ")"
	}
	var told []string
	for _, o := range outcomes[1:] {
		told = append(told, o.Name+" "+o.Version+" "+o.What)
		if o.Warning != "" {
			told = append(told, o.Warning)
		}
	}
	return strings.Join(told, ", ")
}
