package main

import (
	"context"
	"testing"

	"joinery/manifest"
)

// TestUnasked has a server that slips a component into another's document.
func TestUnasked(t *testing.T) {
	const address = "https://registry.example.com"
	load := func(text string) *manifest.Workspace {
		t.Helper()
		w, err := manifest.Load(t.Context(), newOverlay(nil, nil), manifest.Options{
			Wanted: []string{"lib"},
			Elsewhere: func(_ context.Context, names []string) ([]manifest.Document, error) {
				if len(names) != 1 || names[0] != "lib" {
					return nil, nil
				}
				return []manifest.Document{{File: address + "/v1/items/lib", Text: []byte(text)}}, nil
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	component := func(name string) string {
		return "apiVersion: joinery/v1\nkind: Component\nname: " + name + "\nversions:\n  - version: 1.0.0\n"
	}
	for text, want := range map[string]string{
		component("lib"):   "",
		component("other"): "other",
		component("lib") + "---\n" + component("other"): "other",
	} {
		if got := unasked(load(text), address, map[string]bool{"lib": true}); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
