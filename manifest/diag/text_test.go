package diag

import (
	"errors"
	"io"
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	tests := []struct {
		name string
		opt  TextOptions
		l    List
	}{
		{"conflict", TextOptions{Source: files}, List{conflict()}},
		{"color", TextOptions{Source: files, Color: true}, List{
			conflict(),
			{Rule: "override", Severity: Warning, Message: "an override holds web-shop at 2.0.1", At: Place{"joinery.yaml", 8, 15, 5}},
			{Rule: "override", Severity: Note, Message: "an exception covers ledger-lib 2.2.0", At: Place{"joinery.yaml", 9, 17, 5}},
		}},
		{"no_source", TextOptions{}, List{conflict()}},
		{"places", TextOptions{Source: files}, List{
			{Rule: "schema", Severity: Error, Message: "without a file"},
			{Rule: "schema", Severity: Error, Message: "without a line", At: Place{File: "joinery.yaml"}},
			{Rule: "schema", Severity: Error, Message: "without a column", At: Place{File: "joinery.yaml", Line: 3}},
			{Rule: "schema", Severity: Error, Message: "without a width", At: Place{File: "joinery.yaml", Line: 3, Column: 7}},
			{Rule: "schema", Severity: Error, Message: "at a blank line", At: Place{"joinery.yaml", 5, 1, 1}},
			{Rule: "schema", Severity: Error, Message: "behind the end", At: Place{"joinery.yaml", 90, 1, 1}},
			{Rule: "schema", Severity: Error, Message: "in a file that is gone", At: Place{"gone.yaml", 1, 1, 1}},
			{Severity: Error, Message: "without a rule", At: Place{"windows.yaml", 2, 7, 12}},
			{Rule: "schema", Severity: Error, Message: "behind a tab", At: Place{"windows.yaml", 3, 8, 13}},
		}},
		{"states", TextOptions{Source: files}, List{
			{Rule: "schema", Severity: Error, State: "new", Message: "made by this change", At: Place{"joinery.yaml", 3, 7, 10}},
			{Rule: "schema", Severity: Warning, State: "old", Was: Note, Message: "was there before", At: Place{"joinery.yaml", 4, 10, 5}},
			{Rule: "schema", Severity: Error, State: "fixed", Message: "its line is in the base", At: Place{"joinery.yaml", 7, 5, 12}},
		}},
		{"hostile", TextOptions{Source: files}, List{{
			Rule: "schema", Severity: Error, Message: "name \x1b[2J\r\n is no name", At: Place{"hostile.yaml", 1, 7, 15},
			Paths:   []Path{{[]string{"a\tb", "\u202ec"}, Place{"x\x07.yaml", 1, 1, 1}}},
			Related: []Related{{Place{"hostile.yaml", 2, 8, 1}, "\x9b\u200b"}},
			Hints:   []string{"ring \x07\n\nthe bell\n"},
		}}},
		{"long_line", TextOptions{Source: files, Width: 60}, List{
			{Rule: "schema", Severity: Error, Message: "this message is longer than sixty columns and nevertheless stands here in one piece", At: Place{"long.yaml", 2, 109, 10}},
		}},
		{"columns", TextOptions{Source: files}, List{{
			Rule: "no-solution", Severity: Error, Message: "no version of ledger-lib fits", At: Place{"joinery.yaml", 3, 7, 10},
			Paths: []Path{
				{[]string{"acme-suite", "ledger-lib ^2"}, Place{"joinery.yaml", 9, 5, 10}},
				{[]string{"acme-suite", "支払い 1.4.0", "ledger-lib < 2"}, Place{"pay/joinery.yaml", 14, 7, 10}},
				{[]string{"acme-suite", "a step whose place nobody knows", "ledger-lib 1.0.0"}, Place{}},
			},
			Related: []Related{
				{Place{"ledger/joinery.yaml", 12, 5, 5}, "2.2.0 is disabled"},
				{Place{}, "the registry knows none either"},
			},
			Hints: []string{"widen the constraint:\n  ledger-lib: \">= 1\"", "or remove web-shop"},
		}}},
		{"order", TextOptions{}, List{
			{Rule: "schema", Severity: Error, Message: "second", At: Place{"b.yaml", 1, 1, 1}},
			{Rule: "schema", Severity: Error, Message: "first", At: Place{"a.yaml", 2, 1, 1}},
			{Rule: "schema", Severity: Error, Message: "second", At: Place{"b.yaml", 1, 1, 1}},
		}},
		{"nothing", TextOptions{}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			if err := Text(&b, tt.l, tt.opt); err != nil {
				t.Fatal(err)
			}
			golden(t, "text_"+tt.name+".golden", b.String())
		})
	}
}

func TestTextReadsAFileOnce(t *testing.T) {
	var got []string
	source := func(file string) ([]byte, error) {
		got = append(got, file)
		return files(file)
	}
	l := List{
		{Message: "a", At: Place{"joinery.yaml", 1, 1, 1}},
		{Message: "b", At: Place{"windows.yaml", 1, 1, 1}},
		{Message: "c", At: Place{"joinery.yaml", 2, 1, 1}},
		{Message: "d", At: Place{"gone.yaml", 1, 1, 1}},
		{Message: "e", At: Place{"gone.yaml", 2, 1, 1}},
	}
	if err := Text(io.Discard, l, TextOptions{Source: source}); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(got, " "), "gone.yaml joinery.yaml windows.yaml"; got != want {
		t.Errorf("files read: got %s, want %s", got, want)
	}
}

// brokenWriter fails at once.
type brokenWriter struct{}

var errBroken = errors.New("disk full")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestWriterFails(t *testing.T) {
	l := List{conflict()}
	if err := Text(brokenWriter{}, l, TextOptions{}); !errors.Is(err, errBroken) {
		t.Errorf("Text: got %v, want %v", err, errBroken)
	}
	if err := JSON(brokenWriter{}, l, Summary{}); !errors.Is(err, errBroken) {
		t.Errorf("JSON: got %v, want %v", err, errBroken)
	}
}
