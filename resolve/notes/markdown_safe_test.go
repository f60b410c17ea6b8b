package notes

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"joinery/manifest"
)

func TestSafeMarkdown(t *testing.T) {
	for before, want := range map[string]string{
		"Plain *words*, a < b, `<b>` and [there](https://e.example/).": "Plain *words*, a < b, `<b>` and [there](https://e.example/).",
		"Look <b onclick='x()'>here</b> now":                           "Look here now",
		"One\n\n<iframe src=x></iframe>\n\ntwo":                        "One\n\n\ntwo",
		"<!-- never\n\nclosed":                                         "",
		"a [here](javascript:alert(3)) b":                              "a here b",
		"a [here](JavaScript:x 'title') b":                             "a here b",
		"a [*here*](<data:text/html,x>) b":                             "a *here* b",
		"a [here](java&#115;cript:x) b":                                "a here b",
		"a ![here](file:///x) b":                                       "a here b",
		"a <javascript:x> b":                                           "a <> b",
		"a [here][x]\n\n[x]: javascript:y\n":                           "a [here][x]\n\n[x]: \n",
		"<scr<b>ipt>x":                                                 "", // what is left must not become whole
		"write to <a@b.example>":                                       "write to <a@b.example>",
		"```\n<script>\n```":                                           "```\n<script>\n```",
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
		if raw, targets := harm(after); len(raw) > 0 || len(targets) > 0 {
			t.Fatalf("%q: got %q, with HTML at %v and the targets %q", markdown, after, raw, targets)
		}
	})
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
