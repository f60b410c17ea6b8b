package servertest

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Postgres starts PostgreSQL with options such as "fsync=off".
func Postgres(t testing.TB, options ...string) *Server {
	t.Helper()
	const places, packages = "/usr/lib/postgresql/*/bin", "postgresql"
	p := &postgres{t: t, initdb: program(t, "initdb", packages, places), postgres: program(t, "postgres", packages, places)}
	return start(t, p, options)
}

type postgres struct {
	t                testing.TB
	initdb, postgres string
}

// postgresUser is who runs the server when we are root, whom it refuses.
const postgresUser = "postgres"

func (p *postgres) data(s *Server) string { return filepath.Join(s.folder, "data") }

func (p *postgres) make(t testing.TB, s *Server) {
	t.Helper()
	if uid, gid, can := account(t, postgresUser); can {
		if err := os.Chown(s.folder, uid, gid); err != nil {
			t.Fatal(err)
		}
	}
	run(t, as(t, postgresUser, exec.Command(p.initdb, "-D", p.data(s), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")))
}

func (p *postgres) command(s *Server) *exec.Cmd {
	c := exec.Command(p.postgres, "-D", p.data(s), "-c", "listen_addresses=", "-c", "unix_socket_directories="+s.folder, "-c", "max_connections=200")
	for _, o := range s.options {
		c.Args = append(c.Args, "-c", o)
	}
	return as(p.t, postgresUser, c)
}

func (p *postgres) url(s *Server, database string) string {
	return "postgres:///" + database + "?user=postgres&host=" + s.folder
}

func (p *postgres) admin(s *Server) (*sql.DB, error) {
	config, err := pgx.ParseConfig(p.url(s, "postgres"))
	if err != nil {
		return nil, err
	}
	return stdlib.OpenDB(*config), nil
}

func (p *postgres) stop() syscall.Signal { return syscall.SIGINT }

// crash is not SIGKILL, which the processes of its connections would outlive.
func (p *postgres) crash() syscall.Signal { return syscall.SIGQUIT }
