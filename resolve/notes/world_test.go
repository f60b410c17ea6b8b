package notes

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"joinery/manifest"
	"joinery/resolve/bundle"
)

// failer is a test of any sort.
type failer interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// world builds a workspace from a small language, a line a version, a bundle, or what a
// component says besides:
//
//	pay 1.3.2
//	pay 1.4.0 < 1.3.2 : feature a, fix b reverts c internal
//	pay 1.4.0 needs ledger 2.1.0
//	pay yaml formerly: [old-pay]
//	suite 2 < 1 holds pay! 1.4.0, ledger 2.1.0 : note d
//
// A change has its id for a summary; one called "-" has no id. What a bundle lists with ! is
// direct. Bundle 2 of suite is version 2.0.0.
func world(t failer, text string) *manifest.Workspace {
	t.Helper()
	fsys := fstest.MapFS{}
	entries, more, needs, products := map[string][]string{}, map[string]string{}, map[string][]string{}, map[string]bool{}
	var names []string
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for _, line := range lines {
		if f := strings.Fields(line); len(f) > 3 && f[2] == "needs" {
			needs[f[0]+" "+f[1]] = append(needs[f[0]+" "+f[1]], f[3]+": "+f[4])
		}
	}
	for _, line := range lines {
		line, tells, _ := strings.Cut(strings.TrimSpace(line), " : ")
		line, holds, isBundle := strings.Cut(line, " holds ")
		head, extends, _ := strings.Cut(line, " < ")
		f := strings.Fields(head)
		switch {
		case len(f) == 0 || len(f) > 2 && f[2] == "needs":
		case f[1] == "yaml":
			more[f[0]] += strings.Join(f[2:], " ") + "\n"
		case isBundle:
			products[f[0]] = true
			v := f[1] + ".0.0"
			doc := fmt.Sprintf("apiVersion: joinery/v1\nkind: Bundle\nname: %s\nversion: %s\nversioning: {scheme: semver}\n", f[0], v)
			if extends != "" {
				doc += "extends: [" + extends + ".0.0]\n"
			}
			if tells != "" {
				doc += "changes: " + changes(tells) + "\n"
			}
			doc += "components:\n"
			for one := range strings.SplitSeq(holds, ", ") {
				name, v, _ := strings.Cut(strings.TrimSpace(one), " ")
				name, direct := strings.CutSuffix(name, "!")
				doc += fmt.Sprintf("  - {name: %s, version: %s", name, v)
				if direct {
					doc += ", direct: true"
				}
				doc += "}\n"
			}
			fsys[manifest.BundleFile(f[0], v)] = &fstest.MapFile{Data: []byte(doc)}
		default:
			entry := "  - {version: " + f[1]
			if extends != "" {
				entry += ", extends: [" + extends + "]"
			}
			if n := needs[f[0]+" "+f[1]]; n != nil {
				entry += ", dependencies: {" + strings.Join(n, ", ") + "}"
			}
			if tells != "" {
				entry += ", changes: " + changes(tells)
			}
			if entries[f[0]] == nil {
				names = append(names, f[0])
			}
			entries[f[0]] = append(entries[f[0]], entry+"}")
		}
	}
	for name := range products {
		fsys[name+".joinery.yaml"] = &fstest.MapFile{Data: []byte("apiVersion: joinery/v1\nkind: Product\nname: " + name + "\n" + more[name])}
	}
	for _, name := range names {
		doc := "apiVersion: joinery/v1\nkind: Component\nname: " + name + "\n" + more[name] + "versions:\n" + strings.Join(entries[name], "\n") + "\n"
		fsys[name+".joinery.yaml"] = &fstest.MapFile{Data: []byte(doc)}
	}
	w := loaded(t, fsys)
	for product := range products {
		for _, ref := range w.Bundles(product) {
			b, problems := w.Bundle(ref)
			if b == nil {
				t.Fatal(problems)
			}
			bundle.Seal(b)
			fsys[ref.File].Data = append(fsys[ref.File].Data, "digest: "+b.Digest.Value+"\n"...)
		}
	}
	return loaded(t, fsys)
}

func loaded(t failer, fsys fstest.MapFS) *manifest.Workspace {
	t.Helper()
	w, err := manifest.Load(context.Background(), fsys, manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Problems) > 0 {
		t.Fatalf("the test's workspace: %v", w.Problems)
	}
	return w
}

// changes writes "feature a, fix b reverts c" as a list of changes.
func changes(tells string) string {
	var all []string
	for one := range strings.SplitSeq(tells, ", ") {
		f := strings.Fields(one)
		c := "{type: " + f[0] + ", summary: " + f[1]
		if f[1] != "-" {
			c += ", id: " + f[1]
		} else {
			c = "{type: " + f[0] + ", summary: nameless"
		}
		for i := 2; i < len(f); i++ {
			switch f[i] {
			case "reverts":
				c += ", reverts: " + f[i+1]
				i++
			case "internal":
				c += ", internal: true"
			default: // an audience that has a text of its own
				c += ", texts: {" + f[i] + ": for " + f[i] + "}"
			}
		}
		all = append(all, c+"}")
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// made makes the notes between two bundles of suite; from is 0 for none.
func made(t *testing.T, w *manifest.Workspace, from, to int, o Options) *Notes {
	t.Helper()
	v := func(n int) string { return fmt.Sprintf("%d.0.0", n) }
	var before *manifest.Bundle
	if from > 0 {
		before = bundled(t, w, "suite", v(from))
	}
	return Make(w, before, bundled(t, w, "suite", v(to)), o)
}

// outline writes notes in short: "new: a (pay 1.4.0); upgrade: breaking b".
func outline(n *Notes) string {
	var all []string
	for _, s := range n.Sections {
		var items []string
		for _, i := range s.Items {
			text := i.Summary
			if o := i.Origin(); o != "" {
				text += " (" + o + ")"
			}
			items = append(items, text)
		}
		all = append(all, s.Key+": "+strings.Join(items, ", "))
	}
	return strings.Join(all, "; ")
}
