package main

import (
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// guideAddress is where guides let joinery serve listen. What really runs listens elsewhere, since
// that place may be taken.
const guideAddress = "127.0.0.1:4747"

// terminal is where a guide's commands run: what they export stays, and joinery serve goes on in
// another window until the guide ends.
type terminal struct {
	exported map[string]string
	server   *served
}

// newTerminal opens one for a page. A page that asks for curl where there is none is not followed.
func newTerminal(t *testing.T, guide string) *terminal {
	t.Helper()
	if strings.Contains(guide, "\n$ curl ") {
		if _, err := exec.LookPath("curl"); err != nil {
			t.Skip("there is no curl; apt-get install -y curl")
		}
	}
	return &terminal{exported: map[string]string{}}
}

// special does what is done in no process that ends: joinery serve, export.
func (w *terminal) special(t *testing.T, dir, command string) (shown string, done bool) {
	t.Helper()
	if variable, ok := strings.CutPrefix(command, "export "); ok {
		name, value, _ := strings.Cut(variable, "=")
		w.exported[name] = strings.Trim(value, `"'`)
		return "", true
	}
	options, ok := strings.CutPrefix(command, "joinery serve")
	if !ok || strings.Contains(options, "-help") {
		return "", false
	}
	if w.server != nil {
		_ = w.server.stop()
	}
	server, err := serveProcess(dir, serveEnvironment(t.TempDir()), strings.Fields(options)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.stop() })
	w.server = server
	return "listening on http://" + guideAddress + "\n", true
}

// here puts the address of the server that runs in place of the one in the guide.
func (w *terminal) here(text string) string {
	if w.server == nil {
		return text
	}
	return strings.ReplaceAll(text, guideAddress, strings.TrimPrefix(w.server.address, "http://"))
}

// there does it the other way round.
func (w *terminal) there(text string) string {
	if w.server == nil {
		return text
	}
	return strings.ReplaceAll(text, strings.TrimPrefix(w.server.address, "http://"), guideAddress)
}

// environment is what was exported.
func (w *terminal) environment() []string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(w.exported)) {
		all = append(all, name+"="+w.here(w.exported[name]))
	}
	return all
}
