package main

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/bundle"
)

const releasesPage = "../../docs/reference/releases-json.md"

// TestReleasesJSON compares the example on the reference page with what is printed.
func TestReleasesJSON(t *testing.T) {
	release := listedRelease{
		&manifest.Bundle{
			Version: text("4.3.0"), Released: text("2026-11-20"), Digest: text("sha256:…"), File: "releases/acme-suite-4.3.0.joinery.yaml",
			Extends: []manifest.Reference{{Text: text("4.2.1")}},
			Bump: manifest.Bump{Level: version.Patch, RaisedBy: version.Minor, Because: []manifest.Cause{
				{Component: "card-ui", To: "1.0.0", Level: version.Patch}, {Component: "fax-ui", From: "1.2.0", Level: version.Patch},
				{Change: "installer", Level: version.Patch},
			}},
		},
		news{known: true, changes: map[string]int{"fix": 1}, moved: []bundle.Moved{
			{Name: "card-ui", Movement: bundle.Added, To: []bundle.Held{{Bundled: manifest.Bundled{Version: text("1.0.0")}}}},
			{Name: "fax-ui", Movement: bundle.Removed, From: []bundle.Held{{Bundled: manifest.Bundled{Version: text("1.2.0")}}}},
		}},
	}
	var got bytes.Buffer
	if err := releasesJSON(&got, "acme-suite", []listedRelease{release}); err != nil {
		t.Fatal(err)
	}
	exampleOn(t, releasesPage, got.String())
}

// TestMovedName: what is said of one component stands with it, not before a list.
func TestMovedName(t *testing.T) {
	one := []bundle.Held{{Bundled: manifest.Bundled{Version: text("1.0.0")}}}
	for _, tt := range []struct {
		moved bundle.Moved
		want  string
	}{
		{bundle.Moved{Name: "a", Movement: bundle.Raised, From: one, To: one}, "a 1.0.0"},
		{bundle.Moved{Name: "a", Movement: bundle.Lowered, From: one, To: one}, "a back to 1.0.0"},
		{bundle.Moved{Name: "a", Movement: bundle.Added, To: one}, "a 1.0.0 (new)"},
		{bundle.Moved{Name: "a", Movement: bundle.Removed, From: one}, "a (gone)"},
		{bundle.Moved{Name: "a", Movement: bundle.Changed, From: one, To: one}, "a 1.0.0 (another content)"},
		{bundle.Moved{Name: "a", Movement: bundle.Direct, From: one, To: one}, "a 1.0.0 (named by the product now)"},
		{bundle.Moved{Name: "a", Movement: bundle.Indirect, From: one, To: one}, "a 1.0.0 (named by the product no more)"},
		{bundle.Moved{Name: "a", Formerly: "b", Movement: bundle.Renamed, From: one, To: one}, "a 1.0.0 (was b)"},
	} {
		if got := movedName(&tt.moved); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.moved.Movement, got, tt.want)
		}
	}
}

// exampleOn compares the first json block of a page; -update writes it.
func exampleOn(t *testing.T, file, printed string) {
	t.Helper()
	read, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(read), "```json\n")
	_, after, found := strings.Cut(rest, "```\n")
	if !found {
		t.Fatalf("got no json block in %s, want one", file)
	}
	page(t, file, []byte(before+"```json\n"+printed+"```\n"+after))
}

// TestReleasesJSONFields looks that the reference page explains every field.
func TestReleasesJSONFields(t *testing.T) {
	for _, test := range []struct {
		heading string
		form    any
	}{
		{"## The list", releasesReport{}},
		{"## A release", releaseReport{}},
	} {
		read, err := os.ReadFile(releasesPage)
		if err != nil {
			t.Fatal(err)
		}
		_, section, found := strings.Cut(string(read), test.heading+"\n")
		if !found {
			t.Errorf("got no section %q, want one", test.heading)
			continue
		}
		section, _, _ = strings.Cut(section, "\n## ")
		section, _, _ = strings.Cut(section, "\n### ")
		var want, got []string
		for field := range reflect.TypeOf(test.form).Fields() {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			want = append(want, name)
		}
		for line := range strings.Lines(section) {
			if cell, ok := strings.CutPrefix(line, "| `"); ok {
				name, _, _ := strings.Cut(cell, "`")
				got = append(got, name)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: fields (-want +got):\n%s", test.heading, diff)
		}
	}
}
