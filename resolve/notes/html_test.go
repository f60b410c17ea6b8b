package notes

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

// hostile is Markdown that wants to do harm in a page.
var hostile = []string{
	"<script>alert(1)</script>",
	"text <img src=x onerror=alert(1)> text",
	"<iframe src=\"https://evil.example\"></iframe>",
	"[click](javascript:alert(1))",
	"[click](JaVaScRiPt:alert(1))",
	"[click](java\tscript:alert(1))",
	"[click](&#106;avascript:alert(1))",
	"[click](vbscript:x)",
	"[click](data:text/html,<script>alert(1)</script>)",
	"[click][ref]\n\n[ref]: javascript:alert(1)",
	"<javascript:alert(1)>",
	"![x](https://evil.example/pixel.png)",
	"![x](data:image/svg+xml,<svg onload=alert(1)>)",
	"[click](https://a.example \"\\\" onmouseover=alert(1) x=\\\"\")",
	"`<script>`\n\n    <script>alert(1)</script>\n",
	"</div></article></main><script>alert(1)</script>",
	"<!-- --><script>alert(1)</script>",
	"# </style><script>alert(1)</script>",
	"| <b onclick=x> |\n|---|\n| [y](javascript:x) |",
	"\x00<scr\x00ipt>", "<style>*{display:none}</style>", "<a href='https://a.example' onclick=x>b</a>",
}

var danger = regexp.MustCompile(`(?i)<(script|img|iframe|svg|b|a [^>]*on|style)[\s>/]|href="?\s*(javascript|vbscript|data|file)|<[^>]+\son[a-z]+\s*=`)

// TestHostile holds that raw HTML and script links reach no page, whatever field they stand in.
func TestHostile(t *testing.T) {
	for _, text := range hostile {
		n := &Notes{
			Audience: Engineering, Language: "en", Words: english(), Product: Named{Name: text, Title: text}, From: &Release{Version: text},
			To: Release{Version: text, Released: text, Digest: text},
			Sections: []Section{{Key: "new", Title: text, Items: []Item{
				{Type: "feature", Summary: text, Details: text, Of: []Part{{Named{text, text}, text, text}}, ID: text, Reverts: text, Links: []string{text, "javascript:alert(1)"}},
				{Type: added, Summary: text},
			}}},
			Moved:     []Move{{Named: Named{text, text}, Formerly: text, From: text, To: text, Change: "raised"}},
			Unchanged: []Move{{Named: Named{text, text}, To: text}},
			Artifacts: []Artifact{{Component: text, URI: text, Digest: text}},
		}
		var b bytes.Buffer
		if err := n.HTML(&b); err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(b.String(), "</head>")
		if found := danger.FindString(body); found != "" {
			t.Errorf("%q: got %q in the page, want it harmless", text, found)
		}
		for _, r := range inlineOf(text) {
			if r.link != "" && !strings.HasPrefix(r.link, "https://") {
				t.Errorf("%q: got the link %q, want none", text, r.link)
			}
		}
		for _, write := range writers {
			if err := write(n, new(bytes.Buffer)); err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
	}
}

// FuzzHTML looks for Markdown that brings something dangerous into a page.
func FuzzHTML(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, page := range []string{string(htmlOf(text)), string(inlineHTML(text))} {
			if found := danger.FindString(page); found != "" {
				t.Errorf("%q: got %q in the page, want it harmless", text, found)
			}
		}
		for range blocksOf(text) {
			continue // it does not panic
		}
	})
}

