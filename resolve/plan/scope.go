package plan

import (
	"errors"
	"maps"

	"joinery/manifest"
	"joinery/resolve"
)

// scope is what a plan is about: everything, or a product, what its selection holds, and what the
// versions under way need besides.
type scope struct {
	names map[string]bool // nil: everything
	fixed map[string]bool // those that are in it whatever moves
}

func (s *scope) has(name string) bool { return s.names == nil || s.names[name] }

// settle notes that what joins from now on joins for the sake of what moves.
func (s *scope) settle() { s.fixed = maps.Clone(s.names) }

// back takes out what has joined since.
func (s *scope) back() { s.names = maps.Clone(s.fixed) }

// limit finds the scope.
func (w *planner) limit() error {
	w.scope = &scope{}
	name := w.options.Product
	if name == "" {
		return nil
	}
	product := w.source.Product(name)
	if product == nil {
		var known []string
		for _, p := range w.products {
			known = append(known, p.Name.Value)
		}
		return &UnknownError{Kind: "product", Name: name, Near: manifest.Nearest(name, known)}
	}
	w.scope.names = map[string]bool{}
	return w.include(product)
}

// include takes a product into the scope, with those inside it.
func (w *planner) include(product *manifest.Product) error {
	name := product.Name.Value
	if w.scope.names[name] {
		return nil
	}
	w.scope.names[name] = true
	held, err := w.holds(product)
	if err != nil {
		return err
	}
	for name := range held {
		if inner := w.source.Product(name); inner != nil {
			if err := w.include(inner); err != nil {
				return err
			}
		}
		w.scope.names[name] = true
	}
	return nil
}

// outside tells of a name that somebody gave which is not in the scope.
func (w *planner) outside() error {
	var problems problems
	for _, name := range w.options.Only {
		if w.source.Product(name) == nil {
			p, err := w.part(name)
			if err != nil {
				problems.add(&UnknownError{Kind: "component or product", Name: name, Near: manifest.Nearest(name, w.source.Names())})
				continue
			}
			name = p.name()
		}
		if !w.scope.has(name) {
			problems.add(&ScopeError{Name: name, Product: w.options.Product})
		}
	}
	for _, name := range w.options.Cut {
		if p, err := w.part(name); err == nil && !w.scope.has(p.name()) {
			problems.add(&ScopeError{Name: p.name(), Product: w.options.Product})
		}
	}
	return problems.err()
}

// holds returns the components and products that a product's selection holds; what it can reach
// when it has none.
func (w *planner) holds(product *manifest.Product) (map[string]bool, error) {
	name := product.Name.Value
	if held, ok := w.held[name]; ok {
		return held, nil
	}
	held := map[string]bool{}
	w.held[name] = held
	selection, err := resolve.Resolve(w.ctx, w.source, product, resolve.Options{Date: w.options.Date})
	switch {
	case err == nil:
		for _, pick := range selection.Picks {
			held[pick.Name] = true
		}
	case errors.As(err, new(*resolve.Failure)):
		w.unsolved[name] = true
		w.reach(product, held)
	default:
		return nil, err
	}
	return held, nil
}

// reach notes all that a product can reach through any version.
func (w *planner) reach(product *manifest.Product, held map[string]bool) {
	var queue []string
	add := func(list []manifest.Dependency) {
		for i := range list {
			if name := list[i].Name.Value; !held[name] {
				held[name] = true
				queue = append(queue, name)
			}
		}
	}
	add(product.Components)
	for len(queue) > 0 {
		name := queue[0]
		queue = queue[1:]
		if inner := w.source.Product(name); inner != nil {
			add(inner.Components)
		}
		if p := w.parts[name]; p != nil {
			for _, e := range p.Versions {
				add(e.Dependencies)
			}
		}
	}
}

// Whether dependents follow.
const (
	outOfRange = "out-of-range"
	always     = "always"
	never      = "never"
)

// propagate returns when a part follows what it requires: what the options say, else the product
// that holds it, of several the one that says most.
func (w *planner) propagate(p *part) (string, error) {
	if w.options.Propagate != "" {
		return w.options.Propagate, nil
	}
	if w.policies == nil {
		if err := w.readPolicies(); err != nil {
			return "", err
		}
	}
	if policy := w.policies[p.name()]; policy != "" {
		return policy, nil
	}
	return outOfRange, nil
}

// readPolicies finds the policy of every component that a product holds. It looks into products
// only where some of them differs from what holds anyway.
func (w *planner) readPolicies() error {
	w.policies = map[string]string{}
	common := true
	for _, product := range w.products {
		common = common && strength(product.Policy.Propagate) == strength(outOfRange)
	}
	if common {
		return nil
	}
	for _, product := range w.products {
		policy := product.Policy.Propagate
		held, err := w.holds(product)
		if err != nil {
			return err
		}
		for name := range held {
			if known := w.policies[name]; known == "" || strength(policy) > strength(known) {
				w.policies[name] = policy
			}
		}
	}
	return nil
}

func strength(policy string) int {
	switch policy {
	case never:
		return 0
	case always:
		return 2
	}
	return 1
}
