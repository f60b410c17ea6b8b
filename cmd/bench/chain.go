package main

import (
	"bytes"
	"fmt"
	"testing/fstest"
)

// chain is a workspace in which every version has to be tried and none will do: each version of
// a component wants one version of the next, and each of the last wants one that does not exist.
type chain struct {
	depth, width int // components, versions of each
}

func (c chain) tree() fstest.MapFS {
	tree := fstest.MapFS{}
	add := func(file string, text []byte) { tree[file+"/joinery.yaml"] = &fstest.MapFile{Data: text} }
	add("product", product(layer{0, 1}))
	for n := range c.depth {
		var b bytes.Buffer
		fmt.Fprintf(&b, "apiVersion: joinery/v1\nkind: Component\nname: %s\nversions:\n", name(n))
		for v := range c.width {
			fmt.Fprintf(&b, "  - {version: 1.%d.0, dependencies: {%s: 1.%d.0}}\n", v, name(n+1), v)
		}
		add(name(n), b.Bytes())
	}
	add(name(c.depth), fmt.Appendf(nil, "apiVersion: joinery/v1\nkind: Component\nname: %s\nversions: [{version: 2.0.0}]\n", name(c.depth)))
	return tree
}
