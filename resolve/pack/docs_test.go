package pack

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"joinery/manifest"
)

// TestDocs looks whether the page about packages, and the package's own documentation, name every file.
func TestDocs(t *testing.T) {
	for _, file := range []string{"../../docs/concepts/package.md", "doc.go"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range append([]string{sumsFile, artifactsFolder}, documents...) {
			if !strings.Contains(string(text), name) {
				t.Errorf("%s: got nothing about %s", file, name)
			}
		}
	}
}

// TestDocsManifest makes the manifest that the page shows.
func TestDocsManifest(t *testing.T) {
	page, err := os.ReadFile("../../docs/concepts/package.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(page), "```json\n")
	want, _, _ := strings.Cut(block, "```")
	digest := digestText("")
	b := &manifest.Bundle{Name: manifest.Text{Value: "acme-suite"}, Version: manifest.Text{Value: "4.2.1"}, Released: manifest.Text{Value: "2026-11-20"}}
	m := describe(&Package{Bundle: b, Identity: digest, Files: []File{
		{bundleFile, 1204, digest}, {cycloneDXFile, 5120, digest}, {spdxFile, 4096, digest},
	}}, 7340032, digest)
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got := regexp.MustCompile(`sha256:[0-9a-f]{64}`).ReplaceAllString(string(text), "sha256:…") + "\n"
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, said := range []string{signatureType, "oci://registry.example/acme/suite:4.2.1", "DOCKER_CONFIG"} {
		if !strings.Contains(string(page), said) {
			t.Errorf("got nothing about %s", said)
		}
	}
}
