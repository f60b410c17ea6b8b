package notes

import (
	"bytes"
	"errors"
	htmltemplate "html/template"
	"io"
	"path"
	"regexp"
	"strings"
	texttemplate "text/template"
)

// Template writes the notes through a template of the user's own, which sees the Notes, their
// methods among them. A file whose name ends in .html, .htm or .gohtml, a .tmpl behind it left
// aside, is one for html/template: what it prints is escaped for where it stands. Any other is
// one for text/template. Functions besides Go's own:
//
//	markdown TEXT   Markdown as HTML that is safe in a page (html alone)
//	inline TEXT     the same for a single line, without a paragraph (html alone)
//	plain TEXT      Markdown of a single line as plain text
//	join LIST SEP   a list of texts as one
//
// Nothing is written unless all of it can be. The error says where in the file it is: "chat.tmpl:1:2:
// at .Nothing: there is no Nothing", or it is w's.
func (n *Notes) Template(w io.Writer, file, text string) error {
	t, err := parsed(file, text)
	if err != nil {
		return templateError(err)
	}
	var page bytes.Buffer
	if err := t.Execute(&page, n); err != nil {
		return templateError(err)
	}
	_, err = page.WriteTo(w)
	return err
}

// parsed reads a template of the kind that its file's name says.
func parsed(file, text string) (interface{ Execute(io.Writer, any) error }, error) {
	switch strings.ToLower(path.Ext(strings.TrimSuffix(path.Base(strings.ReplaceAll(file, `\`, "/")), ".tmpl"))) {
	case ".html", ".htm", ".gohtml":
		return htmltemplate.New(file).Funcs(htmltemplate.FuncMap{
			"markdown": htmlOf, "inline": inlineHTML, "plain": plainOf, "join": strings.Join,
		}).Parse(text)
	}
	return texttemplate.New(file).Funcs(texttemplate.FuncMap{"plain": plainOf, "join": strings.Join}).Parse(text)
}

// worded is what becomes of Go's words about templates, in this order.
var worded = []struct {
	found  *regexp.Regexp
	become string
}{
	{regexp.MustCompile(`^(?:html/template|template): ?`), ""},
	{regexp.MustCompile(`executing "[^"]*" at <(.*?)>: `), "at $1: "},
	{regexp.MustCompile(`can't evaluate field (\S+) in type \S+`), "there is no $1"},
	{regexp.MustCompile(`function "(\S+)" not defined`), "there is no function $1"},
	{regexp.MustCompile(`unexpected EOF`), "found the end of the file, wanted {{end}}"},
	{regexp.MustCompile(`unclosed action`), "wanted }}"},
	{regexp.MustCompile(`ends in a non-text context: (?s:\{.*\})`), "found the end of the file within a tag, an attribute, a script or a style"},
	{regexp.MustCompile(`\{\{(\w+)\}\} branches end in different contexts: (?s:\{.*\})`), "found branches of {{$1}} that end in different parts of HTML, such as one within an attribute and one behind it"},
}

// templateError says what is wrong with a template.
func templateError(err error) error {
	said := err.Error()
	for _, w := range worded {
		said = w.found.ReplaceAllString(said, w.become)
	}
	return errors.New(said)
}

// plainOf returns Markdown of a single line as plain text.
func plainOf(markdown string) string { return plain(marked(inlineOf(markdown))) }
