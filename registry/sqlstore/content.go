package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"joinery/registry"
)

// content is what a database holds before we touch it.
type content int

const (
	nothing content = iota // no table
	others                 // tables of somebody else, on a server: there is room for ours beside them
	begun                  // the migrations' table, and perhaps some of ours: somebody makes a registry, or was stopped
	held                   // a registry, of whatever schema
)

// MustHold returns no error if a database holds a registry. It only reads. The error is of the field db,
// Invalid where the tables are somebody else's, NotFound where there is no registry; or it tells why nobody
// can look. File is the database's path, "" of a server.
func (d *Dialect) MustHold(ctx context.Context, db *sql.DB, file string) error {
	found, err := d.look(ctx, db, file)
	if err != nil {
		return d.tellOpen(ctx, file, err)
	}
	why := map[content]string{nothing: "it is empty", others: "its tables are somebody else's", begun: "its tables are yet to be made"}[found]
	if why == "" {
		return nil
	}
	return &registry.Error{Code: registry.NotFound, Field: "db", Message: "there is no registry in " + orThis(file) + ", " + why + "; nothing was done"}
}

// look tells what a database holds, and refuses one that has no room for a registry: a file of something
// else, or tables on a server that have names of ours.
func (d *Dialect) look(ctx context.Context, db *sql.DB, file string) (content, error) {
	if d.Tables == "" {
		return held, nil
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nothing, err
	}
	defer d.leaveLook(conn)
	found, err := column(ctx, conn, d.Tables)
	if err != nil {
		return nothing, err
	}
	own, err := d.ownTables()
	if err != nil {
		return nothing, err
	}
	var same []string
	for _, name := range found {
		if slices.Contains(own, strings.ToLower(name)) {
			same = append(same, name)
		}
	}
	switch {
	case len(found) == 0:
		return nothing, nil
	case slices.Contains(found, historyTable):
		if len(same) == 0 {
			return begun, nil
		}
		var done int64
		err := conn.QueryRowContext(ctx, "select coalesce(max(version_id), 0) from "+historyTable).Scan(&done)
		switch {
		case err != nil && d.Trouble(err) == Other: // it is a table of another kind
			return nothing, errOthers(file, found)
		case err != nil:
			return nothing, err
		case done > 0:
			return held, nil
		}
		return begun, nil
	case d.Embedded:
		return nothing, errOthers(file, found)
	case len(same) > 0:
		return nothing, errOthers(file, same)
	}
	return others, nil
}

// leaveLook gives a connection back. One to a file goes: it knows the file as it was before the first
// writing connection changed how it is kept.
func (d *Dialect) leaveLook(conn *sql.Conn) {
	if d.Embedded {
		_ = conn.Raw(func(any) error { return driver.ErrBadConn })
	}
	_ = conn.Close()
}

var makesTable = regexp.MustCompile(`(?im)^create table (?:if not exists )?(\w+)`)

// ownTables returns the names of the tables that the migrations make.
func (d *Dialect) ownTables() ([]string, error) {
	var own []string
	err := fs.WalkDir(d.Migrations, ".", func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(d.Migrations, file)
		for _, m := range makesTable.FindAllSubmatch(text, -1) {
			own = append(own, string(m[1]))
		}
		return err
	})
	return own, err
}

// errOthers refuses a database that has tables of somebody else where ours would go.
func errOthers(file string, tables []string) error {
	const named = 3
	slices.Sort(tables)
	told := strings.Join(tables[:min(named, len(tables))], ", ")
	if more := len(tables) - named; more > 0 {
		told += fmt.Sprintf(" and %d more", more)
	}
	hint := "give the registry a database of its own, or a schema"
	if file != "" {
		hint = "give the registry a file of its own"
	}
	return &registry.Error{
		Code: registry.Invalid, Field: "db", Hint: hint,
		Message: orThis(file) + " holds something else than a registry (tables: " + told + "); nothing was done",
	}
}

func orThis(file string) string {
	if file == "" {
		return "this database"
	}
	return file
}

// column returns the rows of a query that has one column.
func column(ctx context.Context, conn *sql.Conn, query string) ([]string, error) {
	rows, err := conn.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, rows.Err()
}
