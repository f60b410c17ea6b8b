package notes

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// crowded is a page with what is hard to fit: long words, wide tables, code, many parts.
func crowded(t *testing.T) []byte {
	t.Helper()
	n := sample()
	n.Audience = Engineering
	long := strings.Repeat("bookworm-v1.0.0-", 12)
	n.Sections[0].Items = append(n.Sections[0].Items, Item{
		Type: "feature", Summary: "`" + long + "` and a link", ID: long, Links: []string{"https://tracker.example/" + long},
		Details: "https://tracker.example/" + long + "\n\n```\n" + strings.Repeat("x", 400) + "\n```\n\n|" + strings.Repeat(" wide cell |", 9) + "\n|" + strings.Repeat("---|", 9) + "\n|" + strings.Repeat(" "+long[:30]+" |", 9),
		Of:      []Part{{Named{long, long}, long, long}},
	})
	n.Moved = append(n.Moved, Move{Named: Named{long, long}, Change: "raised", Level: "major", From: long, To: long})
	n.Unchanged = append(n.Unchanged, Move{Named: Named{long, long}, To: long})
	n.Picture = chain(t, 4)
	n.To.Digest = "sha256:" + strings.Repeat("0123456789abcdef", 4)
	var b bytes.Buffer
	if err := n.HTML(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pages are pages to look at, by what is on them; those that the examples keep are among them.
func pages(t *testing.T) map[string][]byte {
	t.Helper()
	acme, cloud := example(t, "acme-suite"), example(t, "spring-cloud")
	from, to := nextAcme(t, acme)
	german, _ := Language("de")
	all := map[string][]byte{"crowded": crowded(t)}
	for name, n := range map[string]*Notes{
		"acme for sales":         Make(acme, from, to, Options{}),
		"acme in German":         Make(acme, from, to, Options{Words: german}),
		"acme for engineering":   Make(acme, from, to, Options{Audience: Engineering}),
		"acme's first":           Make(acme, nil, bundled(t, acme, "acme-suite", "4.2.0"), Options{}),
		"six years":              Make(cloud, bundled(t, cloud, "spring-cloud", "2020.0.0"), bundled(t, cloud, "spring-cloud", "2025.1.2"), Options{}),
		"a year for engineering": Make(cloud, bundled(t, cloud, "spring-cloud", "2025.0.0"), bundled(t, cloud, "spring-cloud", "2025.1.0"), Options{Audience: Engineering}),
		"a year for support":     Make(cloud, bundled(t, cloud, "spring-cloud", "2025.0.0"), bundled(t, cloud, "spring-cloud", "2025.1.0"), Options{Audience: Support}),
	} {
		var b bytes.Buffer
		if err := n.HTML(&b); err != nil {
			t.Fatal(err)
		}
		all[name] = b.Bytes()
	}
	told, err := filepath.Glob("../../examples/*/told/*/*.html")
	if err != nil || len(told) == 0 {
		t.Fatalf("got the pages %q (%v) among the examples, want some", told, err)
	}
	for _, file := range told {
		page, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.ToSlash(file)] = page
	}
	return all
}
