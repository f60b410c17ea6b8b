package history

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

const header = "apiVersion: joinery/v1\n"

// component returns the manifest of a component.
func (t *Telling) component(h *History, name string) ([]byte, error) {
	scheme, err := t.scheme(name)
	if err != nil {
		return nil, err
	}
	versions, err := h.origins(name, scheme)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, header+"kind: Component\nname: %s\n", name)
	if t.Type != "" {
		fmt.Fprintf(&b, "type: %s\n", t.Type)
	}
	if t.Schemes[name] != "" {
		fmt.Fprintf(&b, "versioning: %s\n", t.Schemes[name])
	}
	b.WriteString("versions:\n")
	for _, v := range versions {
		extends := ""
		if !v.extends.IsZero() {
			extends = fmt.Sprintf("extends: [%s], ", v.extends)
		}
		fmt.Fprintf(&b, "  - {version: %s, %sreleased: %s}\n", v.version, extends, v.date)
	}
	return b.Bytes(), nil
}

// product returns the product's manifest as it was for a release.
func (t *Telling) product(h *History, r Release) []byte {
	var b bytes.Buffer
	b.WriteString(comment(t.Comment))
	fmt.Fprintf(&b, header+"kind: Product\nname: %s\ntitle: %s\n", h.Product, t.Title)
	fmt.Fprintf(&b, "versioning: {scheme: semver, initial: %s}\ncomponents:\n", h.Releases[0].Version)
	for _, name := range names(r) {
		fmt.Fprintf(&b, "  %s: %s\n", name, r.Components[name])
	}
	if t.Policy != "" {
		fmt.Fprintf(&b, "policy: %s\n", t.Policy)
	}
	if len(t.Exceptions) > 0 {
		b.WriteString("exceptions:\n")
	}
	for _, e := range t.Exceptions {
		fmt.Fprintf(&b, "  - rule: %s\n    component: %s\n    versions: [%s]\n    until: %s\n    owner: %s\n    reason: %s\n",
			e.Rule, e.Component, e.Version, e.Until, e.Owner, e.Reason)
	}
	return b.Bytes()
}

// names returns the names of a release's components, sorted.
func names(r Release) []string {
	var all []string
	for name := range r.Components {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// comment returns text as comment lines.
func comment(text string) string {
	if text == "" {
		return ""
	}
	return "# " + strings.ReplaceAll(text, "\n", "\n# ") + "\n"
}
