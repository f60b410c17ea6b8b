package registry_test

import (
	"testing"

	"joinery/registry"
)

// A token that was refused because it is over stays refused when the clock goes back.
func TestTokenAndClock(t *testing.T) {
	c := &clock{day(1)}
	r, ctx := newRegistry(t, registry.Options{Now: c.now}), t.Context()
	text, _, err := r.AddToken(ctx, admin, registry.NewToken{Name: "ci", Role: registry.Read, Expires: day(5)})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		day  int
		want registry.Code
	}{{2, ""}, {1, ""}, {4, ""}, {5, registry.Unknown}, {6, registry.Unknown}, {3, registry.Unknown}, {1, registry.Unknown}} {
		c.at = day(step.day)
		if _, err := r.Authenticate(ctx, text); registry.CodeOf(err) != step.want {
			t.Errorf("on day %d: got %v, want %q", step.day, err, step.want)
		}
	}
	tokens, err := r.Tokens(ctx, admin)
	if err != nil || !tokens[0].Used.Equal(day(5)) {
		t.Errorf("got it used last on %s, %v, want when it was refused first", tokens[0].Used, err)
	}
}

func TestAdminIsForAll(t *testing.T) {
	r := newRegistry(t, registry.Options{})
	_, _, err := r.AddToken(t.Context(), admin, registry.NewToken{Name: "ci", Role: registry.Admin, Items: []string{"lib"}})
	if registry.CodeOf(err) != registry.Invalid {
		t.Errorf("got %v, want invalid", err)
	}
}
