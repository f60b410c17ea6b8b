package notes

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"

	"joinery/graph/browsertest"
)

//go:embed testdata/page_measure.js
var measure string

// measured returns what is wrong with pages on screens of some widths, by "NAME at WIDTH".
func measured(t *testing.T, pages map[string][]byte, dark bool) map[string][]string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "<!doctype html><body data-dark=%t><img src=held>", dark)
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		for _, width := range []int{380, 800, 1400} {
			fmt.Fprintf(&b, `<iframe title="%s" style="border:0;width:%dpx;height:900px" srcdoc="%s"></iframe>`, html.EscapeString(name), width, html.EscapeString(string(pages[name])))
		}
	}
	b.WriteString("<script>" + measure + "</script>")

	var seen map[string][]string
	told := make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(b.String()))
	})
	// The browser ends when all is loaded: what is held back gives it the time to measure.
	mux.HandleFunc("GET /held", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-told:
		case <-r.Context().Done():
		}
	})
	mux.HandleFunc("POST /seen", func(w http.ResponseWriter, r *http.Request) {
		if err := json.NewDecoder(r.Body).Decode(&seen); err != nil {
			t.Errorf("what was seen: %v", err)
		}
		close(told)
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	scheme := map[bool]string{true: "0", false: "1"}[dark]
	browsertest.Run(t, "--blink-settings=preferredColorScheme="+scheme, "--window-size=1600,1000", "--hide-scrollbars", "--dump-dom", server.URL)
	select {
	case <-told:
	default:
		t.Fatal("got no word from the browser, want what it measured")
	}
	return seen
}

// TestPageFits holds that on a phone, a tablet and a desk, in light and in dark, nothing on a
// page is wider than the screen, no text is cut, and all of it can be read. A page where all of that
// is wrong is among them, so that what looks at them is known to see.
func TestPageFits(t *testing.T) {
	all := pages(t)
	all["wrong"] = []byte(`<!doctype html><style>:root{color-scheme:light dark}body{margin:0;background:canvas}</style>` +
		`<div style="width:1500px;height:9px"></div><p style="width:40px;overflow:hidden">unbreakable<p style="color:#888;background:#777">pale`)
	wrong := []string{"scrolls to 1500", "wide DIV", "wide P", "pale P 1.26"}
	want := map[string][]string{"wrong at 380": wrong, "wrong at 800": wrong, "wrong at 1400": wrong}
	for _, dark := range []bool{true, false} {
		got := measured(t, all, dark)
		for frame := range maps.Keys(got) {
			if !reflect.DeepEqual(got[frame], want[frame]) {
				t.Errorf("dark %t, %s: got %q, want %q", dark, frame, got[frame], want[frame])
			}
		}
		if len(got) < len(want) {
			t.Errorf("dark %t: got %q of a page where all is wrong, want %q", dark, got, want)
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
