package sqlstore

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"joinery/registry"
	"joinery/registry/sqlstore/servertest"
)

// TestPostgresPlans looks at the plans that a connection keeps. PostgreSQL makes them from what it knows
// when it first meets a statement; the best index must come out whatever that is.
func TestPostgresPlans(t *testing.T) {
	t.Parallel()
	const fill = "insert into versions (item, number, seq, line, written, state, parents, asked, revision, description, author, digest, entry, status, history)" +
		" select 'lib/a' || %s, '1.' || n / 100 || '.' || n, n, '1.' || n / 100, '', 'released', '', '', '', '', '', '', '', '', '' from generate_series(1, %d) n"
	server := servertest.Postgres(t, "autovacuum=off")
	for _, c := range []struct {
		name  string
		known []string
	}{
		{"nothing", nil},
		{"that the table is empty", []string{"vacuum analyze"}},
		{"a table so small that reading all of it costs less", []string{fmt.Sprintf(fill, "n % 3", 60), "vacuum analyze"}},
		{"one version of each item", []string{fmt.Sprintf(fill, "n", 5000), "vacuum analyze"}},
		{"one item", []string{fmt.Sprintf(fill, "0", 5000), "vacuum analyze"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			url := server.Database(t)
			opened(t.Context(), t, url)
			pools, err := connectPostgres(url)
			if err != nil {
				t.Fatal(err)
			}
			defer pools.close()
			conn, err := pools.Write.Conn(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			for _, text := range c.known {
				if _, err := conn.ExecContext(t.Context(), text); err != nil {
					t.Fatal(err)
				}
			}
			err = conn.Raw(func(raw any) error {
				for _, q := range planned(t) {
					text := postgres.placed(q.statement.text)
					got, err := explain(t.Context(), raw.(*stdlib.Conn).Conn(), text, len(q.statement.args))
					if err != nil {
						return err
					}
					for _, want := range []string{"Index Scan", " using " + q.index + " ", q.cond} {
						if !strings.Contains(got, want) {
							t.Errorf("got the plan\n%s\nof %s,\nwant %q in it", got, text, want)
						}
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// A plannedStatement is to be answered by an index, of which cond tells how.
type plannedStatement struct {
	statement   *statement
	index, cond string
}

// planned returns those statements that draws and publishing are made of.
func planned(t *testing.T) []plannedStatement {
	t.Helper()
	asked := func(ask func(r *reader) error) *statement {
		var s *statement
		r := &reader{d: postgres, run: func(_ context.Context, all ...*statement) error {
			s = all[0]
			return nil
		}}
		if err := ask(r); err != nil {
			t.Fatal(err)
		}
		return s
	}
	list := func(q registry.VersionQuery) *statement {
		q.Item, q.Limit = "lib/a", 1
		return asked(func(r *reader) error {
			_, err := r.Versions(t.Context(), q)
			return err
		})
	}
	return []plannedStatement{
		{
			asked(func(r *reader) error {
				_, _, err := r.Version(t.Context(), "lib/a", "1.2.3")
				return err
			}), "versions_number", "Index Cond: ((item = $1) AND (number = $2))",
		},
		{updateVersion(postgres, registry.Version{Item: "lib/a", Number: "1.2.3"}), "versions_number", "Index Cond: ((item = $15) AND (number > ''::text) AND (number = $16))"},
		{list(registry.VersionQuery{}), "versions_seq", "Index Cond: (item = $1)"},
		{list(registry.VersionQuery{Oldest: true, After: 7}), "versions_seq", "Index Cond: ((item = $1) AND (seq > $2))"},
		{list(registry.VersionQuery{State: registry.Drawn, Before: 7}), "versions_seq", "Index Cond: ((item = $1) AND (seq < $3))"},
		{list(registry.VersionQuery{Line: "1.2"}), "versions_line", "Index Cond: ((item = $1) AND (line = $2))"},
		{list(registry.VersionQuery{Line: "1.2", State: registry.Drawn, Before: 7}), "versions_line", "Index Cond: ((item = $1) AND (line = $2) AND (seq < $4))"},
		{
			asked(func(r *reader) error {
				_, err := r.Due(t.Context(), time.Unix(1, 0), 10)
				return err
			}), "versions_due", "Index Cond: (due <= $1)",
		},
		{holdItems(postgres.Hold, []string{"lib/a", "lib/b"}, nil), "items_pkey", "Index Cond: (name = ANY (ARRAY[$1, $2]))"},
		{someMarks(postgres, []string{"lib/a", "lib/b"}, 10, nil), "marks_pkey", "Index Cond: (item = ANY (ARRAY[$1, $2]))"},
		{postgres.updateCounts(map[string]counted{"lib/a": {}, "lib/b": {}})[0], "items_pkey", "Index Cond: (name = ANY (ARRAY[$1, $4]))"},
		{postgres.updateCounts(map[string]counted{"lib/a": {}})[0], "items_pkey", "Index Cond: (name = $3)"},
		{
			asked(func(r *reader) error {
				_, _, err := r.Answer(t.Context(), "who", "request")
				return err
			}), "answers_pkey", "Index Cond: ((scope = $1) AND (request = $2))",
		},
		{
			asked(func(r *reader) error {
				_, err := r.Audit(t.Context(), registry.AuditQuery{Item: "lib/a", Limit: 1})
				return err
			}), "audit_item", "Index Cond: ((item = $2) AND (seq > $1))",
		},
	}
}

// explain returns the plan that a connection keeps of a text with so many arguments.
func explain(ctx context.Context, conn *pgx.Conn, text string, args int) (string, error) {
	if _, err := conn.Exec(ctx, "prepare kept as "+text); err != nil {
		return "", err
	}
	rows, err := conn.Query(ctx, "explain (costs off) execute kept("+strings.TrimSuffix(strings.Repeat("null, ", args), ", ")+")", pgx.QueryExecModeSimpleProtocol)
	if err != nil {
		return "", err
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return "", err
	}
	_, err = conn.Exec(ctx, "deallocate kept")
	return strings.Join(lines, "\n"), err
}
