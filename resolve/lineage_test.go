package resolve_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"joinery/manifest"
	"joinery/resolve"
)

// inMemory loads manifests that stand in a text: each begins with a line "-- file --".
func inMemory(t testing.TB, text string) (*manifest.Workspace, fstest.MapFS) {
	t.Helper()
	files := fstest.MapFS{}
	for _, part := range strings.Split("\n"+text, "\n-- ")[1:] {
		name, content, _ := strings.Cut(part, " --\n")
		files[name] = &fstest.MapFile{Data: []byte(content)}
	}
	w, err := manifest.Load(t.Context(), files, manifest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range w.Problems {
		t.Fatalf("%s: %s", p.At, p.Message)
	}
	return w, files
}

// versionsOf returns a component lib whose versions a few lines tell: "1.1.0 < 1.0.0 0.9.0"
// extends two. The first of them stands in line 6.
func versionsOf(t testing.TB, scheme string, lines ...string) *manifest.Component {
	t.Helper()
	var b strings.Builder
	b.WriteString("-- joinery.yaml --\napiVersion: joinery/v1\nkind: Component\nname: lib\nversioning: " + scheme + "\n")
	if len(lines) > 0 {
		b.WriteString("versions:\n")
	}
	for _, line := range lines {
		v, extends, _ := strings.Cut(line, " < ")
		b.WriteString("  - {version: \"" + v + "\", extends: [" + strings.Join(strings.Fields(extends), ", ") + "]}\n")
	}
	w, _ := inMemory(t, b.String())
	return w.Component("lib")
}

func names(entries []*manifest.Entry) string {
	var words []string
	for _, e := range entries {
		words = append(words, e.Version.Value)
	}
	return strings.Join(words, " ")
}

func TestEntry(t *testing.T) {
	c := versionsOf(t, "semver", "1.4.0+build.7", "1.4.0-SNAPSHOT", "1.3.0+x")
	for _, test := range []struct{ find, want string }{
		{"1.4.0+build.7", "1.4.0+build.7"},
		{"1.4.0", "1.4.0+build.7"}, // build information does not tell versions apart
		{"1.3.0+y", "1.3.0+x"},
		{"1.4.0-SNAPSHOT", "1.4.0-SNAPSHOT"},
		{"1.4.0-rc.1", ""},
		{"1.4", ""},
	} {
		got := ""
		if e := resolve.Entry(c, test.find); e != nil {
			got = e.Version.Value
		}
		if got != test.want {
			t.Errorf("Entry(%s): got %q, want %q", test.find, got, test.want)
		}
	}
}

func TestLineage(t *testing.T) {
	for _, test := range []struct {
		name      string
		scheme    string
		versions  []string
		of        string
		extended  string
		ancestors string
	}{
		{"root", "semver", []string{"1.0.0"}, "1.0.0", "", ""},
		{"chain", "semver", []string{"1.2.0 < 1.1.0", "1.1.0 < 1.0.0", "1.0.0"}, "1.2.0", "1.1.0", "1.1.0 1.0.0"},
		{"merge", "semver", []string{"1.3.0 < 1.2.0 1.1.1", "1.2.0 < 1.1.0", "1.1.1 < 1.1.0", "1.1.0"}, "1.3.0", "1.2.0 1.1.1", "1.2.0 1.1.1 1.1.0"},
		{"its own snapshot", "semver", []string{"1.0.1 < 1.0.1-SNAPSHOT", "1.0.1-SNAPSHOT < 1.0.0", "1.0.0"}, "1.0.1", "1.0.0", "1.0.1-SNAPSHOT 1.0.0"},
		{"candidate after candidate", "semver", []string{"1.1.0 < 1.1.0-rc.2", "1.1.0-rc.2 < 1.1.0-rc.1", "1.1.0-rc.1 < 1.0.0", "1.0.0"}, "1.1.0", "1.0.0", "1.1.0-rc.2 1.1.0-rc.1 1.0.0"},
		{"rc.2 of rc.1", "semver", []string{"1.1.0-rc.2 < 1.1.0-rc.1", "1.1.0-rc.1 < 1.0.0", "1.0.0"}, "1.1.0-rc.2", "1.0.0", "1.1.0-rc.1 1.0.0"},
		{"its own snapshot is the root", "semver", []string{"1.0.0 < 1.0.0-SNAPSHOT", "1.0.0-SNAPSHOT"}, "1.0.0", "", "1.0.0-SNAPSHOT"},
		{"another's snapshot counts", "semver", []string{"1.1.0 < 1.0.1-SNAPSHOT", "1.0.1-SNAPSHOT < 1.0.0", "1.0.0"}, "1.1.0", "1.0.1-SNAPSHOT", "1.0.1-SNAPSHOT 1.0.0"},
		{"circle", "semver", []string{"1.1.0 < 1.0.0", "1.0.0 < 1.1.0"}, "1.1.0", "1.0.0", "1.0.0"},
		{"itself", "semver", []string{"1.1.0 < 1.1.0"}, "1.1.0", "", ""},
		{"unknown", "semver", []string{"1.1.0 < 1.0.0 0.9.0", "0.9.0"}, "1.1.0", "0.9.0", "0.9.0"},
		{"twice", "semver", []string{"1.1.0 < 1.0.0 1.0.0", "1.0.0"}, "1.1.0", "1.0.0", "1.0.0"},
		{"loose", "loose", []string{"2.7.18.Final < 2.7.18.CR1", "2.7.18.CR1 < 2.7.17", "2.7.17"}, "2.7.18.Final", "2.7.18.CR1", "2.7.18.CR1 2.7.17"},
		{"loose release", "loose", []string{"2.7.18 < 2.7.18.CR1", "2.7.18.CR1 < 2.7.17", "2.7.17"}, "2.7.18", "2.7.17", "2.7.18.CR1 2.7.17"},
		{"anyver, long and short", "anyver", []string{"0.2024031.11120 < 0.2024031.1112-SNAPSHOT", "0.2024031.1112-SNAPSHOT < 0.2024021.0", "0.2024021.0"}, "0.2024031.11120", "0.2024021.0", "0.2024031.1112-SNAPSHOT 0.2024021.0"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := resolve.Entry(versionsOf(t, test.scheme, test.versions...), test.of)
			if got := names(resolve.Extended(e)); got != test.extended {
				t.Errorf("Extended(%s): got %q, want %q", test.of, got, test.extended)
			}
			if got := names(resolve.Ancestors(e)); got != test.ancestors {
				t.Errorf("Ancestors(%s): got %q, want %q", test.of, got, test.ancestors)
			}
			for _, from := range e.Component.Versions {
				want := strings.Contains(" "+test.ancestors+" ", " "+from.Version.Value+" ")
				if got := resolve.Descends(e, from); got != want {
					t.Errorf("Descends(%s, %s): got %v, want %v", test.of, from.Version, got, want)
				}
			}
		})
	}
}

