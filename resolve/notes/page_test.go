package notes

import (
	"fmt"
	"html"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// measure looks at the pages in frames: at what is wider than its place, and at text that stands
// out against its paper by less than 4.5 to 1.
const measure = `<script>
const channels = c => c.match(/[0-9.]+/g).map(Number);
const luminance = c => channels(c).slice(0, 3).map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const paper = e => {
  for (; e; e = e.parentElement) {
    const c = getComputedStyle(e).backgroundColor;
    if ((channels(c)[3] ?? 1) === 1) return c;
  }
  return 'rgb(255, 255, 255)';
};
const contrast = e => {
  const [a, b] = [luminance(getComputedStyle(e).color), luminance(paper(e))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};
const says = e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
// Two frames later each page knows how wide its screen is: a busy browser tells it late.
onload = () => requestAnimationFrame(() => requestAnimationFrame(() => {
  const seen = [];
  for (const frame of document.querySelectorAll('iframe')) {
    const page = frame.contentDocument, found = [];
    if (page.documentElement.scrollWidth !== frame.clientWidth) found.push('scrolls to ' + page.documentElement.scrollWidth);
    for (const e of page.body.querySelectorAll('*')) {
      const boxed = e.clientWidth > 1 && getComputedStyle(e).display !== 'inline';
      if (e.getBoundingClientRect().right > frame.clientWidth + 1 || boxed && e.scrollWidth > e.clientWidth + 1) found.push('wide ' + e.tagName + '.' + e.className);
      if (!e.closest('svg') && says(e) && contrast(e) < 4.5) found.push('pale ' + e.tagName + '.' + e.className + ' ' + contrast(e).toFixed(2));
    }
    if (found.length) seen.push(frame.title + ' at ' + frame.clientWidth + ': ' + found.join(', '));
  }
  document.body.dataset.seen = seen.join('; ');
}));
</script>`

// TestPageFits holds that on a phone, a tablet and a desk, in light and in dark, nothing on a
// page is wider than the screen, no text is cut, and all of it can be read.
func TestPageFits(t *testing.T) {
	all := pages(t)
	var b strings.Builder
	b.WriteString("<!doctype html><body>" + measure)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		for _, width := range []int{380, 800, 1400} {
			fmt.Fprintf(&b, `<iframe title="%s" style="border:0;width:%dpx;height:900px" srcdoc="%s"></iframe>`, html.EscapeString(name), width, html.EscapeString(string(all[name])))
		}
	}
	file := filepath.Join(t.TempDir(), "frames.html")
	if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, scheme := range map[string]string{"dark": "0", "light": "1"} {
		dom := chromium(t, "--blink-settings=preferredColorScheme="+scheme, "--window-size=1600,1000", "--virtual-time-budget=3000", "--hide-scrollbars", "--dump-dom", "file://"+file)
		seen := regexp.MustCompile(`data-seen="([^"]*)"`).FindSubmatch(dom)
		if seen == nil {
			t.Fatalf("%s: the frames were not measured: %.300s", name, dom)
		}
		if got := string(seen[1]); got != "" {
			t.Errorf("%s: got %q, want nothing wide and nothing pale", name, got)
		}
	}
}

// TestPageSeparators holds that no sign stands between two things on a page: where a line ends
// there, it would stand alone at its end or at the start of the next one.
func TestPageSeparators(t *testing.T) {
	for name, page := range pages(t) {
		_, body, _ := strings.Cut(string(page), "<body>")
		if _, found, ok := strings.Cut(body, "·"); ok {
			t.Errorf("%s: got a separator before %.40q, want none", name, found)
		}
	}
}
