package duckdb_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"
)

// TestReadme runs the page's query, as somebody else would, on a file that no server has.
func TestReadme(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, query, _ := strings.Cut(string(page), "```sql\n")
	query, _, found := strings.Cut(query, "```")
	if !found {
		t.Fatal("README.md has no block of sql, want one")
	}
	path := filepath.Join(t.TempDir(), "registry.duckdb")
	addItems(t, "duckdb:"+path, "lib", "app")
	db, err := sql.Open("duckdb", path+"?access_mode=read_only")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		n++
	}
	if n != 2 || rows.Err() != nil {
		t.Errorf("got %d rows, %v, want one for each of 2 items", n, rows.Err())
	}
}
