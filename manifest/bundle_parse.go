package manifest

import (
	"fmt"
	"strings"

	"joinery/manifest/diag"
)

// ParseBundle reads a bundle that lies elsewhere: in a file that the workspace does not hold, or
// at a revision. Problems name it by file. The bundle is nil when nothing of it can be read, or
// when the text holds something else than one bundle.
func (w *Workspace) ParseBundle(file string, text []byte) (*Bundle, diag.List) {
	if len(text) > LargestFile {
		return nil, diag.List{fileProblem(file, fmt.Sprintf("the file has %d MiB, at most %d are read", len(text)>>20, LargestFile>>20), "a bundle of that size is a mistake")}
	}
	d := newDecoder()
	read := d.read(&source{name: file, text: trimMark(text)})
	if len(read.bundles) != 1 || len(read.components)+len(read.products) > 0 {
		if len(read.problems) == 0 {
			read.problems = diag.List{fileProblem(file, "found "+read.held()+", wanted one bundle",
				"bundles are what `joinery resolve` and `joinery release` write")}
		}
		return nil, read.problems.Sorted()
	}
	linkOverrides(w, read.bundles[0])
	return read.bundles[0], read.problems.Sorted()
}

// held counts what a file holds: "1 product and 2 bundles".
func (d *documents) held() string {
	var words []string
	for _, n := range []struct {
		count int
		noun  string
	}{{len(d.components), "component"}, {len(d.products), "product"}, {len(d.bundles), "bundle"}} {
		switch {
		case n.count == 1:
			words = append(words, "1 "+n.noun)
		case n.count > 1:
			words = append(words, fmt.Sprintf("%d %ss", n.count, n.noun))
		}
	}
	if len(words) == 0 {
		return "no document"
	}
	return strings.Join(words, " and ")
}
