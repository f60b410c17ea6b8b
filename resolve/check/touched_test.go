package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// TestTouched looks which files touch which component, whoever declared it.
func TestTouched(t *testing.T) {
	named := func(name, more string) string {
		return `apiVersion: joinery/v1\nkind: Component\nname: ` + name + `\n` + more
	}
	for _, test := range []struct{ name, then, now, want string }{
		{
			"two in one folder share it",
			"a.joinery.yaml: " + named("a", "") + "\nb.joinery.yaml: " + named("b", ""),
			"a.joinery.yaml: " + named("a", `title: A\n`) + "\nb.joinery.yaml: " + named("b", "") + "\ncode: 1",
			"a: a.joinery.yaml code, b: code",
		},
		{
			"a new one",
			"joinery.yaml: " + named("a", ""),
			"joinery.yaml: " + named("a", "") + "\nb/joinery.yaml: " + named("b", "") + "\nb/code: 1",
			"b: b/code b/joinery.yaml",
		},
		{
			"one that is gone leaves its folder to the one around it",
			"joinery.yaml: " + named("a", "") + "\nb/joinery.yaml: " + named("b", "") + "\nb/code: 1\nb/old: 1",
			"joinery.yaml: " + named("a", "") + "\nb/code: 2",
			"a: b/code",
		},
		{
			"by its present name, where it lay and where it lies",
			"a/joinery.yaml: " + named("a", "") + "\na/code: 1",
			"b/joinery.yaml: " + named("b", `formerly: [a]\n`) + "\nb/code: 1",
			"b: a/code b/code b/joinery.yaml",
		},
		{
			"the paths of then for what is gone",
			"a/joinery.yaml: " + named("a", `paths: [old]\n`) + "\na/old/code: 1",
			"a/joinery.yaml: " + named("a", `paths: [new]\n`) + "\na/new/code: 1",
			"a: a/joinery.yaml a/new/code a/old/code",
		},
		{
			"a path that is no glob touches nothing",
			"a/joinery.yaml: " + named("a", `paths: ["[", b]\n`),
			"a/joinery.yaml: " + named("a", `paths: ["[", b]\n`) + "\na/b: 1\na/c: 1",
			"a: a/b",
		},
		{
			"releases and changes at the root alone",
			"joinery.yaml: " + named("a", ""),
			"joinery.yaml: " + named("a", "") + "\nreleases/x: 1\nchanges/x: 1\ndocs/releases/x: 1",
			"a: docs/releases/x",
		},
		{
			"a manifest that is no component's",
			"joinery.yaml: " + named("a", ""),
			"joinery.yaml: " + named("a", "") + "\n" + `p/joinery.yaml: apiVersion: joinery/v1\nkind: Product\nname: p\n` + "\nvendor/joinery.yaml: x",
			"a: vendor/joinery.yaml",
		},
	} {
		now, then := tree(test.now), tree(test.then)
		touched := Touched(loaded(t, now), loaded(t, then), changed(now, then))
		var got []string
		for _, name := range slices.Sorted(maps.Keys(touched)) {
			got = append(got, name+": "+strings.Join(touched[name], " "))
		}
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

// TestTouchedFolder looks what a folder touches that changed as a whole.
func TestTouchedFolder(t *testing.T) {
	then := tree(`joinery.yaml: apiVersion: joinery/v1\nkind: Component\nname: around
b/joinery.yaml: apiVersion: joinery/v1\nkind: Component\nname: beside\npaths: ["*.go", ../sub/proto/*.proto]`)
	now := maps.Clone(then)
	for _, test := range []struct{ file, want string }{
		{"sub/joinery.yaml", "beside: sub, inner: sub sub/joinery.yaml"},
		{"sub/deep/joinery.yaml", "around: sub, beside: sub, inner: sub/deep/joinery.yaml"},
	} {
		now := maps.Clone(now)
		now[test.file] = tree(`x: apiVersion: joinery/v1\nkind: Component\nname: inner`)["x"]
		touched := Touched(loaded(t, now), loaded(t, then), []string{"sub"})
		var got []string
		for _, name := range slices.Sorted(maps.Keys(touched)) {
			got = append(got, name+": "+strings.Join(touched[name], " "))
		}
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%s: got %s, want %s", test.file, got, test.want)
		}
	}
}

// TestBumpHint looks whether the command that a finding shows would do its work.
func TestBumpHint(t *testing.T) {
	for _, test := range []struct{ scheme, others, from, want string }{
		{"semver", "", "1.4.0", "joinery bump a patch --from 1.4.0"},
		{"semver", "{version: 1.4.1-SNAPSHOT}, ", "1.4.0", "joinery bump a patch --from 1.4.0 --next-free"},
		{"four-part", "", "1.4.0.0", "joinery bump a patch --from 1.4.0.0"},
		{"calver", "", "2026.10.0", ""},
		{"loose", "", "v1", ""},
		{"semver", "", "1.4.9223372036854775807", ""},
	} {
		w := loaded(t, file(fmt.Sprintf("{apiVersion: joinery/v1, kind: Component, name: a, versioning: %s, versions: [%s{version: %s}]}", test.scheme, test.others, test.from)))
		versions := w.Component("a").Versions
		if got := bumpFrom(versions[len(versions)-1]); got != test.want {
			t.Errorf("%s %s: got %q, want %q", test.scheme, test.from, got, test.want)
		}
	}
}
