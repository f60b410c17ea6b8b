package servertest_test

import (
	"os"
	"path/filepath"
	"testing"

	"joinery/registry/sqlstore/servertest"
)

// TestMariaDBAlone holds that a server leaves alone what another one keeps in the machine's
// temporary folder: MariaDB would remove it, and the other would crash.
func TestMariaDBAlone(t *testing.T) {
	folder, err := os.MkdirTemp("", "tmp") // t.TempDir is too long for a socket in it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	other := filepath.Join(folder, "#sql-temptable-1-1-1.MAI")
	if err := os.WriteFile(other, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", folder)
	servertest.MariaDB(t)
	if _, err := os.Stat(other); err != nil {
		t.Errorf("got %v, want what is another server's as it was", err)
	}
}