// TestHTMLLanguages: the page has the language of its labels; what somebody wrote, of which nobody
// knows the language, has none.
func TestHTMLLanguages(t *testing.T) {
	german, _ := Language("de")
	n := &Notes{
		Audience: Support, Language: "de", Words: german, Product: Named{Name: "suite", Title: "Suite"}, From: &Release{Version: "1.0.0"}, To: Release{Version: "1.1.0"},
		Sections: []Section{
			{Key: "highlights", Title: "Das Wichtigste", Items: []Item{{Type: "feature", Summary: "Told *first*"}, {Type: "breaking", Summary: "Gone"}}},
			{Key: "new", Title: "Neu", Items: []Item{
				{Type: "feature", Summary: "Pay later", Details: "In twelve rates.", Of: []Part{{Named: Named{Name: "pay", Title: "Payments"}}}},
				{Type: added, Summary: "Neu dabei: pay"},
			}},
		},
		Moved: []Move{{Named: Named{"pay", "Payments"}, From: "1.0.0", To: "1.1.0", Change: "raised"}},
	}
	var b bytes.Buffer
	if err := n.HTML(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<html lang="de">`, `<h2>Neu</h2>`, `<li><span lang="">Told <em>first</em></span></li>`, `<li><span class="lead">Verhält sich anders:</span> <span lang="">Gone</span></li>`, `<span lang="">Pay later</span> <span class="of" lang="">(`,
		"<div class=\"details\" lang=\"\">\n<p>In twelve rates.</p>", `<h3>Neu dabei: pay</h3>`, `<th scope="row" lang="">pay</th>`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("got a page without %s, want it in\n%s", want, b.String())
		}
	}
}

func TestHTMLOf(t *testing.T) {
	for markdown, want := range map[string]string{
		"a **b** `c`":                     "<p>a <strong>b</strong> <code>c</code></p>\n",
		"# Title":                         "<h4>Title</h4>\n",
		"[x](https://a.example?a=1&b=2)":  "<p><a href=\"https://a.example?a=1&amp;b=2\">x</a></p>\n",
		"see https://a.example":           "<p>see <a class=\"bare\" href=\"https://a.example\">https://a.example</a></p>\n",
		"[x](mailto:a@b.example)":         "<p><a href=\"mailto:a@b.example\">x</a></p>\n",
		"![a picture](https://a.example)": "<p>a picture</p>\n",
		"[x](../README.md)":               "<p>x</p>\n",
	} {
		if got := string(htmlOf(markdown)); got != want {
			t.Errorf("htmlOf(%q): got %q, want %q", markdown, got, want)
		}
	}
	for markdown, want := range map[string]string{"`x` and *y*": "<code>x</code> and <em>y</em>", "# no title": "# no title", "1. one": "1. one", "a\n\nb <c>": "a\n\nb &lt;c&gt;"} {
		if got := string(inlineHTML(markdown)); got != want {
			t.Errorf("inlineHTML(%q): got %q, want %q", markdown, got, want)
		}
	}
}

// TestHTMLIsLegible: no character reaches the page that a reader does not see and that makes it read
// as something else, written as it stands or as an entity.
func TestHTMLIsLegible(t *testing.T) {
	n := sample()
	n.Sections[0].Items[0].Summary = "a\x1b[31m\u202eb&#x202e;c"
	var b bytes.Buffer
	if err := n.HTML(&b); err != nil {
		t.Fatal(err)
	}
	if page := b.String(); strings.ContainsAny(page, "\x1b\u202e") || !strings.Contains(page, "a\ufffd[31mbc") {
		t.Errorf("got a page with control characters, want them replaced")
	}
}

// TestContrast holds that text stands out against its paper by 4.5 to 1 at least, in light and
// in dark.
func TestContrast(t *testing.T) {
	_, rest, _ := strings.Cut(pageCSS, ":root {")
	light, dark, _ := strings.Cut(rest, "@media screen and (prefers-color-scheme: dark)")
	dark, _, _ = strings.Cut(dark, "\n}")
	for name, theme := range map[string]string{"light": light, "dark": dark} {
		colors := map[string]string{}
		for _, m := range regexp.MustCompile(`--([a-z]+): (#[0-9a-f]{3,6})`).FindAllStringSubmatch(theme, -1) {
			colors[m[1]] = m[2]
		}
		for _, paper := range []string{"paper", "wash"} {
			for _, ink := range []string{"ink", "soft", "link", "upgrade"} {
				if got := contrast(t, colors[ink], colors[paper]); got < 4.5 {
					t.Errorf("%s: %s on %s: got a contrast of %.2f, want 4.5", name, ink, paper, got)
				}
			}
		}
	}
}
