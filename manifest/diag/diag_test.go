package diag

import (
	"testing"

	"pgregory.net/rapid"
)

func TestID(t *testing.T) {
	tests := []struct {
		name string
		d    Diagnostic
		want string
	}{
		{"component", Diagnostic{Rule: "one-version", Product: "acme-suite", Component: "ledger-lib"}, "one-version:acme-suite:ledger-lib:"},
		{"version", Diagnostic{Rule: "lineage-patch", Component: "payments/api", Subject: "1.4.1"}, "lineage-patch::payments/api:1.4.1"},
		{"document", Diagnostic{Rule: "schema", Document: "payments/joinery.yaml", Subject: "owner"}, "schema::./payments/joinery.yaml:owner"},
		{"component before document", Diagnostic{Rule: "schema", Component: "payments", Document: "joinery.yaml"}, "schema::payments:"},
		{"named like a file", Diagnostic{Rule: "schema", Component: "joinery.yaml"}, "schema::joinery.yaml:"},
		{"nothing known", Diagnostic{Rule: "syntax"}, "syntax:::"},
		{"colon inside", Diagnostic{Rule: "schema", Component: "a:b", Subject: "labels.x:y"}, "schema::a%3Ab:labels.x%3Ay"},
		{"percent inside", Diagnostic{Rule: "schema", Component: "a%3Ab"}, "schema::a%253Ab:"},
	}
	for _, tt := range tests {
		if got := tt.d.ID(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestIDStaysWhenTheTextMoves(t *testing.T) {
	d := Diagnostic{Rule: "unused-component", Component: "old-lib", Message: "one", At: Place{"joinery.yaml", 3, 1, 7}}
	moved := d
	moved.At, moved.Message, moved.Severity, moved.State = Place{"joinery.yaml", 80, 3, 7}, "two", Error, "old"
	if got, want := moved.ID(), d.ID(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Two findings share an identity only if all its parts are equal.
func TestIDTellsApart(t *testing.T) {
	part := rapid.StringMatching(`[ab:%3A./]{0,4}`)
	name := rapid.StringMatching(`([a-b][ab:%3A./]{0,3})?`) // no name begins with a dot
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) (Diagnostic, [5]string) {
			d := Diagnostic{
				Rule: part.Draw(t, label+" rule"), Product: part.Draw(t, label+" product"),
				Component: name.Draw(t, label+" component"), Subject: part.Draw(t, label+" subject"),
			}
			if d.Component == "" {
				d.Document = part.Draw(t, label+" document")
			}
			return d, [5]string{d.Rule, d.Product, d.Component, d.Document, d.Subject}
		}
		a, aParts := draw("a")
		b, bParts := draw("b")
		if got, want := a.ID() == b.ID(), aParts == bParts; got != want {
			t.Errorf("%q and %q: same identity: got %t, want %t", a.ID(), b.ID(), got, want)
		}
	})
}

func TestSeverity(t *testing.T) {
	tests := []struct {
		text   string
		want   Severity
		wantOK bool
	}{
		{"error", Error, true},
		{"warning", Warning, true},
		{"off", Off, true},
		{"note", Off, false},
		{"Error", Off, false},
		{"", Off, false},
	}
	for _, tt := range tests {
		got, ok := ParseSeverity(tt.text)
		if got != tt.want || ok != tt.wantOK {
			t.Errorf("ParseSeverity(%q): got %s, %t, want %s, %t", tt.text, got, ok, tt.want, tt.wantOK)
		}
		if ok && got.String() != tt.text {
			t.Errorf("String: got %q, want %q", got.String(), tt.text)
		}
	}
	if got, want := Note.String(), "note"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Severity(9).String(), "severity(9)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPlaceString(t *testing.T) {
	tests := []struct {
		at   Place
		want string
	}{
		{Place{"a/joinery.yaml", 9, 5, 10}, "a/joinery.yaml:9:5"},
		{Place{"joinery.yaml", 9, 0, 0}, "joinery.yaml:9"},
		{Place{"joinery.yaml", 0, 5, 0}, "joinery.yaml"},
		{Place{"joinery.yaml", -1, -1, -1}, "joinery.yaml"},
		{Place{"", 9, 5, 0}, ""},
	}
	for _, tt := range tests {
		if got := tt.at.String(); got != tt.want {
			t.Errorf("%#v: got %q, want %q", tt.at, got, tt.want)
		}
	}
}
