package manifest

import "reflect"

// Says reports whether a file with that text still says, at the same places, what the components and
// products say that were read from it: who edits at those places edits what was read.
func (w *Workspace) Says(file string, text []byte) bool {
	now := newDecoder().read(&source{name: file, text: trimMark(text)})
	components, products := map[string]*Component{}, map[string]*Product{}
	for _, c := range now.components {
		components[c.Name.Value] = c
	}
	for _, p := range now.products {
		products[p.Name.Value] = p
	}
	for _, c := range w.Components {
		if c.File == file && !reflect.DeepEqual(c.unlinked(), components[c.Name.Value]) {
			return false
		}
	}
	for _, p := range w.Products {
		if p.File == file && !reflect.DeepEqual(p.unlinked(), products[p.Name.Value]) {
			return false
		}
	}
	return true
}
