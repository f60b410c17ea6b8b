package server

import (
	"context"
	"slices"
	"strings"

	"joinery/registry"
)

// followed are the actions that streams and hooks tell of.
var followed = []string{
	registry.ItemAdded, registry.ItemChanged, registry.VersionDrawn, registry.VersionRenewed, registry.VersionPublished, registry.VersionLapsed,
	registry.StatusChanged, registry.ProductPublished, registry.BundleCut, registry.Restored,
}

// follower reads what happens, each entry once and in order. A page of the log that is read oldest
// first ends before an entry that may still get one below it, so going on behind the last misses none.
type follower struct {
	r       *registry.Registry
	who     registry.Who
	item    string   // a pattern, "" for all
	actions []string // empty: all
	after   int64
	more    bool // there was something, and may be more
}

// look returns what happened since the last look, at most limit entries of the log.
func (f *follower) look(ctx context.Context, limit int) ([]registry.Entry, error) {
	q := registry.AuditQuery{After: f.after, Limit: limit}
	if !strings.Contains(f.item, "*") {
		q.Item = f.item
	}
	entries, last, err := f.r.Events(ctx, f.who, q)
	if err != nil {
		return nil, err
	}
	f.more = last > f.after
	f.after = last
	return slices.DeleteFunc(entries, func(e registry.Entry) bool {
		return f.item != "" && !registry.Matches(f.item, e.Item) || len(f.actions) > 0 && !slices.Contains(f.actions, e.Action)
	}), nil
}

// lastSeq returns the seq of the newest entry, 0 when there is none.
func lastSeq(ctx context.Context, r *registry.Registry) (int64, error) {
	newest, err := r.Audit(ctx, registry.Who{Name: "joinery", Role: registry.Admin}, registry.AuditQuery{Limit: 1})
	if err != nil || len(newest) == 0 {
		return 0, err
	}
	return newest[0].Seq, nil
}
