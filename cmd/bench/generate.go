package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// shape says what a generated workspace looks like.
type shape struct {
	components int
	seed       uint64
	conflict   bool // two components of the last layer but one pin different versions of one component; from 60 components on
}

const (
	productName  = "acme-suite"
	versions     = 3
	dependencies = 5
	firstLayer   = 20 // components that the product names itself
	layers       = 20 // about so many, the first ones narrower
)

// write makes the workspace under dir: the product in joinery.yaml, and each component in a
// folder of its own. The same shape gives the same bytes.
func (s shape) write(dir string) error {
	random := rand.New(rand.NewPCG(s.seed, 0))
	all := s.layers()
	if err := os.WriteFile(filepath.Join(dir, "joinery.yaml"), product(all[0]), 0o644); err != nil {
		return err
	}
	for at := range all {
		for i := range all[at].size {
			var text []byte
			needs := s.needs(random, all, at, i)
			if at == len(all)-2 && s.conflict && i < 2 {
				text = component(random, all[at].first+i, needs, i)
			} else {
				text = component(random, all[at].first+i, needs, noPin)
			}
			n := all[at].first + i
			folder := filepath.Join(dir, s.folder(n))
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(folder, "joinery.yaml"), text, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// layer is a row of components that need only components of later rows.
type layer struct{ first, size int }

// layers cuts the components into rows, each at most as many times wider as a component has
// dependencies, so that every component can be reached.
func (s shape) layers() []layer {
	widest := max(s.components/layers, 1)
	var all []layer
	for first, size := 0, min(firstLayer, widest); first < s.components; size = min(size*dependencies, widest) {
		l := layer{first, min(size, s.components-first)}
		all = append(all, l)
		first += l.size
	}
	return all
}

// needs returns what component i of a layer depends on: first its share of the next layer, then
// any of the layers below.
func (s shape) needs(random *rand.Rand, all []layer, at, i int) []int {
	if at == len(all)-1 {
		return nil
	}
	here, next := all[at], all[at+1]
	below := s.components - next.first
	var needs []int
	known := map[int]bool{}
	add := func(n int) {
		if !known[n] {
			known[n] = true
			needs = append(needs, n)
		}
	}
	if s.conflict && at == len(all)-2 && i < 2 {
		add(next.first)
	}
	for n := i; n < next.size; n += here.size {
		add(next.first + n)
	}
	for len(needs) < min(dependencies, below) {
		add(next.first + random.IntN(below))
	}
	return needs
}

// folder returns the folder of component n.
func (s shape) folder(n int) string { return filepath.Join(fmt.Sprintf("group-%03d", n%200), name(n)) }

func name(n int) string { return fmt.Sprintf("component-%05d", n) }

func product(top layer) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "apiVersion: joinery/v1\nkind: Product\nname: %s\ntitle: Acme Suite\ncomponents:\n", productName)
	for i := range top.size {
		fmt.Fprintf(&b, "  %s: ^1.0\n", name(top.first+i))
	}
	return b.Bytes()
}

// noPin leaves all requirements of a component open enough to be met together.
const noPin = -1

// component writes component n with its versions 1.2.0, 1.1.0 and 1.0.0, each grown out of the
// next. With a pin, all of them want the first dependency at exactly 1.PIN.0.
func component(random *rand.Rand, n int, needs []int, pin int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "apiVersion: joinery/v1\nkind: Component\nname: %s\ntitle: Component %d\ntype: service\nversions:\n", name(n), n)
	for minor := versions - 1; minor >= 0; minor-- {
		fmt.Fprintf(&b, "  - version: 1.%d.0\n", minor)
		if minor > 0 {
			fmt.Fprintf(&b, "    extends: [1.%d.0]\n", minor-1)
		}
		fmt.Fprintf(&b, "    released: 2026-0%d-15\n", minor+1)
		if len(needs) > 0 {
			b.WriteString("    dependencies:\n")
		}
		for i, need := range needs {
			want := fmt.Sprintf(`"^1.%d"`, random.IntN(versions))
			switch {
			case pin != noPin && i == 0:
				want = fmt.Sprintf("1.%d.0", pin)
			case random.IntN(dependencies) == 0:
				want = fmt.Sprintf("1.%d.0", versions-1)
			}
			fmt.Fprintf(&b, "      %s: %s\n", name(need), want)
		}
	}
	return b.Bytes()
}
