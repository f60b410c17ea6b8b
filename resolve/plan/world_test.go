package plan

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing/fstest"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/bundle"
)

// failer is a test of any sort.
type failer interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// world builds a workspace from a small language, a line a version, a bundle, or a change:
//
//	suite              needs  pay ^1.0, ledger 2.1.0
//	suite              yaml  policy: {propagate: always}
//	suite 4.2.1        holds  pay! 1.4.0, ledger 2.1.0
//	pay                yaml  formerly: [old-pay]
//	pay 1.4.0          needs  ledger ~> 2.1
//	ledger 2.2.0-rc.1  extends 2.1.0 tells minor-id feature
//	change quiet       pay feature, ledger fix minor
//	change owl         pay removal reverts otter
//	change docs-only
//
// A name that needs something and has no version is a product; ! marks what its bundle lists as
// direct. A version may be deprecated or disabled.
func world(t failer, text string) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	components, products := map[string][]string{}, map[string]bool{}
	yaml := map[string]string{}
	put := func(file, data string) { fsys[file] = &fstest.MapFile{Data: []byte(data)} }
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(strings.TrimSpace(line), "#")
		f := strings.Fields(line)
		word := func(w string) (string, bool) {
			_, after, ok := strings.Cut(line, " "+w+" ")
			return strings.TrimSpace(after), ok
		}
		switch raw, isYAML := word("yaml"); {
		case len(f) == 0:
		case f[0] == "change":
			put("changes/"+f[1]+".md", change(f[1], strings.Join(f[2:], " ")))
		case isYAML:
			yaml[f[0]] += raw + "\n"
		case len(f) == 1 || f[1] == "needs" || f[1] == "overrides":
			products[f[0]] = true
			if needs, ok := word("needs"); ok {
				yaml[f[0]] += "components: " + flow(needs) + "\n"
			}
			if overrides, ok := word("overrides"); ok {
				yaml[f[0]] += "overrides: " + flow(overrides) + "\n"
			}
		case len(f) > 2 && f[2] == "holds":
			holds, _ := word("holds")
			put(manifest.BundleFile(f[0], f[1]), bundleOf(t, f[0], f[1], holds))
		default:
			components[f[0]] = append(components[f[0]], entry(f, line))
		}
	}
	for p := range products {
		put(p+".joinery.yaml", "apiVersion: joinery/v1\nkind: Product\nname: "+p+"\n"+yaml[p])
	}
	for c, entries := range components {
		head := "apiVersion: joinery/v1\nkind: Component\nname: " + c + "\n" + yaml[c]
		if len(entries) == 1 && entries[0] == "" {
			put(c+".joinery.yaml", head)
			continue
		}
		put(c+".joinery.yaml", head+"versions:\n"+strings.Join(entries, ""))
	}
	return fsys
}

// entry writes one version entry, "" for a component of none: "new -".
func entry(f []string, line string) string {
	if f[1] == "-" {
		return ""
	}
	e := "  - version: " + f[1] + "\n"
	rest, needs, _ := strings.Cut(line, " needs ")
	rest, tells, _ := strings.Cut(rest, " tells ")
	if _, extends, ok := strings.Cut(rest, " extends "); ok {
		e += "    extends: [" + strings.Join(strings.Fields(extends), ", ") + "]\n"
	}
	for _, status := range []string{"deprecated", "disabled"} {
		if slices.Contains(f, status) {
			e += "    status: " + status + "\n"
		}
	}
	if needs != "" {
		e += "    dependencies: " + flow(needs) + "\n"
	}
	if t := strings.Fields(tells); len(t) == 2 {
		e += "    changes:\n      - {type: " + t[1] + ", summary: told, id: " + t[0] + "}\n"
	}
	return e
}

func change(id, names string) string {
	var items []string
	names, reverts, _ := strings.Cut(names, " reverts ")
	if reverts != "" {
		reverts = "reverts: " + reverts + "\n"
	}
	for _, item := range strings.Split(names, ",") {
		switch f := strings.Fields(item); len(f) {
		case 2:
			items = append(items, f[0]+": "+f[1])
		case 3:
			items = append(items, f[0]+": {type: "+f[1]+", level: "+f[2]+"}")
		}
	}
	return "---\ncomponents: {" + strings.Join(items, ", ") + "}\n" + reverts + "---\nWhat " + id + " says.\n"
}

// flow writes "pay ^1.0, shop 2.0.0" as a flow map; a comma inside a constraint is a semicolon.
func flow(needs string) string {
	var items []string
	for _, need := range strings.Split(needs, ",") {
		name, want, _ := strings.Cut(strings.TrimSpace(need), " ")
		items = append(items, fmt.Sprintf("%s: %q", name, strings.ReplaceAll(strings.TrimSpace(want), ";", ",")))
	}
	return "{" + strings.Join(items, ", ") + "}"
}

func bundleOf(t failer, product, v, holds string) string {
	t.Helper()
	b := &manifest.Bundle{Name: manifest.Text{Value: product}, Version: manifest.Text{Value: v}}
	b.Versioning.Scheme = version.SemVer
	for _, listed := range strings.Split(holds, ",") {
		f := strings.Fields(listed)
		name, direct := strings.CutSuffix(f[0], "!")
		b.Components = append(b.Components, manifest.Bundled{Name: manifest.Text{Value: name}, Version: manifest.Text{Value: f[1]}, Direct: direct})
	}
	slices.SortFunc(b.Components, func(a, b manifest.Bundled) int { return strings.Compare(a.Name.Value, b.Name.Value) })
	bundle.Seal(b)
	return string(bundle.YAML(b))
}

// load reads a workspace that has nothing wrong.
func load(t failer, fsys fstest.MapFS) *manifest.Workspace {
	t.Helper()
	w, err := manifest.Load(context.Background(), fsys, manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range w.Problems {
		t.Fatalf("%s: %s\n%s", d.At, d.Message, fsys[d.At.File].Data)
	}
	return w
}
