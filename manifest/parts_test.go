package manifest

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"joinery/manifest/version"
)

// A case in testdata/parts is NAME.in.yaml and, beside it, NAME.golden: the parts, each behind a
// line that says what it is. -update writes the golden files anew.
func TestSplit(t *testing.T) {
	files, err := filepath.Glob("testdata/parts/*.in.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".in.yaml"), func(t *testing.T) {
			text := readFile(t, file)
			parts, problems := Split("joinery.yaml", text)
			if len(problems) > 0 {
				t.Fatalf("got problems: %v", problems)
			}
			golden := strings.TrimSuffix(file, ".in.yaml") + ".golden"
			got := shown(parts)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(readFile(t, golden)); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
			wantSettled(t, parts)
		})
	}
}

// shown writes parts below each other.
func shown(parts []Parts) string {
	var b strings.Builder
	for _, p := range parts {
		switch {
		case p.Component != nil:
			b.WriteString("=== Component " + p.Component.Name.Value + "\n")
		case p.Product != nil:
			b.WriteString("=== Product " + p.Product.Name.Value + "\n")
		case p.Bundle != nil:
			b.WriteString("=== Bundle " + p.Bundle.Name.Value + " " + p.Bundle.Version.Value + "\n")
		}
		b.Write(p.Text)
		for i, entry := range p.Entries {
			b.WriteString("=== Version " + p.Component.Versions[i].Version.Value + "\n")
			b.Write(entry)
		}
	}
	return b.String()
}

// wantSettled checks that parts, put together, say the same and come apart into the same pieces.
func wantSettled(t interface {
	Helper()
	Fatalf(string, ...any)
}, parts []Parts) {
	t.Helper()
	for _, p := range parts {
		if p.Bundle != nil {
			continue
		}
		joined := p.Text
		if p.Component != nil {
			var err error
			if joined, err = Join(p.Text, p.Entries); err != nil {
				t.Fatalf("join: %v\nof\n%s", err, shown(parts))
			}
		}
		again, problems := Split("again.yaml", joined)
		if len(problems) > 0 || len(again) != 1 {
			t.Fatalf("got %d parts and the problems %v of what was joined:\n%s", len(again), problems, joined)
		}
		if !bytes.Equal(again[0].Text, p.Text) || !slices.EqualFunc(again[0].Entries, p.Entries, bytes.Equal) {
			t.Fatalf("got other pieces:\n%s\nwant:\n%s", shown(again), shown([]Parts{p}))
		}
		if diff := cmp.Diff(p, again[0], meaning...); diff != "" {
			t.Fatalf("the joined text says something else (-before +after):\n%s", diff)
		}
	}
}

// meaning leaves out where things are written.
var meaning = cmp.Options{
	cmpopts.EquateEmpty(),
	cmp.Comparer(func(a, b Text) bool { return a.Value == b.Value }),
	cmp.Comparer(func(a, b version.Version) bool { return a.String() == b.String() }),
	cmp.Comparer(func(a, b version.Scheme) bool { return a.String() == b.String() }),
	cmp.Comparer(func(a, b version.Constraint) bool { return a.String() == b.String() }),
	cmp.FilterPath(func(p cmp.Path) bool {
		last := p.Last().String()
		return last == ".File" || last == ".Component" && len(p) > 2 || last == ".unclear"
	}, cmp.Ignore()),
}
