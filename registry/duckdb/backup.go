package duckdb

import (
	"context"
	"io"
	"os"
	"strings"

	"joinery/manifest"
	"joinery/registry"
	"joinery/registry/sqlstore"
)

// Backup copies the database of a URL into a new file, for nobody but its owner. No server may have it
// meanwhile, nor this process; a server that starts waits for nothing, and is refused. When Backup
// returns, the copy is on the disk, and has all that ever was committed; until then there is none of that
// name, whatever happens, see [sqlstore.WriteBackup]. Who brings it back lets counters jump, see
// [registry.Registry.Restored].
//
// The error is Invalid when there is no such database or the copy cannot be written, NotFound when it
// holds no registry, Unavailable when somebody has it, and Exists when the new file is there.
func Backup(ctx context.Context, url, file string) error {
	return hold(ctx, url, func(from io.Reader) error {
		return sqlstore.WriteBackup(ctx, file, func(made *os.File) error {
			_, err := io.Copy(made, manifest.UntilDone(ctx, from))
			return err
		})
	})
}

// BackupTo writes what [Backup] does, and returns how many bytes that were. A copy that broke off may
// be opened all the same: DuckDB does not look for the end of a file. So only the error tells.
func BackupTo(ctx context.Context, url string, w io.Writer) (n int64, err error) {
	err = hold(ctx, url, func(from io.Reader) error {
		if n, err = io.Copy(w, manifest.UntilDone(ctx, from)); err != nil && ctx.Err() == nil {
			return &registry.Error{Code: registry.Invalid, Message: "the backup cannot be written", Err: err}
		}
		return err
	})
	return n, err
}

// hold lets somebody read the database's file while nobody else has it, and all that is committed stands
// in it.
func hold(ctx context.Context, url string, do func(from io.Reader) error) error {
	if !strings.HasPrefix(url, scheme+":") {
		return &registry.Error{Code: registry.Invalid, Field: "db", Message: "found another database's URL, wanted " + Dialect.Form}
	}
	path, err := pathOf(url)
	if err != nil {
		return &registry.Error{Code: registry.Invalid, Field: "db", Message: "found a URL that cannot be used, wanted " + Dialect.Form, Err: err}
	}
	// It is closed last: the locks that a process has on a file are gone when it closes it once.
	from, err := os.Open(path)
	if err != nil {
		return &registry.Error{Code: registry.Invalid, Field: "db", Message: "the database cannot be read", Err: err}
	}
	defer from.Close()
	pools, err := connect(url)
	if err != nil {
		return err
	}
	defer pools.Read.Close()
	defer pools.Write.Close()
	held, err := pools.Write.Conn(ctx) // and with it the file's lock
	if err != nil {
		return err
	}
	defer held.Close()
	if err := Dialect.MustHold(ctx, pools.Read, Dialect.File(url)); err != nil {
		return err
	}
	if _, err := held.ExecContext(ctx, "checkpoint"); err != nil {
		return &registry.Error{Code: registry.Unavailable, Message: "the log cannot be written into the database's file", Err: err}
	}
	if log, err := os.Stat(path + ".wal"); err == nil && log.Size() > 0 {
		return registry.Errorf(registry.Internal, "found %d bytes in the database's log, wanted all of them in its file", log.Size())
	}
	return do(from)
}
