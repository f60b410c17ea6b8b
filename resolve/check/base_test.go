package check

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"joinery/manifest"
	"joinery/manifest/diag"
)

// gitChanged names the files that differ, as git does: a link by its own name and target, never
// by what it leads to.
func gitChanged(now, then fstest.MapFS) []string {
	var all []string
	for file := range maps.Keys(now) {
		if b := then[file]; b == nil || string(b.Data) != string(now[file].Data) || b.Mode.Type() != now[file].Mode.Type() {
			all = append(all, file)
		}
	}
	for file := range maps.Keys(then) {
		if now[file] == nil {
			all = append(all, file)
		}
	}
	slices.Sort(all)
	return all
}

// drawLinks replaces some files by links to where their text now lies, or adds links beside them.
func drawLinks(t *rapid.T, files fstest.MapFS) fstest.MapFS {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasPrefix(name, "changes/") || files[name].Mode.Type() != 0 {
			continue
		}
		up := strings.Repeat("../", strings.Count(name, "/"))
		switch rapid.IntRange(0, 5).Draw(t, "link") {
		case 0:
			target := "texts/" + strings.ReplaceAll(name, "/", "-") + ".txt"
			files[target] = files[name]
			files[name] = &fstest.MapFile{Data: []byte(up + target), Mode: fs.ModeSymlink | 0o777}
		case 1:
			files["z-"+strings.ReplaceAll(name, "/", "-")] = &fstest.MapFile{Data: []byte(name), Mode: fs.ModeSymlink | 0o777}
		}
	}
	return files
}

// drawSchemes gives some components another scheme and some products overrides and settings.
func drawSchemes(t *rapid.T, files fstest.MapFS) fstest.MapFS {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		text := string(files[name].Data)
		switch rapid.IntRange(0, 7).Draw(t, "scheme") {
		case 0:
			text = strings.Replace(text, "versions:\n", "versioning: four-part\nversions:\n", 1)
		case 1:
			text = strings.Replace(text, "versions:\n", "versioning: loose\nversions:\n", 1)
		case 2:
			text = strings.Replace(text, "components: {a", "overrides: {b: 1.0.0}\nrules: {unused-component: off}\ncomponents: {a", 1)
		case 3:
			text = strings.Replace(text, "components: {b", "exceptions: [{rule: known-version, component: b, versions: [1.0.0, x], until: 2027-01-01, owner: o, reason: r}]\ncomponents: {b", 1)
		case 4:
			text += "---\napiVersion: joinery/v1\nkind: Bundle\nname: p-a\nversion: 1.0.0\ncomponents:\n  - {name: a, version: 1.0.0}\ndigest: x\n"
		}
		if strings.HasPrefix(name, "changes/") {
			continue
		}
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// editTree returns a tree in which some files are as in another one, some gone, some new.
func editTree(t *rapid.T, now, other fstest.MapFS) fstest.MapFS {
	then := maps.Clone(now)
	for _, name := range slices.Sorted(maps.Keys(now)) {
		switch rapid.IntRange(0, 5).Draw(t, "edit") {
		case 0:
			delete(then, name)
		case 1:
			moved := rapid.SampledFrom([]string{"m/joinery.yaml", "a/c/joinery.yaml", "x.joinery.yaml"}).Draw(t, "to")
			if now[name].Mode.Type() == 0 && !strings.HasPrefix(name, "changes/") {
				delete(then, name)
				then[moved] = now[name]
			}
		case 2:
			then[name] = &fstest.MapFile{Data: append([]byte("# edited\n"), now[name].Data...), Mode: now[name].Mode}
			if now[name].Mode.Type() != 0 {
				then[name] = now[name]
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(other)) {
		if rapid.IntRange(0, 3).Draw(t, "take") == 0 {
			then[name] = other[name]
		}
	}
	return then
}

func told(l diag.List, without ...string) []string {
	var all []string
	for _, d := range l {
		if !slices.Contains(without, d.Rule) {
			all = append(all, fmt.Sprintf("%s %s %s %s %s", d.State, d.Severity, d.At, d.ID(), d.Message))
		}
	}
	return all
}

func checkedAgainst(t *testing.T, now, then fstest.MapFS, changed []string, share bool) diag.List {
	w := loaded(t, now)
	o := manifest.Options{}
	if share {
		o = manifest.Options{Known: w, Changed: changed}
	}
	base, err := manifest.Load(t.Context(), then, o)
	if err != nil {
		t.Fatal(err)
	}
	report, err := Run(t.Context(), w, Options{Date: today, Base: &Base{base, changed}})
	if err != nil {
		t.Fatal(err)
	}
	return report.Findings
}

// What is found does not depend on whether the base shares documents with the head.
func TestBaseSharesDocuments(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		now := drawLinks(r, drawSchemes(r, drawTree(r, "now")))
		then := editTree(r, now, drawLinks(r, drawSchemes(r, drawTree(r, "other"))))
		changed := gitChanged(now, then)
		got, want := told(checkedAgainst(t, now, then, changed, true)), told(checkedAgainst(t, now, then, changed, false))
		if !slices.Equal(got, want) {
			r.Fatalf("changed %q\nshared\n  %s\nread again\n  %s\nnow %s\nthen %s", changed, strings.Join(got, "\n  "), strings.Join(want, "\n  "), shown(now), shown(then))
		}
	})
}

// changedAlone looks whether what is found does not depend on which files are said to differ, as
// long as those that do are among them: naming all of them is only slower. Rules that ask for a base
// are left aside, they may be surer when they know what stayed.
func changedAlone(t *testing.T, links func(*rapid.T, fstest.MapFS) fstest.MapFS) {
	rapid.Check(t, func(r *rapid.T) {
		now := links(r, drawSchemes(r, drawTree(r, "now")))
		then := editTree(r, now, links(r, drawSchemes(r, drawTree(r, "other"))))
		changed, every := gitChanged(now, then), slices.Sorted(maps.Keys(now))
		for file := range then {
			if now[file] == nil {
				every = append(every, file)
			}
		}
		got := told(checkedAgainst(t, now, then, changed, false), "change-declared", "released-immutable")
		want := told(checkedAgainst(t, now, then, every, false), "change-declared", "released-immutable")
		if !slices.Equal(got, want) {
			r.Fatalf("changed %q\ngot\n  %s\nwant\n  %s\nnow %s\nthen %s", changed, strings.Join(got, "\n  "), strings.Join(want, "\n  "), shown(now), shown(then))
		}
	})
}

func TestChangedSuffices(t *testing.T) {
	changedAlone(t, func(_ *rapid.T, files fstest.MapFS) fstest.MapFS { return files })
}

// A manifest that is a link differs when what it leads to does.
func TestChangedSufficesForLinks(t *testing.T) { changedAlone(t, drawLinks) }

func shown(files fstest.MapFS) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&b, "\n-- %s (%s) --\n%s", name, files[name].Mode, files[name].Data)
	}
	return b.String()
}
