package bundle

import (
	"context"
	"maps"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"joinery/manifest"
)

// TestDocs looks whether the page about bundles computes what it shows.
func TestDocs(t *testing.T) {
	page, err := os.ReadFile("../../docs/concepts/bundle.md")
	if err != nil {
		t.Fatal(err)
	}
	yaml, json, shell := blocks(string(page), "yaml"), blocks(string(page), "json"), blocks(string(page), "sh")

	b := read(t, []byte(yaml[0]))
	if err := Verify(b); err != nil {
		t.Error(err)
	}
	if got := string(YAML(b)); got != yaml[0] {
		t.Errorf("got\n%s\nwant\n%s", got, yaml[0])
	}
	tree := maps.Clone(b.Content)
	delete(tree, "digest")
	if got, want := string(Canonical(tree)), strings.TrimSpace(json[0]); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := strings.Fields(shell[0][strings.Index(shell[0], "\n"):])[0], strings.TrimPrefix(sum([]byte(strings.TrimSpace(json[0]))), "sha256:"); got != want {
		t.Errorf("sha256sum: got %s, want %s", got, want)
	}

	w, err := manifest.Load(context.Background(), fstest.MapFS{"joinery.yaml": {Data: []byte(yaml[1])}}, manifest.Options{})
	if err != nil || len(w.Problems) > 0 {
		t.Fatal(err, w.Problems)
	}
	entry := w.Component("ledger-lib").Versions[0]
	if got, want := string(appendEntry(nil, entry)), strings.TrimSpace(json[1]); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if err := VerifyEntry(b.Components[0], entry); err != nil {
		t.Error(err)
	}
}

// blocks returns the fenced blocks of a language.
func blocks(page, language string) []string {
	var found []string
	for _, rest := range strings.Split(page, "```"+language+"\n")[1:] {
		block, _, _ := strings.Cut(rest, "```")
		found = append(found, block)
	}
	return found
}
