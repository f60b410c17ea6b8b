package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
)

// sessionLock is a lock that a connection holds while it migrates, so that processes that start
// at once do so in turn. It implements goose's SessionLocker.
type sessionLock struct {
	take, give string // queries; that of take gives 1 when it has the lock
}

// SessionLock implements lock.SessionLocker.
func (l sessionLock) SessionLock(ctx context.Context, conn *sql.Conn) error {
	var got sql.NullInt64
	if err := conn.QueryRowContext(ctx, l.take).Scan(&got); err != nil {
		return err
	}
	if got.Int64 != 1 {
		return fmt.Errorf("another process migrates the database, and does not come to an end")
	}
	return nil
}

// SessionUnlock implements lock.SessionLocker.
func (l sessionLock) SessionUnlock(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, l.give)
	return err
}
