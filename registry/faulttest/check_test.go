package faulttest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"pgregory.net/rapid"

	"joinery/manifest/version"
	"joinery/registry"
)

// historyOf reads calls of one item, one a line: what, from which moment to which, and the answer:
// a number, ? where nobody knows, x where nothing was done.
//
//	k1    1-4  1.0.1
//	look  5-6  1.0.1
//	look@1.0 5-6 1.0.1
func historyOf(t testing.TB, text string) []Call {
	t.Helper()
	var calls []Call
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		c := Call{Kind: Draw, Item: "lib", Client: len(calls), Number: f[2], Outcome: Answered}
		c.Key, c.Line, _ = strings.Cut(f[0], "@")
		if c.Key == "look" {
			c.Kind, c.Key = Look, ""
		}
		if c.Key == "-" {
			c.Key = ""
		}
		if _, err := fmt.Sscanf(f[1], "%d-%d", &c.Began, &c.Ended); err != nil {
			t.Fatal(err)
		}
		switch f[2] {
		case "?":
			c.Outcome, c.Number = Unknown, ""
		case "x":
			c.Outcome, c.Number = Undone, ""
		}
		calls = append(calls, c)
	}
	slices.SortFunc(calls, func(a, b Call) int { return int(a.Began - b.Began) })
	return calls
}

// contentsOf reads what the store holds of the item: "1.0.0 1.0.1=k1"; one without a key was listed.
func contentsOf(text string) Contents {
	k := Kept{Scheme: version.SemVer}
	for i, row := range strings.Fields(text) {
		v := registry.Version{Item: "lib", Seq: int64(i + 1), Level: "patch"}
		var drawn bool
		if v.Number, v.Description, drawn = strings.Cut(row, "="); !drawn {
			v.Level = ""
		} else {
			k.Drawn = append(k.Drawn, v.Number)
		}
		if v.Description == "-" {
			v.Description = ""
		}
		k.Versions = append(k.Versions, v)
		k.Given++
		if k.Top == "" || higher(v.Number, k.Top) {
			k.Top = v.Number
		}
	}
	return Contents{"lib": k}
}

func higher(a, b string) bool {
	v, errA := version.SemVer.Parse(a)
	w, errB := version.SemVer.Parse(b)
	return errA == nil && errB == nil && v.Compare(w) > 0
}

