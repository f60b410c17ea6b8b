package graph

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"joinery/graph/browsertest"
)

// browse opens a page in a browser and returns the document after its scripts ran.
func browse(t *testing.T, page []byte, width, height string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, page, 0o644); err != nil {
		t.Fatal(err)
	}
	return string(browsertest.Run(t, "--window-size="+width+","+height, "--virtual-time-budget=2000", "--dump-dom", "file://"+file))
}

func pageOf(t *testing.T, g *Graph) []byte {
	t.Helper()
	var page bytes.Buffer
	if err := g.HTML(&page, Picture{Title: "Acme Suite 4.3.0"}); err != nil {
		t.Fatal(err)
	}
	return page.Bytes()
}

var (
	viewBox = regexp.MustCompile(`id="picture"[^>]* viewBox="([^"]*)"`)
	policy  = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`)
)

// The page's own policy must let its own script run: the script changes the view.
func TestPageRunsUnderItsPolicy(t *testing.T) {
	page := pageOf(t, suite(t))
	before := viewBox.FindSubmatch(page)
	after := viewBox.FindStringSubmatch(browse(t, page, "1400", "900"))
	if before == nil || after == nil || string(before[1]) == after[1] {
		t.Errorf("the view stays at %q, want the script to fit it to the window", before[1])
	}
}

//go:embed testdata/page_driver.js
var driver string

// The driver does what a reader does, and writes down what it saw.
func TestPageAnswersItsReader(t *testing.T) {
	nodes, edges := layered(30)
	nodes[20].Mark = Conflict
	g, err := New(nodes, edges)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{"n12": true}
	for _, id := range append(g.Upstream(nodes[12].ID), g.Downstream(nodes[12].ID)...) {
		want[fmt.Sprintf("n%d", g.index[id])] = true
	}
	for _, window := range [][2]string{{"1400", "900"}, {"380", "740"}} {
		page := policy.ReplaceAll(pageOf(t, g), nil) // the driver is not in the policy
		page = bytes.Replace(page, []byte("</body>"), []byte("<script>"+driver+"</script></body>"), 1)
		dom := browse(t, page, window[0], window[1])
		_, text, ok := strings.Cut(dom, `<pre id="seen">`)
		text, _, _ = strings.Cut(text, "</pre>")
		var seen struct {
			Failed []string
			Chosen []string
		}
		if err := json.Unmarshal([]byte(strings.ReplaceAll(text, "&gt;", ">")), &seen); !ok || err != nil {
			t.Fatalf("%s × %s: the driver did not finish: %v\n%s", window[0], window[1], err, text)
		}
		for _, f := range seen.Failed {
			t.Errorf("%s × %s: %s", window[0], window[1], f)
		}
		if len(seen.Chosen) != len(want) {
			t.Errorf("%s × %s: choosing n12 shows %v, want %v", window[0], window[1], seen.Chosen, want)
		}
		for _, id := range seen.Chosen {
			if !want[id] {
				t.Errorf("%s × %s: choosing n12 shows %s, which is neither up- nor downstream", window[0], window[1], id)
			}
		}
	}
}
