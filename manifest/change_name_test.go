package manifest

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestChangeName(t *testing.T) {
	quiet := []int{slices.Index(changeAdjectives, "quiet"), slices.Index(changeNouns, "otters"), slices.Index(changeVerbs, "dance")}
	draw := func(numbers ...int) func(int) int {
		return func(int) int {
			n := numbers[0]
			numbers = numbers[1:]
			return n
		}
	}
	tests := []struct {
		name   string
		random func(int) int
		taken  []string
		want   string
	}{
		{"three words", draw(quiet...), nil, "quiet-otters-dance"},
		{"the next word", draw(quiet...), []string{"quiet-otters-dance"}, "quiet-otters-dash"},
		{"the last of all", draw(len(changeAdjectives)-1, len(changeNouns)-1, len(changeVerbs)-1), []string{"zesty-zebras-yawn"}, "agile-acorns-agree"},
		{"a number out of range", draw(-1, 0, 1000), nil, "agile-acorns-yawn"},
	}
	for _, test := range tests {
		taken := func(name string) bool { return slices.Contains(test.taken, name) }
		if got := ChangeName(test.random, taken); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
	if got, want := ChangeName(draw(quiet...), nil), "quiet-otters-dance"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	all := func(name string) bool { return strings.Count(name, "-") == 2 }
	if got, want := ChangeName(draw(quiet...), all), "quiet-otters-dance-2"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestChangeNameWords(t *testing.T) {
	for _, words := range [][]string{changeAdjectives, changeNouns, changeVerbs} {
		if !slices.IsSorted(words) || len(slices.Compact(slices.Clone(words))) != len(words) || len(words) < 60 {
			t.Errorf("got %d words, want 60 or more, sorted, each once: %v", len(words), words)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		name := ChangeName(random.IntN, nil)
		if err := CheckName(name); err != nil || !isChange("changes/"+name+".md") {
			t.Fatalf("got %s, error %v, want a name for a change file", name, err)
		}
	}
}
