package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"joinery/manifest"
)

// TestImportIsTheInverseOfExport takes the examples into a registry, what it exports into an empty
// one, and looks whether that exports the same bytes and draws above them.
func TestImportIsTheInverseOfExport(t *testing.T) {
	for name, draw := range map[string]struct{ item, level, want string }{
		"acme-suite":   {"payments-api", "major", "2.0.0"},
		"spring-cloud": {"spring-cloud-build", "minor", "5.1.0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			// into starts a registry, imports a folder twice, exports it and draws from it.
			into := func(db, folder string) (exported string) {
				t.Helper()
				server, err := serveProcess(home, serveEnvironment(home), "--db", db)
				if err != nil {
					t.Fatal(err)
				}
				defer server.stop()
				joinery := func(args ...string) (out, told string) {
					t.Helper()
					run := exec.Command("joinery", args...)
					run.Env = append(serveEnvironment(home), "JOINERY_REGISTRY="+server.address)
					var problems strings.Builder
					run.Stderr = &problems
					text, err := run.Output()
					if err != nil {
						t.Fatalf("joinery %s: %v\n%s", strings.Join(args, " "), err, problems.String())
					}
					return string(text), problems.String()
				}
				joinery("registry", "import", folder)
				if _, told := joinery("registry", "import", folder); strings.Contains(told, "added") {
					t.Errorf("the second time: got %q, want that nothing was added", told)
				}
				exported = filepath.Join(t.TempDir(), "exported")
				joinery("registry", "export", exported)
				if got, _ := joinery("draw", draw.item, draw.level); strings.TrimSpace(got) != draw.want {
					t.Errorf("the next %s of %s: got %s, want %s", draw.level, draw.item, got, draw.want)
				}
				return exported
			}
			first := into("memory:", filepath.Join("..", "..", "examples", name))
			again := into("sqlite:"+filepath.Join(home, "again.db"), first)
			want, got := filesIn(t, first), filesIn(t, again)
			if len(want) < 10 || len(got) != len(want) {
				t.Errorf("got %d files, want %d", len(got), len(want))
			}
			for file, text := range want {
				if got[file] != text {
					t.Errorf("%s: got\n%s\nwant\n%s", file, got[file], text)
				}
			}
		})
	}
}

// filesIn returns the texts of all files below a folder.
func filesIn(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(path)))
		all[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Documents are sent in the order in which a registry would have got them, whatever their files are
// called: 1.10.0 comes after 1.9.0.
func TestImportOrder(t *testing.T) {
	bundle := func(version string) string {
		return "apiVersion: joinery/v1\nkind: Bundle\nname: suite\nversion: " + version + "\nversioning: {scheme: semver}\nreleased: 2026-10-01\n" +
			"components: []\ndigest: \"sha256:" + strings.Repeat("0", 64) + "\"\n"
	}
	component := func(name string) string {
		return "apiVersion: joinery/v1\nkind: Component\nname: " + name + "\nversions: []\n"
	}
	product := "apiVersion: joinery/v1\nkind: Product\nname: suite\n"
	parts, problems := manifest.Split("all.yaml", []byte(strings.Join([]string{
		bundle("1.10.0"), component("b"), bundle("1.9.0"), product, component("a"), bundle("1.2.0"),
	}, "---\n")))
	if len(parts) != 6 {
		t.Fatalf("got %d documents (%v), want 6", len(parts), problems)
	}
	text, err := importStream(parts)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(line, "name: "); ok {
			got = append(got, strings.TrimSpace(name))
		} else if number, ok := strings.CutPrefix(line, "version: "); ok {
			got[len(got)-1] += " " + strings.TrimSpace(number)
		}
	}
	const want = "a, b, suite, suite 1.2.0, suite 1.9.0, suite 1.10.0"
	if got := strings.Join(got, ", "); got != want {
		t.Errorf("got the order %s, want %s", got, want)
	}
}
