package resolve_test

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

func init() {
	if flag.Lookup("update") == nil {
		flag.Bool("update", false, "write what was got as what is wanted")
	}
}

func updating() bool { return flag.Lookup("update").Value.String() == "true" }

// TestAmend runs the command of each testdata/amend/*.txtar on its manifests. What comes of it
// stands behind them: the files that changed as "want FILE", then lines and hints.
func TestAmend(t *testing.T) {
	files, err := filepath.Glob("testdata/amend/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d files, %v, want some", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			given := &txtar.Archive{Comment: archive.Comment}
			for _, f := range archive.Files {
				if f.Name != "lines" && f.Name != "hints" && !strings.HasPrefix(f.Name, "want ") {
					given.Files = append(given.Files, f)
				}
			}
			_, command, _ := strings.Cut(string(archive.Comment), "$ ")
			got := txtar.Format(amended(t, given, strings.Fields(command)))
			if want := txtar.Format(archive); !bytes.Equal(got, want) {
				if updating() {
					if err := os.WriteFile(file, got, 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// amended returns the archive with what the command does to it.
func amended(t *testing.T, given *txtar.Archive, command []string) *txtar.Archive {
	t.Helper()
	w, files := inMemory(t, string(txtar.Format(&txtar.Archive{Files: given.Files})))
	a, err := run(t, w, command)
	if err != nil {
		t.Fatal(err)
	}
	changed, err := a.Files(func(file string) ([]byte, error) { return fs.ReadFile(files, file) })
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range changed {
		given.Files = append(given.Files, txtar.File{Name: "want " + f.Path, Data: f.Data})
	}
	for _, told := range []struct {
		name  string
		lines []string
	}{{"lines", a.Lines}, {"hints", a.Hints}} {
		if len(told.lines) > 0 {
			given.Files = append(given.Files, txtar.File{Name: told.name, Data: []byte(strings.Join(told.lines, "\n") + "\n")})
		}
	}
	return given
}

// TestMovedPinsSettle resolves the products after pins moved: before, lines stood against each
// other.
func TestMovedPinsSettle(t *testing.T) {
	for _, name := range []string{"merge_move_pins", "merge_under_way"} {
		archive, err := txtar.ParseFile("testdata/amend/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		var before, after txtar.Archive
		for _, f := range archive.Files {
			if changed, ok := strings.CutPrefix(f.Name, "want "); ok {
				after.Files = append(after.Files, txtar.File{Name: changed, Data: f.Data})
			} else if strings.HasSuffix(f.Name, ".yaml") {
				before.Files = append(before.Files, f)
			}
		}
		for _, state := range []struct {
			files *txtar.Archive
			holds bool
		}{{&before, false}, {&after, true}} {
			w, _ := inMemory(t, string(txtar.Format(state.files)))
			_, err := resolve.Resolve(t.Context(), w, w.Product("acme-suite"), resolve.Options{})
			if got := err == nil; got != state.holds {
				t.Errorf("%s: a selection exists: got %v (%v), want %v", name, got, err, state.holds)
			}
		}
	}
}

// run makes the amendment of a command such as "cut lib 1.5.0 --date 2026-11-20".
func run(t *testing.T, w *manifest.Workspace, command []string) (*resolve.Amendment, error) {
	t.Helper()
	flags := flag.NewFlagSet(command[0], flag.ContinueOnError)
	date := flags.String("date", "0001-01-01", "")
	revision := flags.String("revision", "", "")
	movePins := flags.Bool("move-pins", false, "")
	at := slices.IndexFunc(command, func(word string) bool { return strings.HasPrefix(word, "--") })
	if at < 0 {
		at = len(command)
	}
	if err := flags.Parse(command[at:]); err != nil {
		t.Fatal(err)
	}
	c, rest := w.Component(command[1]), command[2:at]
	switch command[0] {
	case "bump":
		level, err := version.ParseLevel(rest[0])
		if err != nil {
			t.Fatal(err)
		}
		return resolve.AmendBump(c, level, resolve.BumpOptions{Date: on(t, *date)})
	case "merge":
		if p := w.Product(command[1]); p != nil {
			return resolve.AmendMergeLines(t.Context(), w, p, bundlesOf(t, w, p, rest), resolve.MergeOptions{Date: on(t, *date)})
		}
		return resolve.AmendMerge(w, c, rest, *movePins, resolve.MergeOptions{Date: on(t, *date)})
	}
	o := resolve.CutOptions{Date: on(t, *date), Revision: *revision}
	if len(rest) > 0 {
		o.Version = rest[0]
	}
	return resolve.AmendCut(w, c, o)
}

func TestAmendmentThatCannotBeMade(t *testing.T) {
	c := versionsOf(t, "semver", "1.4.0")
	a, err := resolve.AmendBump(c, version.Patch, resolve.BumpOptions{})
	if err != nil {
		t.Fatal(err)
	}
	gone := errors.New("gone")
	if _, err := a.Files(func(string) ([]byte, error) { return nil, gone }); !errors.Is(err, gone) {
		t.Errorf("got %v, want %v", err, gone)
	}
	_, err = a.Files(func(string) ([]byte, error) { return []byte("kind: Component\n"), nil })
	if failed := new(manifest.EditError); !errors.As(err, &failed) {
		t.Errorf("got %v, want a *manifest.EditError", err)
	}
}
