package notes

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestByTitle(t *testing.T) {
	want := []string{"", "1", "2 Parts", "10", "apply", "Part", "part 1", "Part 2", "Part 2b", "Part 03", "Part 10", "Part 11", "Payments", "Äpfel"}
	got := slices.Clone(want)
	slices.Sort(got)
	slices.SortStableFunc(got, byTitle)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestByTitleIsAnOrder: of any three titles the first comes before the last.
func TestByTitleIsAnOrder(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "B", "0", "1", "09", "10", "99999999999999999999", " ", "ä"})
	title := rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(piece, 0, 4).Draw(t, "pieces"), "") })
	rapid.Check(t, func(t *rapid.T) {
		all := []string{title.Draw(t, "a"), title.Draw(t, "b"), title.Draw(t, "c")}
		slices.SortFunc(all, byTitle)
		if byTitle(all[0], all[1]) > 0 || byTitle(all[1], all[2]) > 0 || byTitle(all[0], all[2]) > 0 || byTitle(all[0], all[2]) != -byTitle(all[2], all[0]) {
			t.Fatalf("no order: %q", all)
		}
	})
}
