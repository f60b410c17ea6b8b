package manifest

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"joinery/manifest/version"
)

func changed(name, changeType string, level version.Level) ChangedComponent {
	return ChangedComponent{Name: Text{Value: name}, Type: Text{Value: changeType}, Level: level}
}

func audience(name, text string) Label { return Label{Text{Value: name}, Text{Value: text}} }

func ExampleNewChange_Text() {
	text, err := NewChange{
		Components: []ChangedComponent{changed("payments-api", "feature", version.None), changed("web-shop", "fix", version.Minor)},
		Links:      []string{"https://tracker.example/PAY-7"},
		Summary:    "Pay by instalments.",
		Details:    "Up to twelve instalments per basket, agreed at checkout.",
		Texts:      []Label{audience("sales", "Fewer abandoned checkouts.")},
	}.Text()
	if err != nil {
		fmt.Println(err)
	}
	fmt.Printf("%s", text)
	// Output:
	// ---
	// components: {payments-api: feature, web-shop: {type: fix, level: minor}}
	// links: [https://tracker.example/PAY-7]
	// ---
	// Pay by instalments.
	//
	// Up to twelve instalments per basket, agreed at checkout.
	//
	// ## for sales
	// Fewer abandoned checkouts.
}

func TestNewChange(t *testing.T) {
	one := []ChangedComponent{changed("a", "fix", version.Patch)}
	tests := []struct {
		name   string
		change NewChange
		want   string
	}{
		{"nothing to release", NewChange{}, "---\ncomponents: {}\n---\n"},
		{"nothing to release, said", NewChange{Summary: "Only tests."}, "---\ncomponents: {}\n---\nOnly tests.\n"},
		{"everything", NewChange{Components: one, Internal: true, Reverts: "old-owls-sing", Links: []string{"a, b", "#1", "- x"}, Summary: "S"},
			"---\ncomponents: {a: fix}\nlinks: [\"a, b\", \"#1\", \"- x\"]\ninternal: true\nreverts: old-owls-sing\n---\nS\n"},
		{"many components", NewChange{Components: []ChangedComponent{changed("a", "fix", 0), changed("b/c", "note", version.Patch), changed("1", "docs", 0), changed("on", "docs", version.Patch)}, Summary: "S"},
			"---\ncomponents:\n  a: fix\n  b/c: {type: note, level: patch}\n  \"1\": docs\n  \"on\": docs\n---\nS\n"},
		{"a summary of several lines", NewChange{Components: one, Summary: " Pay \r\n\n by\tinstalments. "}, "---\ncomponents: {a: fix}\n---\nPay by instalments.\n"},
		{"a summary like a heading", NewChange{Components: one, Summary: "# Title"}, "---\ncomponents: {a: fix}\n---\n# Title\n"},
		{"a summary like a heading for somebody", NewChange{Components: one, Summary: "## for sales"}, "---\ncomponents: {a: fix}\n---\n    ## for sales\n"},
		{"a summary like a code block", NewChange{Components: one, Summary: "``` x", Texts: []Label{audience("sales", "Buy.")}}, "---\ncomponents: {a: fix}\n---\n    ``` x\n\n## for sales\nBuy.\n"},
		{"a summary like a fence", NewChange{Components: one, Summary: "---", Details: "---\n\n---"}, "---\ncomponents: {a: fix}\n---\n---\n\n---\n\n---\n"},
		{"details with blank lines around", NewChange{Components: one, Summary: "S", Details: "\r\n\n  - a\r\n\n  - b  \n \n"}, "---\ncomponents: {a: fix}\n---\nS\n\n  - a\n\n  - b  \n"},
		{"a heading in a code block", NewChange{Components: one, Summary: "S", Details: "```\n## for sales\n```"}, "---\ncomponents: {a: fix}\n---\nS\n\n```\n## for sales\n```\n"},
		{"a code block that ends the file", NewChange{Components: one, Summary: "S", Details: "```\n## for sales"}, "---\ncomponents: {a: fix}\n---\nS\n\n```\n## for sales\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.change.Text()
			if err != nil || string(got) != test.want {
				t.Errorf("got %q, error %v, want %q", got, err, test.want)
			}
		})
	}
}

