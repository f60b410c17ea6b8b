package daemon

import (
	"strings"
	"testing"
	"time"

	"joinery/registry/api"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func TestExpiry(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"90d", "2027-02-19T12:00:00Z"},
		{"12h", "2026-11-22T00:00:00Z"},
		{"2027-01-31", "2027-02-01T00:00:00Z"},
		{"2026-11-21", "2026-11-22T00:00:00Z"}, // today
		{"2026-11-20", ""},
		{"soon", ""},
		{"0d", ""},
		{"-1h", ""},
		{"99999999d", ""},
	} {
		got, err := Expiry(c.text, noon)
		switch {
		case c.want == "" && (err == nil || !strings.Contains(err.Error(), "--expires "+c.text)):
			t.Errorf("%s: got %v, %v, want an error that names the option", c.text, got, err)
		case c.want != "" && (err != nil || got.Format(time.RFC3339) != c.want):
			t.Errorf("%s: got %v, %v, want %s", c.text, got, err, c.want)
		}
	}
	if got, err := Expiry("", noon); got != nil || err != nil {
		t.Errorf("nothing: got %v, %v, want no end", got, err)
	}
}

func TestWriteTokens(t *testing.T) {
	before, after := noon.Add(-time.Hour), noon.Add(time.Hour)
	var got strings.Builder
	err := WriteTokens(&got, []api.Token{
		{Name: "root", Role: "admin", Used: &before},
		{Name: "build", Role: "draw", Items: []string{"payments-*", "lib"}, Expires: &after},
		{Name: "old", Role: "read", Expires: &noon},
		{Name: "lost", Role: "read", Expires: &after, Revoked: &before},
	}, noon)
	want := `root   admin                    good                         used 2026-11-21 11:00
build  draw of payments-*, lib  good until 2026-11-21 13:00  never used
old    read                     over since 2026-11-21        never used
lost   read                     revoked 2026-11-21           never used
`
	if err != nil || got.String() != want {
		t.Errorf("got %v\n%s\nwant\n%s", err, got.String(), want)
	}
}
