package notes

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"strings"

	"joinery/graph"
)

var (
	//go:embed page.html.tmpl
	pageHTML string
	//go:embed page.css
	pageCSS string

	pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{"markdown": htmlOf, "inline": inlineHTML, "join": strings.Join, "link": safeLink}).Parse(pageHTML))
)

// HTML writes the notes as a page in one file, for screens of any width, light and dark, and for
// A4 paper. It needs no network, runs no script and allows itself neither. The error is w's.
func (n *Notes) HTML(w io.Writer) error {
	picture, style := n.drawing(), pageCSS
	if picture != nil {
		style += graph.Style()
	}
	sum := sha256.Sum256([]byte(style))
	logo := ""
	if n.Logo != nil {
		logo = n.Logo.URL()
	}
	var page strings.Builder
	err := pageTemplate.Execute(&page, struct {
		*Notes
		Style  template.CSS
		Policy string
		Image  template.URL
		Drawn  *drawn
	}{
		n, template.CSS(style),
		"default-src 'none'; img-src data:; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'",
		template.URL(logo), picture,
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, legible(page.String()))
	return err
}
