package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"joinery/manifest"
	"joinery/manifest/version"
)

// TestChangeName draws the name of a change file by a chance that is none.
func TestChangeName(t *testing.T) {
	p := program{random: func(int) int { return 0 }}
	w := &opened{Workspace: &manifest.Workspace{}, root: t.TempDir()}
	got, err := p.changeName("", w)
	if want := "agile-acorns-agree"; err != nil || got != want {
		t.Errorf("got %q (%v), want %q", got, err, want)
	}
	w.Components = []*manifest.Component{{
		Name: text("ledger-lib"), Versions: []*manifest.Entry{{Changes: []manifest.Note{{ID: text(got)}}}},
	}}
	taken := got
	if got, err := p.changeName("", w); err != nil || got == taken {
		t.Errorf("got %q (%v), want a name that is free", got, err)
	}
}

func TestChangeType(t *testing.T) {
	for _, test := range []struct {
		text, want string
		level      version.Level
		err        string
	}{
		{"fix", "fix", version.Patch, ""},
		{"feat", "feature", version.Minor, ""},
		{"d", "", version.None, `"d" is no type of change`}, // deprecation or docs
		{"", "", version.None, `"" is no type of change`},
		{"fix:minor", "fix", version.Minor, ""},
		{"note:patch", "note", version.Patch, ""},
		{"feature:patch", "", version.None, "found the level patch, the type feature asks for minor at least"},
		{"fix:", "", version.None, `"" is no level`},
	} {
		got, level, err := changeType(test.text)
		said := ""
		if err != nil {
			said = err.Error()
		}
		if got != test.want || level != test.level || said != test.err {
			t.Errorf("%q: got %q, %v, %q, want %q, %v, %q", test.text, got, level, said, test.want, test.level, test.err)
		}
	}
}

// TestTypeMeanings looks that a person who is asked hears of every type.
func TestTypeMeanings(t *testing.T) {
	for _, name := range manifest.ChangeTypes {
		if typeMeanings[name] == "" {
			t.Errorf("%s: got no meaning, want one", name)
		}
	}
	if got, want := len(typeMeanings), len(manifest.ChangeTypes); got != want {
		t.Errorf("got %d meanings, want %d", got, want)
	}
}

func TestPicked(t *testing.T) {
	w := &opened{Workspace: &manifest.Workspace{}}
	for _, name := range []string{"a", "b", "c", "1-2"} {
		w.Components = append(w.Components, &manifest.Component{Name: text("now"), Formerly: []manifest.Text{text(name)}})
	}
	shown := []candidate{{name: "a"}, {name: "b"}, {name: "c"}}
	for _, test := range []struct {
		answer string
		want   []string
		err    string
	}{
		{"1", []string{"a"}, ""},
		{" 3 , 1,", []string{"a", "c"}, ""},
		{"2-3, b", []string{"b", "c"}, ""},
		{"1-2", []string{"1-2"}, ""}, // a name
		{"1 - 2", []string{"a", "b"}, ""},
		{"4", nil, "found 4, wanted numbers from 1 to 3"},
		{"3-2", nil, "found 3-2, wanted numbers from 1 to 3"},
		{"d", nil, "there is no component or product called d"},
		{"", nil, "found nothing, wanted numbers or names"},
	} {
		got, err := picked(test.answer, shown, w)
		said := ""
		if err != nil {
			said = err.Error()
		}
		if !slices.Equal(got, test.want) || said != test.err {
			t.Errorf("%q: got %v, %q, want %v, %q", test.answer, got, said, test.want, test.err)
		}
	}
}

// TestDialogStops interrupts a question that nobody answers, as Ctrl-C does, and ends the input.
func TestDialogStops(t *testing.T) {
	silent, _ := io.Pipe()
	for _, test := range []struct {
		name    string
		in      io.Reader
		stopped bool
	}{
		{"interrupted", silent, true},
		{"ended", strings.NewReader("never mind"), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			if test.stopped {
				stop()
			}
			var out strings.Builder
			asked := dialog{ctx: ctx, in: bufio.NewReader(test.in), out: &out}
			err := asked.ask("well? ", func(answer string) error {
				t.Errorf("got the answer %q, want none", answer)
				return nil
			})
			if !errors.Is(err, context.Canceled) || out.String() != "well? \n" {
				t.Errorf("got %v and %q, want that it was stopped, and the question with a line end", err, out.String())
			}
		})
	}
}

// TestHung cuts what a dialog says for a narrow terminal.
func TestHung(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{"short", "short"},
		{"components (numbers, ranges, names; - for none): ", "components (numbers, ranges, names; -\n  for none): "},
		{"  breaking     major  who uses it must change something", "  breaking     major  who uses it must\n                      change something"},
		{"  1  ledger-lib  changed: ledger-lib/post.go, ledger-lib/sum.go", "  1  ledger-lib  changed:\n                 ledger-lib/post.go,\n                 ledger-lib/sum.go"},
		{"  1  a-component-with-a-long-name  changed: post.go", "  1 a-component-with-a-long-name\n    changed: post.go"},
		{"a-word-that-is-longer-than-the-terminal-is-wide", "a-word-that-is-longer-than-the-terminal-is-wide"},
	} {
		if got := hung(test.line, 40); got != test.want {
			t.Errorf("%q: got\n%s\nwant\n%s", test.line, got, test.want)
		}
		if got := hung(test.line, 0); got != test.line {
			t.Errorf("%q: got %q at an unknown width, want it as it is", test.line, got)
		}
	}
}

func TestLegible(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"Amounts are rounded ¢.\r\n\tTo cents.\n", ""},
		{"a\x1b[31m", "found the control character U+001B, wanted text"},
		{"a\xff", "found the byte 0xff, wanted UTF-8"},
		{"a\ufffd", ""},
	} {
		said := ""
		if err := legible(test.text); err != nil {
			said = err.Error()
		}
		if said != test.want {
			t.Errorf("%q: got %q, want %q", test.text, said, test.want)
		}
	}
}
