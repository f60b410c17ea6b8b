package sqlstore

import (
	"context"
	"time"

	"joinery/registry"
)

const versionColumns = "item, number, seq, line, written, state, created, expires, parents, asked, revision, description, author, published, digest, entry, status, history"

var versions = &table{name: "versions", columns: versionColumns + ", due", width: 19}

func scanVersion(columns scanFunc) (registry.Version, error) {
	var v registry.Version
	err := columns(&v.Item, &v.Number, &v.Seq, &v.Line, &v.Text, &v.State, (*instant)(&v.Created), (*instant)(&v.Expires), (*list)(&v.Extends), &v.Level,
		&v.Revision, &v.Description, &v.By, (*instant)(&v.Published), &v.Digest, &v.Entry, &v.Status, (*history)(&v.Log))
	return v, err
}

func (p *pending) addVersion(d *Dialect, v registry.Version) error {
	return p.add(d, versions, key(v.Item), key(v.Number), v.Seq, key(v.Line), v.Text, string(v.State), v.Created, v.Expires, list(v.Extends), v.Level,
		v.Revision, v.Description, v.By, v.Published, v.Digest, v.Entry, v.Status, history(v.Log), due(&v))
}

// oneVersion finds a version.
func oneVersion(d *Dialect, item, number string) *clauses {
	var where clauses
	where.and("item = ?", key(item))
	where.and("number = ?", key(number))
	where.through(d, "versions_number")
	return &where
}

func updateVersion(d *Dialect, v registry.Version) *statement {
	where := oneVersion(d, v.Item, v.Number)
	s := write("update versions set written = ?, state = ?, expires = ?, parents = ?, asked = ?, revision = ?, description = ?, author = ?, published = ?, digest = ?, entry = ?, status = ?, history = ?, due = ?"+where.String(),
		v.Text, string(v.State), v.Expires, list(v.Extends), v.Level, v.Revision, v.Description, v.By, v.Published, v.Digest, v.Entry, v.Status, history(v.Log), due(&v))
	s.args = append(s.args, where.args...)
	return s.must(errNotThere("there is no version %s of %s to change", v.Number, v.Item))
}

// due is when a version falls due: only those that are reserved do, so that the column's index
// is short.
func due(v *registry.Version) time.Time {
	if v.State != registry.Drawn {
		return time.Time{}
	}
	return v.Expires
}

// Version implements [registry.Reader].
func (r *reader) Version(ctx context.Context, item, number string) (registry.Version, bool, error) {
	where := oneVersion(r.d, item, number)
	return single(ctx, r, scanVersion, "select "+versionColumns+" from versions"+where.String(), where.args...)
}

// Versions implements [registry.Reader].
func (r *reader) Versions(ctx context.Context, q registry.VersionQuery) ([]registry.Version, error) {
	var where clauses
	where.and("item = ?", key(q.Item))
	if q.Line != "" {
		where.and("line = ?", key(q.Line))
		where.through(r.d, "versions_line")
	} else {
		where.through(r.d, "versions_seq")
	}
	if q.State != "" {
		where.and("state = ?", string(q.State))
	}
	if q.After > 0 {
		where.and("seq > ?", q.After)
	}
	if q.Before > 0 {
		where.and("seq < ?", q.Before)
	}
	return query(ctx, r, scanVersion, "select "+versionColumns+" from versions"+where.String()+bySeq(q.Oldest)+r.d.Limit, append(where.args, q.Limit)...)
}

// bySeq sorts.
func bySeq(oldest bool) string {
	if oldest {
		return " order by seq"
	}
	return " order by seq desc"
}

// Due implements [registry.Reader].
func (r *reader) Due(ctx context.Context, at time.Time, limit int) ([]registry.Version, error) {
	return query(ctx, r, scanVersion, "select "+versionColumns+" from versions where due <= ? order by due"+r.d.Limit, micros(at), limit)
}