func TestNewChangeFails(t *testing.T) {
	one := []ChangedComponent{changed("a", "fix", version.Patch)}
	tests := []struct {
		name   string
		change NewChange
		field  string
		want   string
	}{
		{"no summary", NewChange{Components: one}, "summary", "found no text below the front matter, wanted a sentence that says what changed"},
		{"a blank summary", NewChange{Components: one, Summary: " \n"}, "summary", "found no text below the front matter"},
		{"details alone", NewChange{Details: "D"}, "summary", "found details without a summary"},
		{"no name", NewChange{Components: []ChangedComponent{changed("A", "fix", 0)}, Summary: "S"}, "components.A", `"A" is no name`},
		{"no type", NewChange{Components: []ChangedComponent{changed("a", "featrue", 0)}, Summary: "S"}, "components.a", `a: found "featrue", wanted breaking`},
		{"too low a level", NewChange{Components: []ChangedComponent{changed("a", "breaking", version.Minor)}, Summary: "S"}, "components.a.level", "level: found minor, the type breaking asks for major at least"},
		{"a name twice", NewChange{Components: append(one, one...), Summary: "S"}, "components.a", `"a" stands twice`},
		{"an empty link", NewChange{Components: one, Summary: "S", Links: []string{""}}, "links", "found an empty text"},
		{"an unknown audience", NewChange{Components: one, Summary: "S", Texts: []Label{audience("sale", "x")}}, "texts.sale", `found a text for "sale", wanted one for sales, engineering or support`},
		{"an audience twice", NewChange{Components: one, Summary: "S", Texts: []Label{audience("sales", "x"), audience("sales", "y")}}, "texts.sales", `"## for sales" stands twice`},
		{"an empty text", NewChange{Components: one, Summary: "S", Texts: []Label{audience("sales", " \n")}}, "texts.sales", `found no text below "## for sales"`},
		{"a heading in the details", NewChange{Components: one, Summary: "S", Details: "x\n ## For Sales ##"}, "details", `details: found the heading "## For Sales ##", which starts another text`},
		{"a heading in a text", NewChange{Components: one, Summary: "S", Texts: []Label{audience("sales", "x\n## for support\ny")}}, "sales", `sales: found the heading "## for support", which starts another text`},
		{"an open code block", NewChange{Components: one, Summary: "S", Details: "~~~~\nx\n~~~", Texts: []Label{audience("sales", "x")}}, "details", "details: found a code block that is never closed"},
		{"a control character", NewChange{Components: one, Summary: "S\x00"}, "", "found the control character U+0000"},
		{"a carriage return", NewChange{Components: one, Summary: "S", Details: "a\rb"}, "", "found a carriage return without a line feed"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.change.Text()
			failed := new(ChangeError)
			if !errors.As(err, &failed) || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("got %q, error %v, want %q", got, err, test.want)
			}
			if failed.Field != test.field && !strings.HasPrefix(failed.Field, test.field+".") {
				t.Errorf("got the field %q, want %q", failed.Field, test.field)
			}
		})
	}
}

// TestNewChangeSample writes the sample change anew, out of what it says.
func TestNewChangeSample(t *testing.T) {
	src, err := os.ReadFile("testdata/samples/quiet-otters-dance.md")
	if err != nil {
		t.Fatal(err)
	}
	c, _ := newDecoder().change(&source{name: "x.md", text: src})
	n := NewChange{Components: c.Components, Summary: c.Summary.Value, Details: c.Details.Value, Texts: c.Texts}
	for _, link := range c.Links {
		n.Links = append(n.Links, link.Value)
	}
	got, err := n.Text()
	want := strings.Replace(string(src), "Pay by\ninstalments.", "Pay by instalments.", 1)
	if err != nil || string(got) != want {
		t.Errorf("got error %v and, want:\n%s", err, Diff("x.md", got, []byte(want)))
	}
}

// hostile are pieces of text that mean something in a change file.
var hostile = []string{
	"a", "🎉", " ", "\t", "\n", "\r\n", "\r", "#", "## for sales", "## for", "##", "for nobody", "---", "```", "~~~", "    ", "\\", ": ", "- ", "{", "}",
	"[", "]", ",", "'", `"`, "&x", "*x", "!!str", "|", ">", "%YAML", "@", "null", "true", "1.10", "...", "\u00a0", "\u2028", "\x00", strings.Repeat("long ", 5000),
}

// TestNewChangeRandom writes changes out of hostile texts: what can be written reads back.
func TestNewChangeRandom(t *testing.T) {
	written := 0
	rapid.Check(t, func(t *rapid.T) {
		text := func(label string, most int) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(hostile), 0, most).Draw(t, label), "")
		}
		n := NewChange{Internal: rapid.Bool().Draw(t, "internal"), Reverts: text("reverts", 2), Summary: "S" + text("summary", 4), Details: text("details", 4)}
		if rapid.Bool().Draw(t, "hostile start") {
			n.Summary = n.Summary[1:]
		}
		for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "on", "1.0", "b/c", "null"}), 0, 5, rapid.ID).Draw(t, "names") {
			n.Components = append(n.Components, changed(name, rapid.SampledFrom(ChangeTypes).Draw(t, "type"), rapid.SampledFrom([]version.Level{version.None, version.Major}).Draw(t, "level")))
		}
		for range rapid.IntRange(0, 2).Draw(t, "links") {
			n.Links = append(n.Links, "x"+text("link", 2))
		}
		for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom(Audiences), 0, 3, rapid.ID).Draw(t, "audiences") {
			n.Texts = append(n.Texts, audience(name, "T"+text("text", 3)))
		}
		got, err := n.Text()
		if err != nil {
			if failed := new(ChangeError); !errors.As(err, &failed) {
				t.Fatalf("got error %v, want a ChangeError", err)
			}
			return
		}
		written++
		w := newDecoder()
		c, problems := w.change(&source{name: "x.md", text: got})
		if len(problems) > 0 {
			t.Fatalf("got %v for:\n%s", problems, got)
		}
		if want := strings.Join(strings.Fields(n.Summary), " "); c.Summary.Value != want {
			t.Fatalf("got the summary %q, want %q:\n%s", c.Summary.Value, want, got)
		}
		if !slices.EqualFunc(c.Links, n.Links, func(a Text, b string) bool { return a.Value == b }) || c.Reverts.Value != n.Reverts || c.Internal != n.Internal || len(c.Texts) != len(n.Texts) {
			t.Fatalf("got %+v, want %+v:\n%s", c, n, got)
		}
		if got, want := strings.TrimSpace(c.Details.Value), strings.TrimSpace(strings.ReplaceAll(n.Details, "\r\n", "\n")); got != want {
			t.Fatalf("got the details %q, want %q", got, want)
		}
	})
	if !testing.Short() && written < 20 {
		t.Errorf("got %d changes written, want more", written)
	}
}