func TestCheck(t *testing.T) {
	for _, test := range []struct{ name, history, store, want string }{
		{"nothing happened", "", "1.0.0", ""},
		{"one after the other", "k1 1-2 1.0.1\n look 3-4 1.0.1\n k2 5-6 1.0.2", "1.0.0 1.0.1=k1 1.0.2=k2", ""},
		{"at the same time, in either order", "k1 1-4 1.0.2\n k2 2-3 1.0.1\n look 1-5 1.0.0", "1.0.0 1.0.1=k2 1.0.2=k1", ""},
		{"asked again, answered again", "k1 1-2 ?\n k2 3-4 1.0.2\n k1 5-6 1.0.1\n k1 7-8 1.0.1", "1.0.0 1.0.1=k1 1.0.2=k2", ""},
		{"nobody knows, and it was done", "k1 1-2 ?\n k2 3-4 1.0.2", "1.0.0 1.0.1=k1 1.0.2=k2", ""},
		{"nobody knows, and it was done later", "k1 1-2 ?\n k2 3-4 1.0.1\n look 5-6 1.0.1", "1.0.0 1.0.1=k2 1.0.2=k1", ""},
		{"nobody knows, and it was not done", "k1 1-2 ?\n k2 3-4 1.0.1", "1.0.0 1.0.1=k2", ""},
		{"nothing was done, then it was", "k1 1-2 x\n k2 3-4 1.0.1\n k1 5-6 1.0.2", "1.0.0 1.0.1=k2 1.0.2=k1", ""},
		{"without keys", "- 1-2 1.0.1\n - 3-4 ?\n - 5-6 1.0.2", "1.0.0 1.0.1=- 1.0.2=- 1.0.3=-", ""},
		{"a gap", "k1 1-2 1.0.1\n k2 3-4 1.0.3", "1.0.0 1.0.1=k1 1.0.3=k2", ""},
		{"on a line", "k1 1-2 2.0.0\n k2@1.0 3-4 1.0.1\n look@1.0 5-6 1.0.1\n look 5-6 2.0.0", "1.0.0 2.0.0=k1 1.0.1=k2", ""},

		{"given twice", "k1 1-4 1.0.1\n k2 2-3 1.0.1", "1.0.0 1.0.1=k1", "given twice, wrong key"},
		{"given twice, unseen", "k1 1-4 1.0.1\n k2 2-3 ?", "1.0.0 1.0.1=k1 1.0.1=k2", "given twice, wrong key, books, given twice, books"},
		{"two answers", "k1 1-2 1.0.1\n k1 3-4 1.0.2", "1.0.0 1.0.1=k1 1.0.2=k1", "two answers, two rows, one key"},
		{"order", "k1 1-2 1.0.2\n k2 3-4 1.0.1", "1.0.0 1.0.1=k2 1.0.2=k1", "order"},
		{"order, of one that nobody was told", "k2 1-2 1.0.2\n k1 3-4 ?", "1.0.0 1.0.1=k1 1.0.2=k2", "order"},
		{"order, after a look", "k1 1-9 1.0.2\n look 2-3 1.0.2\n k2 4-5 1.0.1", "1.0.0 1.0.1=k2 1.0.2=k1", "order"},
		{"order on a line", "k1@1.0 1-2 1.0.2\n k2@1.0 3-4 1.0.1", "1.0.0 1.0.1=k2 1.0.2=k1", "order"},
		{"nothing was done, they said", "k1 1-2 x\n k2 3-4 1.0.2\n k1 5-6 1.0.1", "1.0.0 1.0.1=k1 1.0.2=k2", "order"},
		{"stale", "k1 1-2 1.0.1\n look 3-4 1.0.0", "1.0.0 1.0.1=k1", "stale look"},
		{"stale, after a look", "k1 1-9 1.0.1\n look 2-3 1.0.1\n look 4-5 1.0.0", "1.0.0 1.0.1=k1", "stale look"},
		{"early", "look 1-2 1.0.1\n k1 3-4 1.0.1", "1.0.0 1.0.1=k1", "early look, order"},
		{"lost", "k1 1-2 1.0.1", "1.0.0", "lost"},
		{"somebody else's", "k1 1-2 1.0.1\n k2 1-2 ?", "1.0.0 1.0.1=k2", "given twice, wrong key"},
		{"a ghost", "k1 1-2 x", "1.0.0 1.0.1=k1", "ghost"},
		{"a ghost without a name", "- 1-2 ?", "1.0.0 1.0.1=- 1.0.2=-", "ghost"},
		{"two rows for one key", "k1 1-2 ?", "1.0.0 1.0.1=k1 1.0.2=k1", "two rows, one key, ghost"},
		{"no number", "k1 1-2 banana", "1.0.0", "no such version, lost"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var rules []string
			found := Check(historyOf(t, test.history), contentsOf(test.store))
			for _, v := range found {
				rules = append(rules, string(v.Rule))
			}
			if got := strings.Join(rules, ", "); got != test.want {
				t.Errorf("got %q, want %q: %v", got, test.want, found)
			}
		})
	}
}

func TestBooks(t *testing.T) {
	for name, spoil := range map[string]func(k *Kept){
		"the count":              func(k *Kept) { k.Given++ },
		"the mark":               func(k *Kept) { k.Top = "1.0.1" },
		"no mark":                func(k *Kept) { k.Top = "" },
		"a place":                func(k *Kept) { k.Versions[1].Seq = 7 },
		"the audit log":          func(k *Kept) { k.Drawn = k.Drawn[1:] },
		"the audit log, twice":   func(k *Kept) { k.Drawn = append(k.Drawn, k.Drawn[0]) },
		"the audit log, unknown": func(k *Kept) { k.Drawn = append(k.Drawn, "9.0.0") },
	} {
		c := contentsOf("1.0.0 1.0.1=k1 1.0.2=k2")
		history := historyOf(t, "k1 1-2 1.0.1\n k2 3-4 1.0.2")
		if found := Check(history, c); len(found) > 0 {
			t.Fatalf("before anything was spoilt: got %v", found)
		}
		k := c["lib"]
		spoil(&k)
		c["lib"] = k
		if found := Check(history, c); len(found) != 1 || found[0].Rule != Books {
			t.Errorf("%s: got %v, want one violation of %s", name, found, Books)
		}
	}
}

