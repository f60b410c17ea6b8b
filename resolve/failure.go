package resolve

import (
	"fmt"

	"joinery/graph"
	"joinery/manifest/diag"
)

// Failure is the error of a product that cannot be composed. Its findings say why, with every
// path and place: one-version, no-solution, usable-version, known-component, known-version, and
// acyclic for a product that contains itself.
type Failure struct {
	Product  string
	Findings diag.List // sorted, at least one

	graph func() (*graph.Graph, error)
}

// Error returns the first finding and how many more there are.
func (f *Failure) Error() string {
	first := f.Findings[0].Message
	if more := len(f.Findings) - 1; more > 0 {
		return fmt.Sprintf("%s cannot be composed: %s (and %d more)", f.Product, first, more)
	}
	return fmt.Sprintf("%s cannot be composed: %s", f.Product, first)
}

// Graph returns what the product would consist of if every requirement took the best version
// that it alone admits, the product first. What clashes is marked as a conflict.
func (f *Failure) Graph() (*graph.Graph, error) { return f.graph() }

// finding starts a finding about a component of the product.
func (u *universe) finding(rule, component string) diag.Diagnostic {
	return diag.Diagnostic{Rule: rule, Severity: diag.Error, Product: u.product.Name.Value, Component: component}
}
