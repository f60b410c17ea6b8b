package notes

import (
	"io"
	"os"
	"strings"
	"testing"
)

// TestTemplate tries templates of both kinds, and the one on the page about notes.
func TestTemplate(t *testing.T) {
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(text), "\n```\n{{")
	example, _, _ = strings.Cut(example, "```")
	for _, c := range []struct{ file, text, want string }{
		{"chat.tmpl", "{{" + example, "Suite & Sons 1.1.0\n\nNew:\n- Pay by instalments\n\nFixed:\n- One\n- Two\n\n"},
		{"a.txt", `{{.Product.Title}} <b>`, "Suite & Sons <b>"},
		{"a.html", `{{.Product.Title}} {{range .Sections}}{{range .Items}}{{inline .Summary}}.{{end}}{{end}}`, "Suite &amp; Sons Pay by <code>instalments</code>.One.Two."},
		{`C:\x\a.HTML.tmpl`, `{{.Product.Title}}`, "Suite &amp; Sons"},
		{"a.tmpl", `{{range .Sections}}{{range .Items}}{{with .Origin}}{{.}}{{end}}{{end}}{{end}} {{.Words.Day .To.Released}} {{join .Intro "; "}}`,
			"Payments 23 November 2026 Released on 23 November 2026; What has changed since 1.0.0"},
	} {
		var b strings.Builder
		if err := sample().Template(&b, c.file, c.text); err != nil || b.String() != c.want {
			t.Errorf("%s:\ngot  %q (%v)\nwant %q", c.file, b.String(), err, c.want)
		}
	}
	for text, want := range map[string]string{
		`<a href="{{.Product.Title}}`:     ": found the end of the file within a tag, an attribute, a script or a style",
		`<a href="{{if .Intro}}"{{end}}>`: ":1:14: found branches of {{if}} that end in different parts of HTML, such as one within an attribute and one behind it",
	} {
		if err := sample().Template(io.Discard, "a.html", text); err == nil || err.Error() != "a.html"+want {
			t.Errorf("%s: got the error %v, want a.html%s", text, err, want)
		}
	}
	for _, c := range []struct{ text, want string }{
		{"before {{.Nothing}}", ":1:9: at .Nothing: there is no Nothing"},
		{"{{", ":1: wanted }}"},
		{"{{range .Sections}}", ":1: found the end of the file, wanted {{end}}"},
		{"{{shout 1}}", ":1: there is no function shout"},
	} {
		for _, file := range []string{"a.html", "dir/a.txt"} {
			var b strings.Builder
			if err := sample().Template(&b, file, c.text); err == nil || err.Error() != file+c.want || b.Len() > 0 {
				t.Errorf("%s, %s: got the error %v and %q, want %s and nothing", file, c.text, err, b.String(), file+c.want)
			}
		}
	}
}
