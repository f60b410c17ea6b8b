package manifest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"joinery/manifest/diag"
)

// declare adds what was read to the workspace. Of a name that is claimed twice the first by
// file and line stays; the others are problems.
func (w *Workspace) declare(read *reading) {
	if w.components == nil {
		w.components, w.products = map[string]*Component{}, map[string]*Product{}
	}
	claims := make([]claim, 0, len(read.components)+len(read.products))
	for _, c := range read.components {
		claims = append(claims, claim{place: c.Name.In(c.File), component: c, name: c.Name.Value})
	}
	for _, p := range read.products {
		claims = append(claims, claim{place: p.Name.In(p.File), product: p, name: p.Name.Value})
	}
	slices.SortStableFunc(claims, func(a, b claim) int { return a.place.Compare(b.place) })
	for _, c := range claims {
		w.claim(c)
	}
	slices.SortFunc(w.Components, func(a, b *Component) int { return strings.Compare(a.Name.Value, b.Name.Value) })
	slices.SortFunc(w.Products, func(a, b *Product) int { return strings.Compare(a.Name.Value, b.Name.Value) })
	w.Changes = append(w.Changes, read.changes...)
	slices.SortFunc(w.Changes, func(a, b *Change) int { return cmp.Compare(a.File, b.File) })
}

// DeclaredTwice finds the components and products whose name another of the documents declares, as a workspace of
// them would: all but the first by file and line.
func DeclaredTwice(all []Parts) diag.List {
	var read reading
	for _, p := range all {
		switch {
		case p.Component != nil:
			read.components = append(read.components, p.Component)
		case p.Product != nil:
			read.products = append(read.products, p.Product)
		}
	}
	w := new(Workspace)
	w.declare(&read)
	return w.Problems
}

// claim is a document that declares a name.
type claim struct {
	place     diag.Place
	name      string
	component *Component
	product   *Product
}

func (w *Workspace) claim(c claim) {
	if c.name == "" {
		return // a problem says so
	}
	if first, taken := w.declaration(c.name); taken {
		problem := diag.Diagnostic{
			Rule: "unique-name", Severity: diag.Error, At: c.place, Subject: "name",
			Message: fmt.Sprintf("the name %s is declared twice", c.name),
			Related: []diag.Related{related(first, "it is declared here first")},
			Hints:   []string{"give one of the two another name, or join the documents"},
		}
		if c.component != nil {
			problem.Component = c.name
		} else {
			problem.Product = c.name
		}
		w.Problems = append(w.Problems, problem)
		return
	}
	if c.component != nil {
		w.components[c.name] = c.component
		w.Components = append(w.Components, c.component)
	} else {
		w.products[c.name] = c.product
		w.Products = append(w.Products, c.product)
	}
}

// declaration returns where a name is declared.
func (w *Workspace) declaration(name string) (diag.Place, bool) {
	if c := w.components[name]; c != nil {
		return c.Name.In(c.File), true
	}
	if p := w.products[name]; p != nil {
		return p.Name.In(p.File), true
	}
	return diag.Place{}, false
}
