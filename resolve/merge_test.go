package resolve_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"joinery/manifest/version"
	"joinery/resolve"
)

func parseAll(t rapid.TB, scheme version.Scheme, words ...string) []version.Version {
	t.Helper()
	list := make([]version.Version, len(words))
	for i, text := range words {
		v, err := scheme.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		list[i] = v
	}
	return list
}

func on(t rapid.TB, date string) time.Time {
	t.Helper()
	day, err := version.ParseDate(date)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

func TestMergeVectors(t *testing.T) {
	data, err := os.ReadFile("testdata/merge.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Vectors []struct {
			Extends []string
			Merge   string
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Vectors) < 20 {
		t.Fatalf("got %d vectors, want 20 or more", len(file.Vectors))
	}
	for _, v := range file.Vectors {
		got, err := resolve.Merge(parseAll(t, version.SemVer, v.Extends...), time.Time{}, time.Time{})
		if err != nil || got.String() != v.Merge {
			t.Errorf("Merge(%v): got %s, %v, want %s", v.Extends, got, err, v.Merge)
		}
	}
}

// TestMergeTable runs the rows of the table in the documentation: | versions | … | MERGE |.
func TestMergeTable(t *testing.T) {
	page, err := os.ReadFile("../docs/concepts/lineage.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile("(?m)^\\| (`[0-9][^|]*) \\|.*\\| `([0-9.]+)` \\|$").FindAllStringSubmatch(string(page), -1)
	if len(rows) < 6 {
		t.Fatalf("got %d rows, want 6 or more", len(rows))
	}
	for _, row := range rows {
		words := strings.Fields(strings.ReplaceAll(row[1], "`", ""))
		scheme := version.SemVer
		if strings.Count(words[0], ".") == 3 {
			scheme = version.FourPart
		}
		got, err := resolve.Merge(parseAll(t, scheme, words...), time.Time{}, time.Time{})
		if err != nil || got.String() != row[2] {
			t.Errorf("Merge(%v): got %s, %v, want %s", words, got, err, row[2])
		}
	}
}

func TestMerge(t *testing.T) {
	calver, err := version.CalVer("YYYY.0M.MICRO")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		scheme   version.Scheme
		versions string
		date     string
		want     string // a version, or what the error says
	}{
		{version.SemVer, "1.2.3 1.2.5", "", "1.2.6"},
		{version.SemVer, "1.2.3 1.4.5", "", "1.5.0"},
		{version.SemVer, "1.2.3 4.5.6", "", "5.0.0"},
		{version.SemVer, "1.0.0 1.1.0 1.1.1", "", "1.2.0"},    // pairwise would raise twice, to 1.3.0
		{version.SemVer, "1.0.0 2.0.0 2.1.0", "", "3.0.0"},    // pairwise: 4.0.0
		{version.SemVer, "1.0.1-SNAPSHOT 1.0.1", "", "1.0.2"}, // two versions, whatever their numbers
		{version.SemVer, "1.0.1-rc.1 1.0.1-rc.2", "", "1.0.2"},
		{version.SemVer, "1.0.1 1.0.1", "", "no merge of 1.0.1 and 1.0.1: wanted two different versions or more"},
		{version.SemVer, "1.0.1+a 1.0.1+b", "", "no merge of 1.0.1+a and 1.0.1+b: wanted two different versions or more"},
		{version.SemVer, "1.0.1", "", "no merge of 1.0.1: wanted two different versions or more"},
		{version.SemVer, "1.9223372036854775807.0 1.0.0", "", "no next version after 1.9223372036854775807.0 in semver: MINOR is at its highest already"},
		{version.FourPart, "1.5.10.0 1.5.10.4", "", "1.5.10.5"},
		{version.FourPart, "1.5.10.9 1.5.11.4", "", "1.5.12.0"},
		{version.FourPart, "1.5.10.9 1.6.11.4 1.2.0.0", "", "1.7.0.0"},
		{version.FourPart, "1.5.10.9 2.6.11.4", "", "3.0.0.0"},
		{calver, "2026.09.4 2026.11.2", "2026-11-20", "2026.11.3"},
		{calver, "2026.09.4 2026.11.2", "2026-12-01", "2026.12.0"},
		{calver, "2026.09.4 2026.11.2", "", "no next version after 2026.11.2 in calver YYYY.0M.MICRO: the release's date is not given"},
		{version.AnyVer, "0.2024031.1112 0.2024021.0", "2024-03-20", "0.2024031.1113"},
		{version.Loose, "v1 v2", "", "no merge of v1 and v2: loose versions have no next one"},
	} {
		day := time.Time{}
		if test.date != "" {
			day = on(t, test.date)
		}
		v, err := resolve.Merge(parseAll(t, test.scheme, strings.Fields(test.versions)...), day, on(t, "2024-01-15"))
		got := v.String()
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("Merge(%s): got %s, want %s", test.versions, got, test.want)
		}
	}
}

