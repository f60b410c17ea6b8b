package servertest

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/go-sql-driver/mysql"
)

// MariaDB starts MariaDB with options such as "innodb-flush-log-at-trx-commit=2".
func MariaDB(t testing.TB, options ...string) *Server {
	t.Helper()
	const places, packages = "/usr/sbin", "mariadb-server"
	m := &mariadb{install: program(t, "mariadb-install-db", packages, places), server: program(t, "mariadbd", packages, places)}
	return start(t, m, options)
}

type mariadb struct{ install, server string }

func (m *mariadb) data(s *Server) string   { return filepath.Join(s.folder, "data") }
func (m *mariadb) socket(s *Server) string { return filepath.Join(s.folder, "s") }

// temporary is the folder for temporary tables, of this server's own: one that starts removes all
// that it finds there, and the server that lost them crashes.
func (m *mariadb) temporary(s *Server) string { return filepath.Join(s.folder, "tmp") }

func (m *mariadb) make(t testing.TB, s *Server) {
	t.Helper()
	if err := os.Mkdir(m.temporary(s), 0o700); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(m.install, "--no-defaults", "--datadir="+m.data(s), "--user=root",
		"--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve")
	c.Env = append(os.Environ(), "TMPDIR="+m.temporary(s)) // it takes no --tmpdir
	run(t, c)
}

func (m *mariadb) command(s *Server) *exec.Cmd {
	c := exec.Command(m.server, "--no-defaults", "--user=root", "--datadir="+m.data(s), "--socket="+m.socket(s), "--tmpdir="+m.temporary(s),
		"--pid-file="+filepath.Join(s.folder, "pid"), "--skip-networking", "--max-connections=200")
	for _, o := range s.options {
		c.Args = append(c.Args, "--"+o)
	}
	return c
}

func (m *mariadb) url(s *Server, database string) string {
	return "mariadb://root@/" + database + "?socket=" + m.socket(s)
}

func (m *mariadb) admin(s *Server) (*sql.DB, error) {
	config := mysql.NewConfig()
	config.User, config.Net, config.Addr = "root", "unix", m.socket(s)
	config.Logger = &mysql.NopLogger{} // of pings while it starts
	c, err := mysql.NewConnector(config)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(c), nil
}

func (m *mariadb) stop() syscall.Signal { return syscall.SIGTERM }

func (m *mariadb) crash() syscall.Signal { return syscall.SIGKILL }
