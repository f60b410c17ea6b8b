package api

import "time"

// Product is a composition under versions of its own.
type Product struct {
	Name     string    `json:"name"`
	Edition  int64     `json:"edition" doc:"Raised by every change; the ETag. 0 where there are bundles, and no document."`
	Changed  time.Time `json:"changed,omitzero" doc:"Absent where there are bundles, and no document."`
	Document string    `json:"document,omitempty" doc:"The Product document, YAML; left out in lists."`
}

// Dependencies tells what a version requires, and what requires it.
type Dependencies struct {
	Kind       string        `json:"kind" enum:"Component,Product"`
	Name       string        `json:"name"`
	Version    string        `json:"version,omitempty" doc:"The highest production version that is published, unless another was asked for; absent for a product."`
	Requires   []Requirement `json:"requires" doc:"What it requires itself, sorted by name."`
	RequiredBy []Requirement `json:"requiredBy" doc:"What requires it, sorted by name."`
}

// Requirement is one end of a requirement: the other component or product.
type Requirement struct {
	Kind    string `json:"kind,omitempty" enum:"Component,Product" doc:"Absent when nothing of the name is published."`
	Name    string `json:"name"`
	Version string `json:"version,omitempty" doc:"Of what requires."`
	Wants   string `json:"wants" doc:"The versions that will do, as written."`
}

// Hit is something that a search found.
type Hit struct {
	Kind        string `json:"kind" enum:"Component,Product"`
	Name        string `json:"name"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
}
