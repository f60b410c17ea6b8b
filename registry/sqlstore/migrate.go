package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/pressly/goose/v3"

	"joinery/registry"
)

// historyTable is where the migrations' library notes what was done.
const historyTable = "schema_history"

// migrate brings the schema up to date. A schema that is newer than the program is refused.
// Several processes may do so at once.
func (d *Dialect) migrate(ctx context.Context, db *sql.DB) error {
	const tries = 5
	for try := 1; ; try++ {
		err := d.migrateOnce(ctx, db)
		if e := new(registry.Error); err == nil || errors.As(err, &e) || try == tries {
			return err
		}
		// Another process may have done the same; then there is nothing left to do. What
		// remains is the error of the last try.
		if ended := pause(ctx, time.Duration(try)*20*time.Millisecond); ended != nil {
			return ended
		}
	}
}

func (d *Dialect) migrateOnce(ctx context.Context, db *sql.DB) error {
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	dialect := d.Goose
	if d.Versions != nil {
		dialect = ""
		options = append(options, goose.WithStore(d.Versions))
	} else {
		options = append(options, goose.WithTableName(historyTable))
	}
	if d.MigrationLock != nil {
		options = append(options, goose.WithSessionLocker(d.MigrationLock))
	}
	p, err := goose.NewProvider(dialect, db, d.Migrations, options...)
	if err != nil {
		return err
	}
	if err := d.refuseNewer(ctx, p); err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

func (d *Dialect) refuseNewer(ctx context.Context, p *goose.Provider) error {
	found, known, err := p.GetVersions(ctx)
	if err != nil || found <= known {
		return err
	}
	return &registry.Error{
		Code:    registry.Invalid,
		Message: fmt.Sprintf("the database's schema has number %d, this program knows those up to %d", found, known),
		Hint:    "a newer joinery has used this database; use that one, or a newer one yet",
	}
}
