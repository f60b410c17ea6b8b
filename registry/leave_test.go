package registry_test

import (
	"context"
	"testing"

	"joinery/registry"
	"joinery/registry/memory"
)

// leaving is a store whose callers go away as soon as their transaction begins.
type leaving struct {
	registry.Store
	leave context.CancelFunc
}

func (s *leaving) Update(ctx context.Context, names []string, change func(context.Context, registry.Tx) error) error {
	s.leave()
	return s.Store.Update(ctx, names, change)
}

// A write that has begun is done, although its caller has gone: nobody is left with something half done.
func TestGoneWhileWriting(t *testing.T) {
	store := &leaving{memory.New(), func() {}}
	c := &clock{day(1)}
	r := registry.New(store, registry.Options{Now: c.now})
	publishFolder(t, r, "../examples/acme-suite")
	newLib(t, r, "1.4.0")
	draws(t, r, "lib", "patch")
	token, _, err := r.AddToken(t.Context(), admin, registry.NewToken{Name: "ci", Role: registry.Read})
	if err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(ctx context.Context) error{
		"add": func(ctx context.Context) error {
			_, err := r.AddItem(ctx, admin, registry.NewItem{Name: "app"})
			return err
		},
		"publish": func(ctx context.Context) error {
			_, err := r.Publish(ctx, admin, registry.Publication{Text: []byte(lib("version: 1.6.0"))})
			return err
		},
		"confirm": func(ctx context.Context) error {
			_, err := r.Confirm(ctx, admin, registry.Confirmation{Item: "lib", Version: "1.4.1"})
			return err
		},
		"status": func(ctx context.Context) error {
			_, err := r.SetStatus(ctx, admin, registry.NewStatus{Item: "lib", Version: "1.4.0", Status: "deprecated"})
			return err
		},
		"cut": func(ctx context.Context) error {
			_, err := r.Cut(ctx, admin, registry.Cut{Product: "acme-suite", Date: "2026-11-20"})
			return err
		},
		"token": func(ctx context.Context) error {
			_, _, err := r.AddToken(ctx, admin, registry.NewToken{Name: "other", Role: registry.Read})
			return err
		},
		"restore": func(ctx context.Context) error {
			_, err := r.Restored(ctx, registry.Who{Name: "ops", Role: registry.Admin}, 0)
			return err
		},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		store.leave = cancel
		if err := write(ctx); err != nil {
			t.Errorf("%s: got %v, want it done", name, err)
		}
		if ctx.Err() == nil {
			t.Errorf("%s: nothing was written", name)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	store.leave = cancel
	c.at = day(2)
	if _, err := r.Authenticate(ctx, token); err != nil || ctx.Err() == nil {
		t.Errorf("got %v (%v), want him let in, and his use written down", err, ctx.Err())
	}
	ctx, cancel = context.WithCancel(t.Context())
	store.leave = cancel
	if _, err := r.RevokeToken(ctx, admin, "ci"); err != nil {
		t.Errorf("revoke: got %v, want it done", err)
	}
	tokens, err := r.Tokens(t.Context(), admin)
	if err != nil || len(tokens) != 2 || !tokens[0].Used.Equal(day(2)) || tokens[0].Revoked.IsZero() {
		t.Errorf("got %+v, %v, want ci, used and revoked, and other", tokens, err)
	}
}