// TestCheckAndExact compares the two on short histories, in which answers came in any order.
func TestCheckAndExact(t *testing.T) {
	verdicts := map[porcupine.CheckResult]int{}
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(rt, "draws")
		numbers := rapid.Permutation(numbersTo(n)).Draw(rt, "numbers")
		moments := rapid.Permutation(momentsTo(2*(n+4))).Draw(rt, "moments")
		take := func() (from, to int) {
			from, to = min(moments[0], moments[1]), max(moments[0], moments[1])
			moments = moments[2:]
			return from, to
		}
		var text, store strings.Builder
		store.WriteString("1.0.0")
		rows := map[string]string{}
		for i, number := range numbers {
			from, to := take()
			told := number
			switch rapid.IntRange(0, 9).Draw(rt, "outcome") {
			case 0:
				told = "?"
			}
			rows[number] = fmt.Sprintf("k%d", i)
			fmt.Fprintf(&text, "k%d %d-%d %s\n", i, from, to, told)
		}
		for range rapid.IntRange(0, 4).Draw(rt, "looks") {
			from, to := take()
			fmt.Fprintf(&text, "look %d-%d %s\n", from, to, rapid.SampledFrom(append(numbersTo(n), "1.0.0")).Draw(rt, "seen"))
		}
		for _, number := range numbersTo(n) {
			fmt.Fprintf(&store, " %s=%s", number, rows[number])
		}
		calls, contents := historyOf(t, text.String()), contentsOf(store.String())
		found, exact := Check(calls, contents), Exact(calls, contents, time.Minute)
		verdicts[exact]++
		if want := len(found) == 0; (exact == porcupine.Ok) != want {
			rt.Fatalf("got %s from the search, and %v\n%s%s", exact, found, text.String(), store.String())
		}
	})
	if verdicts[porcupine.Ok] == 0 || verdicts[porcupine.Illegal] == 0 {
		t.Errorf("got %v, want some of both", verdicts)
	}
}

func numbersTo(n int) []string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("1.0.%d", i+1))
	}
	return all
}

func momentsTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i + 1
	}
	return all
}

// long is a history of n draws without a fault, and what is kept of it.
func long(n int64) ([]Call, Contents) {
	calls := make([]Call, 0, 2*n)
	k := Kept{Scheme: version.SemVer, Given: n, Top: fmt.Sprintf("1.0.%d", n-1)}
	for i := range n {
		number, key := fmt.Sprintf("1.0.%d", i), fmt.Sprintf("k%d", i)
		calls = append(calls, Call{Kind: Draw, Item: "lib", Key: key, Number: number, Outcome: Answered, Began: 4 * i, Ended: 4*i + 9})
		calls = append(calls, Call{Kind: Look, Item: "lib", Number: number, Outcome: Answered, Began: 4*i + 1, Ended: 4*i + 2})
		k.Versions = append(k.Versions, registry.Version{Number: number, Description: key, Seq: i + 1, Level: "patch"})
		k.Drawn = append(k.Drawn, number)
	}
	return calls, Contents{"lib": k}
}

func TestCheckLong(t *testing.T) {
	if found := Check(long(50_000)); len(found) > 0 {
		t.Errorf("got %v, want nothing", found[0])
	}
}

// BenchmarkCheckGrowth tells how much longer ten times the history takes: about 10.
func BenchmarkCheckGrowth(b *testing.B) {
	work := func(n int64) time.Duration {
		calls, contents := long(n)
		start := time.Now()
		Check(calls, contents)
		return time.Since(start)
	}
	var short, all time.Duration
	for b.Loop() {
		short, all = short+work(5_000), all+work(50_000)
	}
	b.ReportMetric(float64(all)/float64(short), "x-for-10x")
}
