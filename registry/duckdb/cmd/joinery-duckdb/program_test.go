package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"joinery/registry/daemon"
)

// ran runs a command in an environment that names a database.
func ran(t *testing.T, db string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, told bytes.Buffer
	p := program{stdout: &out, stderr: &told, now: time.Now, getenv: func(variable string) string {
		return map[string]string{"JOINERY_DB": db}[variable]
	}}
	status = p.run(t.Context(), args)
	return status, out.String(), told.String()
}

// made makes a database, as a server does that is told to end at once, and returns its URL.
func made(t *testing.T) string {
	t.Helper()
	url := "duckdb:" + filepath.Join(t.TempDir(), "registry.duckdb")
	s := start(t, os.Args[0], url) // this test's program, see TestMain
	s.stop()
	return url
}

// TestMain is also the program.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && !strings.HasPrefix(os.Args[1], "-test.") {
		main()
	}
	os.Exit(m.Run())
}

func TestCommands(t *testing.T) {
	db := made(t)
	zero := filepath.Join(t.TempDir(), "zero")
	if err := os.WriteFile(zero, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	missing := "duckdb:" + filepath.Join(t.TempDir(), "misspelt.duckdb")
	for _, c := range []struct {
		db, args string
		exit     int
		out      string // in stdout
		told     string // in stderr
	}{
		{db, "", 0, "joinery-duckdb restore", ""},
		{db, "--help", 0, "joinery-duckdb token add NAME", ""},
		{db, "--version", 0, "joinery-duckdb devel", ""},
		{db, "serve --help", 0, "--draw-ttl TIME", ""},
		{db, "token add --help", 0, "Usage: joinery-duckdb token add NAME [OPTION]...", ""},
		{db, "there", 2, "", `there is no command "there"`},
		{db, "token make", 2, "", `there is no command "token make"`},
		{db, "token", 2, "", "token needs to know what: add, list, revoke"},
		{db, "help serve", 0, "--draw-ttl TIME", ""},
		{db, "help token add", 0, "Usage: joinery-duckdb token add NAME [OPTION]...", ""},
		{db, "help there", 2, "", `there is no command "there"`},
		{db, "help token", 2, "", "token needs to know what: add, list, revoke"},
		{db, "serve --listen 127.0.0.1:0 --db sqlite:" + missing, 2, "", "found a URL of sqlite, wanted duckdb:PATH"},
		{db, "token list --db duckdb:" + zero, 2, "", zero + " is damaged, or no DuckDB file"},
		{db, "serve --listen 127.0.0.1:0 --db duckdb:" + filepath.Dir(zero), 2, "", "is a folder, wanted a file"},
		{db, "backup " + zero, 2, "", "is there already; a backup goes into a new file"},
		{db, "backup -", 0, "DUCK", "wrote "},
		{db, "backup " + zero + "/no/copy", 2, "", "cannot be written"},
		{db, "backup " + zero + "-folder/copy", 2, "", "hint: make its folder first"},
		{db, "serve there", 2, "", "serve: found there, wanted no arguments"},
		{db, "serve --draw-ttl soon", 2, "", `--draw-ttl: found "soon"`},
		{db, "serve --databse x", 2, "", "hint: joinery-duckdb serve --help"},
		{db, "serve --db duck:x", 2, "", "duckdb:PATH"},
		{"", "serve", 2, "", "JOINERY_DB"},
		{db, "token add", 2, "", "found no arguments, wanted NAME"},
		{db, "token add ci", 2, "", "--role is missing"},
		{db, "token add ci --role king", 1, "", "king"},
		{db, "token add ci --role read --expires soon", 2, "", "wanted days such as 90d"},
		{db, "token add ci --item lib --role draw --item app --expires 90d", 0, "jny_", "made the token ci, draw of lib, app"},
		{db, "token add ci --role read", 1, "", "there is a token ci already"},
		{db, "token list", 0, "ci  draw of lib, app  good until", ""},
		{db, "token revoke ci", 0, "", "lets nobody in any more"},
		{db, "token revoke nobody", 2, "", "nobody"},
		{missing, "token list", 2, "", "joinery-duckdb serve makes one when it starts"},
		{missing, "restore", 2, "", "there is no database"},
		{missing, "backup copy", 2, "", "no such file"},
		{"", "backup copy", 2, "", "it is not said where the database is"},
		{db, "restore", 2, "", "there is no item with a counter"},
		{db, "restore --gap 0", 2, "", "wanted a number from 1"},
		{db, "restore --gap 4294967297", 1, "", "at most"},
	} {
		exit, out, told := ran(t, c.db, strings.Fields(c.args)...)
		if exit != c.exit || !strings.Contains(out, c.out) || !strings.Contains(told, c.told) {
			t.Errorf("joinery-duckdb %s: got status %d\n%s%s\nwant %d, %q and %q", c.args, exit, out, told, c.exit, c.out, c.told)
		}
	}
}

// TestHelp sees that each command says what it takes.
func TestHelp(t *testing.T) {
	_, all, _ := ran(t, "", "--help")
	for _, c := range (&program{}).commands() {
		if !strings.Contains(all, c.line()) || !strings.Contains(all, c.says) {
			t.Errorf("got no %q in the help, want it there", c.line())
		}
		status, help, _ := ran(t, "", append(strings.Fields(c.name), "-h")...)
		if status != 0 || !strings.Contains(help, "--db URL") {
			t.Errorf("%s -h: got status %d\n%s\nwant its options", c.name, status, help)
		}
	}
	_, serve, _ := ran(t, "", "serve", "--help")
	for _, o := range daemon.Options("") {
		if !strings.Contains(serve, "--"+o.Name) {
			t.Errorf("got no --%s in the help of serve, want it there", o.Name)
		}
	}
}

// TestReadme sees that the commands on the page are there.
func TestReadme(t *testing.T) {
	page, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)(?:^|\x60)joinery-duckdb ((?:token )?[a-z]+)`).FindAllStringSubmatch(string(page), -1) {
		shown[m[1]] = true
	}
	for _, c := range (&program{}).commands() {
		if !shown[c.name] {
			t.Errorf("README.md: got no word about %s, want one", c.name)
		}
		delete(shown, c.name)
	}
	if len(shown) > 0 {
		t.Errorf("README.md: got the commands %v, which are not there", shown)
	}
}
