package registry_test

import (
	"context"
	"testing"
	"time"

	"joinery/registry"
	"joinery/registry/memory"
)

// meanwhile is a store in which something happens before each change.
type meanwhile struct {
	registry.Store
	happen func()
}

func (s *meanwhile) Update(ctx context.Context, names []string, change func(context.Context, registry.Tx) error) error {
	s.happen()
	return s.Store.Update(ctx, names, change)
}

// What is reserved anew after a sweep saw that its time was over does not lapse.
func TestSweepSeesRenewal(t *testing.T) {
	c := &clock{day(1)}
	store := memory.New()
	other := registry.New(store, registry.Options{Now: c.now})
	newLib(t, other, "1.4.0")
	draws(t, other, "lib", "patch rev=a", "patch rev=b")
	c.at = day(3)
	r := registry.New(&meanwhile{store, func() { draws(t, other, "lib", "patch rev=a") }}, registry.Options{Now: c.now})
	if n, err := r.Sweep(t.Context()); n != 1 || err != nil {
		t.Errorf("got %d, %v, want one lapsed", n, err)
	}
	for number, want := range map[string]registry.State{"1.4.1": registry.Drawn, "1.4.2": registry.Lapsed} {
		if v, err := r.Version(t.Context(), admin, "lib", number); err != nil || v.State != want {
			t.Errorf("%s: got %s, %v, want %s", number, v.State, err, want)
		}
	}
}

// A token's use is written down once a minute, not with each request.
func TestUseIsWrittenOnceAMinute(t *testing.T) {
	c, writes := &clock{day(1)}, 0
	r := registry.New(&meanwhile{memory.New(), func() { writes++ }}, registry.Options{Now: c.now})
	token, _, err := r.AddToken(t.Context(), admin, registry.NewToken{Name: "ci", Role: registry.Read})
	if err != nil {
		t.Fatal(err)
	}
	writes = 0
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{0, 1}, {0, 1}, {59 * time.Second, 1}, {time.Second, 2}, {time.Second, 2}, {-time.Hour, 2}} {
		c.at = c.at.Add(step.after)
		if _, err := r.Authenticate(t.Context(), token); err != nil || writes != step.want {
			t.Errorf("at %s: got %d writes, %v, want %d", c.at.Format(time.TimeOnly), writes, err, step.want)
		}
	}
}
