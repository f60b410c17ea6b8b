package notes

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"joinery/manifest"
)

func TestSafeMarkdown(t *testing.T) {
	for before, want := range map[string]string{
		"Plain *words*, a < b, `<b>` and [there](https://e.example/).": "Plain *words*, a < b, `<b>` and [there](https://e.example/).",
		"Look <b onclick='x()'>here</b> now":                           "Look here now",
		"One\n\n<iframe src=x></iframe>\n\ntwo":                        "One\n\ntwo",
		"<p>Pay in <b>parts</b>, *at last*</p>":                        "Pay in parts, *at last*",
		"</div>\nthe rest\nof it":                                      "the rest of it",
		"<div>\n\n- one\n- two\n  1. three\n\n</div>":                  "-  one\n\n-  two\n\n   1. three",
		"<!-- never\n\nclosed":                                         "closed",
		"one <!-- never\nclosed\n\ntwo":                                "one\n\ntwo",
		"<!-- closed\n\nlater --> words":                               "words",
		"<!-- closed --> words":                                        "words",
		"<script>x()\n\ny()</script > words":                           "words",
		"a<style>p{}</STYLE> b":                                        "a b",
		"a <scripted> b":                                               "a  b",
		"a [here](javascript:alert(3)) b":                              "a here b",
		"a [here](JavaScript:x 'title') b":                             "a here b",
		"a [*here*](<data:text/html,x>) **b** `c`":                     "a *here* **b** `c`",
		"a [here](java&#115;cript:x) b":                                "a here b",
		"a [here]() b":                                                 "a here b",
		"a [there](https://e.example/) [here](x:y)":                    "a [there](<https://e.example/>) here",
		"a ![here](file:///x) b":                                       "a here b",
		"a <javascript:x> b":                                           "a javascript:x b",
		"a [here][x]\n\n[x]: javascript:y\n":                           "a here",
		"<b>1. R&amp;D &amp;lt; ~~x~~":                                 `1\. R&D &amp;lt; ~~x~~`,
		"<scr<b>ipt>x":                                                 "&lt;script>x",
		"write to <a@b.example>":                                       "write to <a@b.example>",
		"```\n<script>\n```":                                           "```\n<script>\n```",
		"<b>\n\n```\n<script>\n```":                                    "```\n<script>\n```",
	} {
		if got := safeMarkdown(before); got != want {
			t.Errorf("safeMarkdown(%q):\ngot  %q\nwant %q", before, got, want)
		}
	}
}

// TestSafeMarkdownHolds: whatever Markdown comes, what is left holds no harm.
func TestSafeMarkdownHolds(t *testing.T) {
	piece := rapid.SampledFrom([]string{"<b>", "<", ">", "script", "<!--", "-->", "[a]", "[", "](", "javascript:x", ")", "\\", "\n", "\n\n", "    ", "> ", "- ", "`", "*", "![", "]: ", "&#58;", "word", " "})
	rapid.Check(t, func(t *rapid.T) {
		markdown := strings.Join(rapid.SliceOfN(piece, 0, 14).Draw(t, "pieces"), "")
		after := safeMarkdown(markdown)
		if raw, targets := harm(after); raw > 0 || len(targets) > 0 {
			t.Fatalf("%q: got %q, with %d stretches of HTML and the targets %q", markdown, after, raw, targets)
		}
	})
}

// again is what tempts a reader of Markdown to look at everything once more for each piece.
var again = []string{"[a](b) ", "<b>", "<!-- ", "<!--\n\n", "[a](javascript:x)", "<script>", "&#60;", "- <b>\n"}

func TestSafeMarkdownLong(t *testing.T) {
	for _, piece := range again {
		after := safeMarkdown(strings.Repeat(piece, 20_000))
		if raw, targets := harm(after); raw > 0 || len(targets) > 0 {
			t.Errorf("20 000 of %q: got %d stretches of HTML and %d targets, want none", piece, raw, len(targets))
		}
	}
}

// BenchmarkSafeMarkdownGrowth tells how much longer ten times the text takes: about 10.
func BenchmarkSafeMarkdownGrowth(b *testing.B) {
	for _, piece := range again {
		b.Run(piece, func(b *testing.B) {
			work := func(n int) time.Duration {
				text := strings.Repeat(piece, n)
				start := time.Now()
				safeMarkdown(text)
				return time.Since(start)
			}
			var short, long time.Duration
			for b.Loop() {
				short, long = short+work(2_000), long+work(20_000)
			}
			b.ReportMetric(float64(long)/float64(short), "x-for-10x")
		})
	}
}

// TestNoRawHTML looks for HTML in every format that a customer opens.
func TestNoRawHTML(t *testing.T) {
	const head = "apiVersion: joinery/v1\nkind: "
	bundle := func(v, more, pay string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(head + "Bundle\nname: suite\nversion: " + v + "\nversioning: {scheme: semver}\n" + more +
			"components:\n  - {name: pay, version: " + pay + ", direct: true}\n")}
	}
	w, err := manifest.Load(t.Context(), fstest.MapFS{
		"suite.joinery.yaml": {Data: []byte(head + "Product\nname: suite\n")},
		"pay.joinery.yaml": {Data: []byte(head + `Component
name: pay
title: "Pay <script>alert(1)</script>"
versions:
  - version: 1.0.0
  - version: 1.1.0
    extends: [1.0.0]
    changes:
      - type: feature
        summary: "Pay <img src=x onerror=alert(1)> now"
        texts: {sales: "Look <script>alert(2)</script> [here](javascript:alert(3)) <a href='https://e.example/' onclick='x()'>there</a>\n\n<iframe src=x></iframe>\n"}
`)},
		"releases/suite-1.0.0.joinery.yaml": bundle("1.0.0", "", "1.0.0"),
		"releases/suite-2.0.0.joinery.yaml": bundle("2.0.0", "extends: [1.0.0]\n", "1.1.0"),
	}, manifest.Options{})
	if err != nil || len(w.Problems) > 0 {
		t.Fatal(err, w.Problems)
	}
	n := made(t, w, 1, 2, Options{})
	for name, write := range map[string]func(*Notes, io.Writer) error{"md": (*Notes).Markdown, "html": (*Notes).HTML, "docx": (*Notes).Docx} {
		var b bytes.Buffer
		if err := write(n, &b); err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"<script", "<iframe", "onerror=", "onclick", "javascript:"} {
			if strings.Contains(b.String(), bad) {
				t.Errorf("%s: found %s in\n%s", name, bad, b.String())
			}
		}
	}
}
