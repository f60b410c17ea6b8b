package diff

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const page = "../../docs/reference/diff-json.md"

// TestJSONExample compares the example on the reference page with what is written.
func TestJSONExample(t *testing.T) {
	var got bytes.Buffer
	if err := JSON(&got, sample(t)); err != nil {
		t.Fatal(err)
	}
	read, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(read), "```json\n")
	_, after, found := strings.Cut(rest, "```\n")
	if !found {
		t.Fatalf("got no json block in %s, want one", page)
	}
	golden(t, page, []byte(before+"```json\n"+got.String()+"```\n"+after))
}

// TestJSONFields looks that the reference page explains every field.
func TestJSONFields(t *testing.T) {
	for _, test := range []struct {
		heading string
		form    any
	}{
		{"## The difference", report{}},
		{"## A bundle", ofBundle{}},
		{"## The product's step", step{}},
		{"### What asked for it", Cause{}},
		{"## A component", component{}},
		{"### A file", artifact{}},
	} {
		read, err := os.ReadFile(page)
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
