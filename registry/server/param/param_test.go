package param_test

import (
	"testing"

	"joinery/registry"
	"joinery/registry/server/param"
)

func TestCursor(t *testing.T) {
	for _, last := range []string{"lib", "team-a/lib", "ä", "7"} {
		p := param.Paged{Cursor: param.Next(last, "items", "x")}
		if got, err := p.After("items", "x"); got != last || err != nil {
			t.Errorf("after %q: got %q, %v, want it again", last, got, err)
		}
		if _, err := p.After("items", "y"); registry.CodeOf(err) != registry.Invalid {
			t.Errorf("of another list: got %v, want Invalid", err)
		}
	}
	for _, last := range []string{"0", "-1", "x", "99999999999999999999", ""} {
		p := param.Paged{Cursor: param.Next(last, "versions")}
		if got, err := p.AfterSeq("versions"); registry.CodeOf(err) != registry.Invalid {
			t.Errorf("seq after %q: got %d, %v, want Invalid", last, got, err)
		}
	}
	p := param.Paged{Cursor: param.NextSeq(7, "versions")}
	if got, err := p.AfterSeq("versions"); got != 7 || err != nil {
		t.Errorf("seq: got %d, %v, want 7", got, err)
	}
}

func TestConditions(t *testing.T) {
	for known, want := range map[string]bool{`"7"`: true, `"6", "7"`: true, `W/"7"`: true, "*": true, "": false, "7": false, `"77"`: false} {
		u := param.Unless{Known: known}
		if got := u.Knows(param.Tag(7)); got != want {
			t.Errorf("If-None-Match %s: got %v, want %v", known, got, want)
		}
	}
	for match, want := range map[string]int64{"": 0, "*": 0, `"7"`: 7, ` "7" `: 7, "7": -1, `W/"7"`: -1, `"x"`: -1, `"0"`: -1, `"7", "8"`: -1} {
		m := param.Matching{Match: match}
		got, err := m.Edition()
		if err != nil {
			got = -1
		}
		if got != want {
			t.Errorf("If-Match %s: got %d, want %d", match, got, want)
		}
	}
}
