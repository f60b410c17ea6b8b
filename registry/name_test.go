package registry_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"joinery/registry"
	"joinery/registry/memory"
)

// noted is a store that notes under which scopes and keys answers were written.
type noted struct {
	registry.Store
	answers []string
}

type notedTx struct {
	registry.Tx
	in *noted
}

func (n *noted) Update(ctx context.Context, names []string, change func(context.Context, registry.Tx) error) error {
	return n.Store.Update(ctx, names, func(ctx context.Context, tx registry.Tx) error { return change(ctx, notedTx{tx, n}) })
}

func (tx notedTx) Write(ctx context.Context, w registry.Writing) error {
	for _, a := range w.Answers {
		tx.in.answers = append(tx.in.answers, a.Scope+" "+a.Key)
	}
	return tx.Tx.Write(ctx, w)
}

// Whatever gives a name writes the same answer, of which a store keeps one: who gives one name to
// something else at the same time runs again, and is told.
func TestNameIsGivenOnce(t *testing.T) {
	product := "apiVersion: joinery/v1\nkind: Product\nname: lib\ncomponents: {}\n"
	give := map[string]func(r *registry.Registry) string{
		"item":      func(r *registry.Registry) string { return addLib(t, r) },
		"component": func(r *registry.Registry) string { return publish(t, r, lib("version: 1.4.0")) },
		"product":   func(r *registry.Registry) string { return publish(t, r, product) },
	}
	for first, do := range give {
		store := &noted{Store: memory.New()}
		r := registry.New(store, registry.Options{Now: (&clock{day(20)}).now})
		do(r)
		if want := []string{"name lib"}; !slices.Equal(store.answers, want) {
			t.Errorf("%s: got the answers %v, want %v", first, store.answers, want)
		}
		for _, second := range []string{"item", "component", "product"} {
			got, taken := give[second](r), "exists: there is a component or product lib already"
			if isProduct := first == "product"; (second == "item" || isProduct != (second == "product")) != (got == taken) {
				t.Errorf("%s, then %s: got %s", first, second, got)
			}
		}
		if len(store.answers) != 1 {
			t.Errorf("%s: got the answers %v, want no second one", first, store.answers)
		}
	}
}

func addLib(t *testing.T, r *registry.Registry) string {
	_, err := r.AddItem(t.Context(), admin, registry.NewItem{Name: "lib"})
	if err != nil {
		return fmt.Sprintf("%s: %v", registry.CodeOf(err), err)
	}
	return ""
}