func TestMergeErrors(t *testing.T) {
	mixed := append(parseAll(t, version.SemVer, "1.0.0"), parseAll(t, version.FourPart, "1.0.0.0")...)
	for _, versions := range [][]version.Version{nil, mixed, {version.Version{}, mixed[0]}} {
		_, err := resolve.Merge(versions, time.Time{}, time.Time{})
		if want := new(resolve.MergeError); !errors.As(err, &want) {
			t.Errorf("Merge(%v): got %v, want a *MergeError", versions, err)
		}
	}
}

// drawVersions draws two to five versions that differ, in semver or four-part.
func drawVersions(t *rapid.T) []version.Version {
	scheme, form := version.SemVer, "%d.%d.%d%[5]s"
	if rapid.Bool().Draw(t, "four-part") {
		scheme, form = version.FourPart, "%d.%d.%d.%d%s"
	}
	n := rapid.IntRange(0, 3)
	text := rapid.Custom(func(t *rapid.T) string {
		pre := rapid.SampledFrom([]string{"", "-SNAPSHOT", "-rc.1"}).Draw(t, "pre")
		return fmt.Sprintf(form, n.Draw(t, "major"), n.Draw(t, "minor"), n.Draw(t, "patch"), n.Draw(t, "build"), pre)
	})
	words := rapid.SliceOfNDistinct(text, 2, 5, rapid.ID[string]).Draw(t, "versions")
	return parseAll(t, scheme, words...)
}

func TestMergeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		versions := drawVersions(t)
		merged, err := resolve.Merge(versions, time.Time{}, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		shuffled := rapid.Permutation(versions).Draw(t, "shuffled")
		again, err := resolve.Merge(append(shuffled, shuffled[0]), time.Time{}, time.Time{})
		if err != nil || again.Compare(merged) != 0 {
			t.Errorf("in another order and with one twice: got %s, %v, want %s", again, err, merged)
		}
		if merged.IsPrerelease() {
			t.Errorf("got the pre-release %s, want a production version", merged)
		}
		for _, v := range versions {
			if merged.Compare(v) <= 0 {
				t.Errorf("got %s, want a version above %s", merged, v)
			}
		}
		if want := formula(versions); fmt.Sprint(merged.Numbers()) != fmt.Sprint(want) {
			t.Errorf("Merge(%v): got %v, want %v", versions, merged.Numbers(), want)
		}
	})
}

// formula is the MERGE formula number by number, as the documentation says it.
func formula(versions []version.Version) []uint64 {
	size := len(versions[0].Numbers())
	result := make([]uint64, size)
	equal := true
	for i := range size {
		if !equal {
			continue
		}
		var highest uint64
		for _, v := range versions {
			highest = max(highest, v.Numbers()[i])
			equal = equal && v.Numbers()[i] == versions[0].Numbers()[i]
		}
		result[i] = highest
		if !equal || i == size-1 {
			result[i]++
		}
	}
	return result
}
