package registry_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest/version"
	"joinery/registry"
)

// naive finds the next number by looking at all that were given: what marks must agree with.
func naive(given []version.Version, d registry.Draw) string {
	under := func(prefix string) (highest version.Version) {
		for _, v := range given {
			if !v.IsPrerelease() && strings.HasPrefix(v.String()+".", prefix) && (highest.IsZero() || v.Compare(highest) > 0) {
				highest = v
			}
		}
		return highest
	}
	from := under("")
	switch {
	case d.Line != "":
		from = under(d.Line + ".")
	case len(d.Extends) == 1:
		numbers := strings.SplitAfter(d.Extends[0], ".")
		from = under(map[version.Level]string{version.Major: "", version.Minor: numbers[0], version.Patch: numbers[0] + numbers[1]}[d.Level])
	}
	next, err := version.SemVer.Next(from, version.Step{Level: d.Level})
	if err != nil {
		return err.Error()
	}
	if d.Candidate == "" {
		return next.String()
	}
	n := 1
	for _, v := range given {
		if v.Core().Compare(next) == 0 && strings.HasPrefix(v.Prerelease(), d.Candidate+".") {
			n++
		}
	}
	return fmt.Sprintf("%s-%s.%d", next, d.Candidate, n)
}

func TestDrawAgreesWithLookingAtAll(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r, ctx := newRegistry(t, registry.Options{}), t.Context()
		newLib(t, r, "1.4.0")
		first, _ := version.SemVer.Parse("1.4.0")
		given := []version.Version{first}
		for range rapid.IntRange(1, 25).Draw(rt, "draws") {
			d := registry.Draw{Item: "lib", Level: rapid.SampledFrom([]version.Level{version.Patch, version.Minor, version.Major}).Draw(rt, "level")}
			at := rapid.SampledFrom(given).Draw(rt, "at").Core()
			at = given[slices.IndexFunc(given, func(v version.Version) bool { return !v.IsPrerelease() && v.Line() == at.Line() || !v.IsPrerelease() })]
			switch rapid.IntRange(0, 3).Draw(rt, "how") {
			case 1:
				d.Line = at.Line()
				d.Level = version.Patch
			case 2:
				d.Extends = []string{at.String()}
			case 3:
				d.Candidate = rapid.SampledFrom([]string{"rc", "beta"}).Draw(rt, "candidate")
			}
			want := naive(given, d)
			v, err := r.Draw(ctx, admin, d)
			if err != nil || v.Number != want {
				rt.Fatalf("%+v after %v: got %s, %v, want %s", d, given, v.Number, err, want)
			}
			parsed, err := version.SemVer.Parse(v.Number)
			if err != nil {
				rt.Fatal(err)
			}
			given = append(given, parsed)
		}
	})
}

// Many draw at once, some with keys that come again: every number once, every key one number.
func TestDrawAtOnce(t *testing.T) {
	r, ctx := newRegistry(t, registry.Options{}), t.Context()
	newLib(t, r, "1.4.0")
	const callers, each = 16, 40
	var mu sync.Mutex
	byKey, count := map[string]string{}, map[string]int{}
	var wait sync.WaitGroup
	for caller := range callers {
		wait.Go(func() {
			last := ""
			for i := range each {
				d := registry.Draw{Item: "lib", Level: version.Patch}
				if i%2 == 0 {
					d.Key = fmt.Sprint(caller/2, "-", i) // two callers share it
				}
				v, err := r.Draw(ctx, admin, d)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				if known, again := byKey[d.Key]; d.Key != "" && again {
					if known != v.Number {
						t.Errorf("key %s: got %s, then %s", d.Key, known, v.Number)
					}
				} else {
					count[v.Number]++
					byKey[d.Key] = v.Number
				}
				mu.Unlock()
				if d.Key == "" {
					if parsed, _ := version.SemVer.Parse(v.Number); last != "" {
						if before, _ := version.SemVer.Parse(last); before.Compare(parsed) >= 0 {
							t.Errorf("got %s after %s", v.Number, last)
						}
					}
					last = v.Number
				}
			}
		})
	}
	wait.Wait()
	for number, n := range count {
		if n != 1 {
			t.Errorf("%s was given %d times", number, n)
		}
	}
	if got, want := len(count), callers*each/2+callers*each/4; got != want {
		t.Errorf("got %d numbers, want %d", got, want)
	}
	current, err := r.Current(ctx, admin, "lib", "1.4")
	if want := fmt.Sprintf("1.4.%d", len(count)); err != nil || current.Number != want {
		t.Errorf("got %s, %v, want %s", current.Number, err, want)
	}
}
