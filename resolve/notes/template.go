package notes

import (
	htmltemplate "html/template"
	"io"
	"path"
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
// The error says where in the template it is.
func (n *Notes) Template(w io.Writer, file, text string) error {
	name := path.Base(strings.ReplaceAll(file, `\`, "/"))
	switch strings.ToLower(path.Ext(strings.TrimSuffix(name, ".tmpl"))) {
	case ".html", ".htm", ".gohtml":
		t, err := htmltemplate.New(name).Funcs(htmltemplate.FuncMap{
			"markdown": htmlOf, "inline": inlineHTML, "plain": plainOf, "join": strings.Join,
		}).Parse(text)
		if err != nil {
			return err
		}
		return t.Execute(w, n)
	}
	t, err := texttemplate.New(name).Funcs(texttemplate.FuncMap{"plain": plainOf, "join": strings.Join}).Parse(text)
	if err != nil {
		return err
	}
	return t.Execute(w, n)
}

// plainOf returns Markdown of a single line as plain text.
func plainOf(markdown string) string { return plain(inlineOf(markdown)) }
