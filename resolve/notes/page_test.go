package notes

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// chromium runs a headless Chromium; the test is skipped where there is none.
func chromium(t *testing.T, args ...string) []byte {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a browser")
	}
	var browser string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			browser = found
			break
		}
	}
	if browser == "" {
		t.Skip("needs chromium on the PATH to look at the page in a browser")
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, browser, append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--user-data-dir=" + t.TempDir(),
	}, args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("chromium does not run here: %v\n%s", err, stderr.String())
	}
	return out
}

// crowded is a page with what is hard to fit: long words, wide tables, code, many parts.
func crowded(t *testing.T) []byte {
	t.Helper()
	n := sample()
	n.Audience = Engineering
	long := strings.Repeat("bookworm-v1.0.0-", 12)
	n.Sections[0].Items = append(n.Sections[0].Items, Item{
		Type: "feature", Summary: "`" + long + "` and a link", ID: long, Links: []string{"https://tracker.example/" + long},
		Details: "https://tracker.example/" + long + "\n\n```\n" + strings.Repeat("x", 400) + "\n```\n\n|" + strings.Repeat(" wide cell |", 9) + "\n|" + strings.Repeat("---|", 9) + "\n|" + strings.Repeat(" "+long[:30]+" |", 9),
		Of:      []Part{{Named{long, long}, long, long}},
	})
	n.Moved = append(n.Moved, Move{Named: Named{long, long}, Change: "raised", Level: "major", From: long, To: long})
	n.Unchanged = append(n.Unchanged, Move{Named: Named{long, long}, To: long})
	n.Picture = chain(t, 4)
	n.To.Digest = "sha256:" + strings.Repeat("0123456789abcdef", 4)
	var b bytes.Buffer
	if err := n.HTML(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPageFits holds that nothing on the page is wider than a phone, a tablet or a desk.
func TestPageFits(t *testing.T) {
	const measure = `<script>
onload = () => {
  const seen = [];
  for (const frame of document.querySelectorAll('iframe')) {
    const page = frame.contentDocument, wide = [];
    for (const e of page.body.querySelectorAll('*')) {
      if (e.getBoundingClientRect().right > frame.clientWidth + 1 || e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display === 'block' && e.clientWidth > 1) wide.push(e.tagName + '.' + e.className);
    }
    seen.push(frame.clientWidth + ': ' + page.documentElement.scrollWidth + ' ' + wide.join(' '));
  }
  document.body.dataset.seen = seen.join('; ');
};
</script>`
	var b strings.Builder
	b.WriteString("<!doctype html><body>" + measure)
	widths := []int{380, 800, 1400}
	want := make([]string, len(widths))
	for i, w := range widths {
		fmt.Fprintf(&b, `<iframe style="border:0;width:%dpx;height:900px" srcdoc="%s"></iframe>`, w, html.EscapeString(string(crowded(t))))
		want[i] = fmt.Sprintf("%d: %d ", w, w)
	}
	file := filepath.Join(t.TempDir(), "frames.html")
	if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	dom := chromium(t, "--window-size=1600,1000", "--virtual-time-budget=3000", "--hide-scrollbars", "--dump-dom", "file://"+file)
	seen := regexp.MustCompile(`data-seen="([^"]*)"`).FindSubmatch(dom)
	if seen == nil {
		t.Fatalf("the frames were not measured: %.300s", dom)
	}
	if got, want := string(seen[1]), strings.Join(want, "; "); got != want {
		t.Errorf("got the widths and what is too wide %q, want %q", got, want)
	}
}

// TestPagePrints holds that the page prints on A4.
func TestPagePrints(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "page.html")
	if err := os.WriteFile(file, crowded(t), 0o644); err != nil {
		t.Fatal(err)
	}
	pdf := filepath.Join(dir, "page.pdf")
	chromium(t, "--no-pdf-header-footer", "--print-to-pdf="+pdf, "file://"+file)
	data, err := os.ReadFile(pdf)
	if err != nil {
		t.Fatal(err)
	}
	boxes := regexp.MustCompile(`/MediaBox\s*\[0 0 (59[45])[.0-9]* (84[12])[.0-9]*\]`).FindAll(data, -1)
	if all := bytes.Count(data, []byte("/MediaBox")); len(boxes) == 0 || len(boxes) != all {
		t.Errorf("got %d pages of A4 out of %d, want all", len(boxes), all)
	}
}
