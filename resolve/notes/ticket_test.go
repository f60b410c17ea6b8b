package notes

import (
	"testing"

	"joinery/manifest"
)

// TestTicketAlone: a summary that is nothing but a ticket says what kind of change it is.
func TestTicketAlone(t *testing.T) {
	w := world(t, `
		pay 1.0.0
		pay 1.1.0 < 1.0.0 : feature PAY-7
		suite 1 holds pay! 1.0.0
		suite 2 < 1 holds pay! 1.1.0`)
	change := &w.Component("pay").Versions[0].Changes
	if len(*change) == 0 {
		change = &w.Component("pay").Versions[1].Changes
	}
	(*change)[0].Links = []manifest.Text{{Value: "https://tracker.example/PAY-7"}}
	if got, want := outline(made(t, w, 1, 2, Options{})), "new: feature (Pay)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
