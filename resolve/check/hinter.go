package check

import (
	"fmt"

	"joinery/manifest"
)

// hinter says what was probably meant by names that nobody declares. Each look costs as much as
// there are names, so that it gives up after the first few dozen.
type hinter struct {
	workspace  *manifest.Workspace
	components []string
	names      []string          // products among them
	former     map[string]string // an earlier name to the present one
	hints      map[string]string
}

const mostHints = 50

// hint returns what to write in place of a name, "" when nothing is near. Products are meant
// only where they may stand.
func (h *hinter) hint(name string, products bool) string {
	key := fmt.Sprint(products, " ", name)
	if known, ok := h.hints[key]; ok {
		return known
	}
	if len(h.hints) == mostHints {
		return ""
	}
	if h.hints == nil {
		h.prepare()
	}
	among := h.components
	if products {
		among = h.names
	}
	hint := ""
	if now := h.former[name]; now != "" {
		hint = name + " is called " + now + " now"
	} else if near := manifest.Nearest(name, among); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	h.hints[key] = hint
	return hint
}

func (h *hinter) prepare() {
	h.hints, h.former, h.names = map[string]string{}, map[string]string{}, h.workspace.Names()
	for _, c := range h.workspace.Components {
		h.components = append(h.components, c.Name.Value)
		for _, earlier := range c.Formerly {
			h.former[earlier.Value] = c.Name.Value
		}
	}
}
