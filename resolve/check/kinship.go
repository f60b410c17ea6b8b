package check

import "joinery/manifest"

// kinship tells which component of a workspace was which one of its base. Each has at most one
// that it was, and one that it is.
type kinship struct {
	then map[*manifest.Component]*manifest.Component // of one now
	now  map[*manifest.Component]*manifest.Component // of one of the base
}

// newKinship matches by name, and a component of a new name with the first of its former names
// that nothing has any more. Who takes in a second one is not that one: it had other versions.
func newKinship(w, base *manifest.Workspace) *kinship {
	k := &kinship{
		then: make(map[*manifest.Component]*manifest.Component, len(w.Components)),
		now:  make(map[*manifest.Component]*manifest.Component, len(w.Components)),
	}
	heirs := renamed(w)
	for _, now := range w.Components {
		then := base.Component(now.Name.Value)
		for _, earlier := range now.Formerly {
			if then == nil && heirs[earlier.Value] == now && w.Component(earlier.Value) == nil {
				then = base.Component(earlier.Value)
			}
		}
		if then != nil {
			k.then[now], k.now[then] = then, now
		}
	}
	return k
}

// renamed returns which component has which former name; of several that claim it the first.
func renamed(w *manifest.Workspace) map[string]*manifest.Component {
	all := map[string]*manifest.Component{}
	for _, c := range w.Components {
		for _, earlier := range c.Formerly {
			if all[earlier.Value] == nil {
				all[earlier.Value] = c
			}
		}
	}
	return all
}
