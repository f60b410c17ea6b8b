package sqlstore

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// released is the number of the newest schema that a release of joinery has made in somebody's
// database; 0: none has. Its migrations never change again, nor does what is kept of it:
// testdata/schemas/NUMBER has a database of each sort as it was then (see life_test.go), and the
// digests of the migrations that had made it.
//
// A change before a release is followed by
//
//	go test ./registry/sqlstore -run TestSchemas -update
//
// A release raises this number to that of the newest migration, and changes nothing else.
const released = 0

// TestSchemas opens databases of every schema that there was, and goes on with them. SQL Server is
// not among them: nobody has one here.
func TestSchemas(t *testing.T) {
	newest := newestSchema(t)
	if *update && newest > released {
		writeSchema(t, newest)
	}
	for number := 1; number <= newest; number++ {
		t.Run(strconv.Itoa(number), func(t *testing.T) {
			got, want := digests(t, number), string(keptOf(t, number, "migrations.sha256"))
			if got != want && number <= released {
				t.Fatalf("got migrations\n%swant those that were released,\n%sa change of the schema is a migration of its own", got, want)
			}
			if got != want {
				t.Fatalf("got migrations\n%swant\n%sgo test ./registry/sqlstore -run TestSchemas -update keeps databases of the schema as it is now", got, want)
			}
			for _, database := range databases {
				t.Run(database.name, func(t *testing.T) {
					url, _ := database.make(t)
					database.load(t, url, string(keptOf(t, number, database.name+".sql")))
					goOn(t, url)
				})
			}
		})
	}
}

// newestSchema returns the number of the newest migration, which all dialects have.
func newestSchema(t *testing.T) int {
	t.Helper()
	numbers := map[string][]string{}
	err := fs.WalkDir(migrations, "migrations", func(file string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			number, _, _ := strings.Cut(path.Base(file), "_")
			dialect := path.Base(path.Dir(file))
			numbers[dialect] = append(numbers[dialect], number)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all := numbers[sqlite.Name]
	for dialect, own := range numbers {
		if !slices.Equal(own, all) {
			t.Errorf("got the migrations %q of %s, want %q as those of %s", own, dialect, all, sqlite.Name)
		}
	}
	newest, err := strconv.Atoi(all[len(all)-1])
	if err != nil {
		t.Fatal(err)
	}
	return newest
}

// digests returns a line for each migration up to a number: its digest and its name.
func digests(t *testing.T, upTo int) string {
	t.Helper()
	var lines strings.Builder
	err := fs.WalkDir(migrations, "migrations", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Base(file) >= fmt.Sprintf("%05d", upTo+1) {
			return err
		}
		text, err := migrations.ReadFile(file)
		sum := sha256.Sum256(text)
		fmt.Fprintf(&lines, "%s  %s\n", hex.EncodeToString(sum[:]), file)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines.String()
}

func schemaFile(number int, name string) string {
	return filepath.Join("testdata", "schemas", strconv.Itoa(number), name)
}

// keptOf reads what is kept of a schema.
func keptOf(t *testing.T, number int, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(schemaFile(number, name))
	if err != nil {
		t.Fatalf("%v: a new schema is kept by go test ./registry/sqlstore -run TestSchemas -update", err)
	}
	return text
}

// writeSchema keeps databases of the newest schema, in which a registry has lived.
func writeSchema(t *testing.T, number int) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(schemaFile(number, "x")), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, database := range databases {
		url, dump := database.make(t)
		live(t, url)
		text := fmt.Sprintf("-- A registry's database of the schema %d, as it was left behind. Written by a test; see schemas_test.go.\n%s", number, dump(t))
		if err := os.WriteFile(schemaFile(number, database.name+".sql"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(schemaFile(number, "migrations.sha256"), []byte(digests(t, number)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// opened opens a store until the test ends.
func opened(ctx context.Context, t *testing.T, url string) *Store {
	t.Helper()
	s, err := Open(ctx, url, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}