func TestOnTheWay(t *testing.T) {
	c := versionsOf(t, "semver",
		"2.0.0 < 1.3.0", "1.3.0 < 1.2.1 1.1.2", "1.2.1 < 1.2.0", "1.1.2 < 1.1.1",
		"1.2.0 < 1.1.0", "1.1.1 < 1.1.0", "1.1.0 < 1.0.0", "1.0.0")
	for _, test := range []struct{ from, to, want string }{
		{"1.0.0", "1.1.0", "1.1.0"},
		{"1.1.0", "1.3.0", "1.1.1 1.1.2 1.2.0 1.2.1 1.3.0"},
		{"1.2.1", "1.3.0", "1.1.1 1.1.2 1.3.0"}, // 1.2.1 holds the other line's root already
		{"1.1.2", "2.0.0", "1.2.0 1.2.1 1.3.0 2.0.0"},
		{"1.1.2", "1.2.1", "1.2.0 1.2.1"}, // the lines have parted
		{"1.2.0", "1.0.0", ""},            // back
		{"1.2.0", "1.2.0", ""},
		{"", "1.1.1", "1.0.0 1.1.0 1.1.1"},
	} {
		var from *manifest.Entry
		if test.from != "" {
			from = resolve.Entry(c, test.from)
		}
		if got := names(resolve.OnTheWay(from, resolve.Entry(c, test.to))); got != test.want {
			t.Errorf("OnTheWay(%s, %s): got %q, want %q", test.from, test.to, got, test.want)
		}
	}
}

func TestOnTheWayStandsBehindWhatItExtends(t *testing.T) {
	c := versionsOf(t, "semver", "1.0.0 < 1.5.0", "1.5.0 < 1.2.0 1.4.0", "1.4.0", "1.2.0 < 1.4.0")
	got, want := names(resolve.OnTheWay(nil, resolve.Entry(c, "1.0.0"))), "1.4.0 1.2.0 1.5.0 1.0.0"
	if got != want {
		t.Errorf("a lineage that goes down: got %q, want %q", got, want)
	}
}
