package registry_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"joinery/registry/sqlstore/servertest"
)

// BenchmarkPostgres compares draws with pgbench on the same server, which does in one statement what a
// draw comes down to: raise a counter and insert a row.
func BenchmarkPostgres(b *testing.B) {
	server := servertest.Postgres(b)
	r := benchRegistry(b, server.Database(b))
	for _, c := range []struct {
		name  string
		items int
		want  float64
	}{{"hot item", 1, 3}, {"100 items", benchItems, 0.4}} {
		b.Run(c.name, func(b *testing.B) {
			bench := newPgbench(b, server, c.items)
			ours, theirs := inTurn(1, drawing(b, r, c.items), func(span time.Duration) crowd { return crowd{rate: bench(b, span)} })
			reportTimes(b, ours)
			rate := median(ours, rateOf)
			b.ReportMetric(rate, "draws/s")
			ratio := rate / median(theirs, rateOf)
			wanted(b, ratio, ratio >= c.want, fmt.Sprintf("%.1f or more", c.want))
		})
	}
}

var pgbenchRate = regexp.MustCompile(`tps = ([0-9.]+)`)

// newPgbench returns what runs pgbench for a span of whole seconds, and its transactions a second.
func newPgbench(b *testing.B, server *servertest.Server, items int) func(b *testing.B, span time.Duration) float64 {
	b.Helper()
	program, err := exec.LookPath("pgbench")
	if err != nil {
		b.Skip("pgbench is not installed (in Debian: apt-get install --no-install-recommends postgresql)")
	}
	name := fmt.Sprintf("bench%d", items)
	server.Exec(b, "create database "+name)
	script := filepath.Join(b.TempDir(), "draw.sql")
	text := fmt.Sprintf(`\set item random(1, %d)
with c as (update counter set n = n + 1 where item = :item returning item, n) insert into version (item, n) select item, n from c;
`, items)
	if err := os.WriteFile(script, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	for _, statement := range []string{
		"create table counter (item bigint primary key, n bigint not null)",
		"create table version (item bigint not null, n bigint not null, primary key (item, n))",
		fmt.Sprintf("insert into counter select g, 0 from generate_series(1, %d) g", items),
	} {
		psql(b, server, name, statement)
	}
	return func(b *testing.B, span time.Duration) float64 {
		out, err := exec.Command(program, "--no-vacuum", "--host", server.Folder(), "--username", "postgres", "--protocol", "prepared",
			"--client", strconv.Itoa(benchClients), "--jobs", "2", "--time", strconv.Itoa(int(span.Seconds())), "--file", script, name).CombinedOutput()
		found := pgbenchRate.FindSubmatch(out)
		if err != nil || found == nil {
			b.Fatalf("pgbench: %v\n%s", err, out)
		}
		rate, err := strconv.ParseFloat(string(found[1]), 64)
		if err != nil {
			b.Fatal(err)
		}
		return rate
	}
}

func psql(b *testing.B, server *servertest.Server, database, statement string) {
	b.Helper()
	out, err := exec.Command("psql", "--host", server.Folder(), "--username", "postgres", "--command", statement, database).CombinedOutput()
	if err != nil {
		b.Fatalf("%s: %v\n%s", statement, err, out)
	}
}
