package resolve

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"joinery/manifest"
)

// world builds a workspace from a small language, a line a version:
//
//	suite             needs  pay ^1.0, shop 2.0.0
//	suite             overrides  ledger 2.1.3
//	pay 1.4.0         needs  ledger ~> 2.1
//	ledger 2.1.0      disabled
//	ledger 2.2.0      extends 2.1.0
//
// A name without a version is the product; a word behind the version is its status. What a
// line of the product beginning with "yaml" says goes into its document as it is.
func world(t interface {
	Helper()
	Fatal(...any)
}, text string, files ...string,
) *manifest.Workspace {
	t.Helper()
	type component struct{ entries []string }
	var names []string
	components := map[string]*component{}
	products := map[string]string{}
	var productNames []string
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Fields(line)
		word := func(w string) (string, bool) {
			_, after, ok := strings.Cut(line, " "+w+" ")
			return strings.TrimSpace(after), ok
		}
		if len(f) == 1 || f[1] == "needs" || f[1] == "overrides" || f[1] == "yaml" {
			if _, ok := products[f[0]]; !ok {
				products[f[0]] = ""
				productNames = append(productNames, f[0])
			}
			if needs, ok := word("needs"); ok {
				products[f[0]] += "components: " + flow(needs) + "\n"
			}
			if overrides, ok := word("overrides"); ok {
				products[f[0]] += "overrides: " + flow(overrides) + "\n"
			}
			if raw, ok := word("yaml"); ok {
				products[f[0]] += raw + "\n"
			}
			continue
		}
		c := components[f[0]]
		if c == nil {
			c = &component{}
			components[f[0]] = c
			names = append(names, f[0])
		}
		entry := "  - version: " + f[1] + "\n"
		for _, status := range []string{"deprecated", "disabled"} {
			if slices.Contains(f, status) {
				entry += "    status: " + status + "\n"
			}
		}
		rest, needs, _ := strings.Cut(line, " needs ")
		if _, extends, ok := strings.Cut(rest, " extends "); ok {
			entry += "    extends: [" + strings.Join(strings.Fields(extends), ", ") + "]\n"
		}
		if needs != "" {
			entry += "    dependencies: " + flow(needs) + "\n"
		}
		c.entries = append(c.entries, entry)
	}
	fsys := fstest.MapFS{}
	for _, p := range productNames {
		fsys[p+".joinery.yaml"] = &fstest.MapFile{Data: []byte("apiVersion: joinery/v1\nkind: Product\nname: " + p + "\n" + products[p])}
	}
	for _, n := range names {
		fsys[n+".joinery.yaml"] = &fstest.MapFile{Data: []byte("apiVersion: joinery/v1\nkind: Component\nname: " + n + "\nversions:\n" + strings.Join(components[n].entries, ""))}
	}
	for i := 0; i+1 < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	w, err := manifest.Load(context.Background(), fsys, manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Problems) > 0 {
		t.Fatal(fmt.Sprintf("%s:%d: %s", w.Problems[0].At.File, w.Problems[0].At.Line, w.Problems[0].Message))
	}
	return w
}

// flow writes "pay ^1.0, shop 2.0.0" as a flow map; a comma inside a constraint is a semicolon.
func flow(needs string) string {
	var items []string
	for _, need := range strings.Split(needs, ",") {
		name, want, _ := strings.Cut(strings.TrimSpace(need), " ")
		items = append(items, fmt.Sprintf("%s: %q", name, strings.ReplaceAll(want, ";", ",")))
	}
	return "{" + strings.Join(items, ", ") + "}"
}

// picked writes a selection as "ledger 2.1.3, pay 1.4.0", by name.
func picked(s *Selection) string {
	var ids []string
	for _, p := range s.Picks {
		ids = append(ids, p.ID())
	}
	return strings.Join(ids, ", ")
}

var _ testing.TB
