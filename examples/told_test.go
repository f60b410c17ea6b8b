package examples_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

//go:generate go test -run ^(TestConsole|TestTold)$ -update .

// told is the block of commands that make what an example tells people.
var told = regexp.MustCompile("(?ms)^<!-- told -->\n```sh\n(.*?)^```\n")

// TestTold runs what the READMEs say about telling a release, with the real binary in a copy of
// the folder: what it makes is what is kept in told, for people to open. A package is compared by
// its tar, since another version of Go may compress it otherwise.
func TestTold(t *testing.T) {
	search := filepath.Dir(build(t)) + string(os.PathListSeparator) + os.Getenv("PATH")
	for _, folder := range []string{"acme-suite", "spring-cloud"} {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			kept := filepath.Join(folder, "told")
			dir := filepath.Join(t.TempDir(), folder)
			if err := os.CopyFS(dir, os.DirFS(folder)); err != nil {
				t.Fatal(err)
			}
			if err := os.RemoveAll(filepath.Join(dir, "told")); err != nil {
				t.Fatal(err)
			}
			readme, err := os.ReadFile(filepath.Join(folder, "README.md"))
			if err != nil {
				t.Fatal(err)
			}
			commands := told.FindSubmatch(readme)
			if commands == nil {
				t.Fatalf("%s/README.md: found no commands, wanted a block of them behind <!-- told -->", folder)
			}
			c := exec.Command("sh", "-e", "-c", string(commands[1]))
			c.Dir = dir
			c.Env = append(os.Environ(), "PATH="+search, "LC_ALL=C")
			if out, err := c.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			made := files(t, filepath.Join(dir, "told"))
			if *update {
				keep(t, kept, made)
			}
			want := files(t, kept)
			if diff := cmp.Diff(sorted(want), sorted(made)); diff != "" {
				t.Errorf("the files in %s are not what is made now; -update writes them (-want +got):\n%s", kept, diff)
			}
			for _, name := range sorted(made) {
				switch want, got := opened(t, name, want[name]), opened(t, name, made[name]); {
				case bytes.Equal(want, got):
				case bytes.IndexByte(got, 0) >= 0:
					t.Errorf("%s/%s: got %d bytes, want %d; -update writes them", kept, name, len(got), len(want))
				default:
					t.Errorf("%s/%s is not what is made now; -update writes it (-want +got):\n%s", kept, name,
						cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")))
				}
				if !strings.Contains(string(readme), name+")") {
					t.Errorf("%s/README.md: found no link to told/%s, wanted one", folder, name)
				}
			}
		})
	}
}

// keep makes a folder hold the files. One that says the same already stays as it is.
func keep(t *testing.T, folder string, made map[string][]byte) {
	t.Helper()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	had := files(t, folder)
	for _, name := range sorted(had) {
		if made[name] == nil {
			if err := os.Remove(filepath.Join(folder, filepath.FromSlash(name))); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, name := range sorted(made) {
		if had[name] != nil && bytes.Equal(opened(t, name, had[name]), opened(t, name, made[name])) {
			continue
		}
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, made[name], 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// opened returns what a file holds: of a .gz file what was compressed.
func opened(t *testing.T, name string, data []byte) []byte {
	t.Helper()
	if path.Ext(name) != ".gz" || data == nil {
		return data
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	all, err := io.ReadAll(z)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return all
}
