package manifest

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// BundleRef is a bundle that the workspace holds, known by its file's name and read when asked.
type BundleRef struct {
	File    string
	Version version.Version
}

// shelf holds a product's bundles.
type shelf struct {
	refs  []BundleRef // ascending
	slots map[slotKey]*slot
}

type slotKey struct{ file, version string }

// slot is a bundle's place on a shelf.
type slot struct {
	once     sync.Once
	bundle   *Bundle
	problems diag.List
}

// Bundles returns the product's bundles, lowest version first. Bundles in another scheme than
// the product has now stand before the others. The slice is the caller's.
func (w *Workspace) Bundles(product string) []BundleRef {
	if s := w.shelves[product]; s != nil {
		return slices.Clone(s.refs)
	}
	return nil
}

// Shelves returns the names of all products that have a bundle, declared or not, sorted.
func (w *Workspace) Shelves() []string {
	names := make([]string, 0, len(w.shelves))
	for name := range w.shelves {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Bundle returns a bundle that [Workspace.Bundles] named, and what is wrong with it; the bundle
// is nil when nothing of it can be read. A file is read once, however often and from however
// many goroutines it is asked for. Who asks must not change the bundle.
func (w *Workspace) Bundle(ref BundleRef) (*Bundle, diag.List) {
	key := slotKey{ref.File, ref.Version.String()}
	for _, s := range w.shelves {
		if held := s.slots[key]; held != nil {
			held.once.Do(func() { held.bundle, held.problems = w.readBundle(ref) })
			return held.bundle, held.problems
		}
	}
	return nil, diag.List{fileProblem(ref.File, "no bundle of this workspace", "ask for one that the workspace names")}
}

// isReleaseFile reports whether a file may be known by its name alone.
func isReleaseFile(file string) bool {
	dir, name := path.Split(file)
	return path.Base(dir) == releasesDir && strings.HasSuffix(name, manifestEnd)
}

// index puts files on shelves by their names alone and returns those that have to be read.
func (w *Workspace) index(files []string) (rest []string) {
	stems := make(map[string]*Product, len(w.Products))
	for _, p := range w.Products {
		if p.Versioning.unclear {
			continue
		}
		stems[fileStem(p.Name.Value)] = p
	}
	for _, file := range files {
		if p, v := productOf(stems, strings.TrimSuffix(path.Base(file), manifestEnd)); p != nil {
			w.put(p.Name.Value, BundleRef{file, v}, &slot{})
		} else {
			rest = append(rest, file)
		}
	}
	return rest
}

// productOf splits PRODUCT-VERSION at the longest product that there is. It returns nil when
// there is none, or the rest is no version of it.
func productOf(stems map[string]*Product, name string) (*Product, version.Version) {
	for end := len(name) - 1; end > 0; end-- {
		if p := stems[name[:end]]; p != nil && name[end] == '-' {
			v, err := p.Versioning.Scheme.Parse(name[end+1:])
			if err != nil {
				return nil, version.Version{}
			}
			return p, v
		}
	}
	return nil, version.Version{}
}

func (w *Workspace) put(product string, ref BundleRef, held *slot) {
	s := w.shelves[product]
	if s == nil {
		s = &shelf{slots: map[slotKey]*slot{}}
		if w.shelves == nil {
			w.shelves = map[string]*shelf{}
		}
		w.shelves[product] = s
	}
	key := slotKey{ref.File, ref.Version.String()}
	if s.slots[key] == nil {
		s.slots[key] = held
	}
	s.refs = append(s.refs, ref)
}

// shelve adds the bundles that were read.
func (w *Workspace) shelve(read []*Bundle) {
	for _, b := range read {
		if b.Name.Value == "" || b.Parsed.IsZero() {
			continue // a problem says so
		}
		held := &slot{}
		held.once.Do(func() { held.bundle = b })
		w.put(b.Name.Value, BundleRef{b.File, b.Parsed}, held)
	}
}

// arrange sorts the shelves and reports a version that stands on one twice. A copy, as an unpacked
// release has one, does not count.
func (w *Workspace) arrange() {
	for _, product := range w.Shelves() {
		s := w.shelves[product]
		present := ""
		if p := w.products[product]; p != nil {
			present = p.Versioning.Scheme.String()
		}
		slices.SortStableFunc(s.refs, func(a, b BundleRef) int { return compareRefs(a, b, present) })
		for i := 1; i < len(s.refs); i++ {
			a, b := s.refs[i-1], s.refs[i]
			if a.Version.Scheme() == b.Version.Scheme() && a.Version.Compare(b.Version) == 0 {
				if kept, copied := w.original(a, b); copied {
					s.refs[i-1] = kept
					s.refs = slices.Delete(s.refs, i, i+1)
					i--
					continue
				}
				w.Problems = append(w.Problems, diag.Diagnostic{
					Rule: "unique-version", Severity: diag.Error, Product: product, Subject: b.Version.String(),
					Message: fmt.Sprintf("%s %s has two bundles", product, b.Version),
					At:      diag.Place{File: b.File},
					Related: []diag.Related{related(diag.Place{File: a.File}, "the other one is here")},
					Hints:   []string{"keep the one that customers have"},
				})
			}
		}
	}
}

// original returns which of two bundles counts when one is a copy of the other, byte for byte: the
// one in the folder for releases, else the first.
func (w *Workspace) original(a, b BundleRef) (kept BundleRef, copied bool) {
	one, wrong := w.source(a.File)
	two, alsoWrong := w.source(b.File)
	if wrong != nil || alsoWrong != nil || a.File == b.File || !bytes.Equal(one.text, two.text) {
		return a, false
	}
	if !isReleaseFile(a.File) && isReleaseFile(b.File) {
		return b, true
	}
	return a, true
}

func compareRefs(a, b BundleRef, present string) int {
	if sa, sb := a.Version.Scheme(), b.Version.Scheme(); sa != sb {
		return cmp.Or(cmp.Compare(rank(sa, present), rank(sb, present)), strings.Compare(sa.String(), sb.String()))
	}
	return cmp.Or(a.Version.Compare(b.Version), strings.Compare(a.File, b.File), strings.Compare(a.Version.String(), b.Version.String()))
}

// rank is 1 for a product's present scheme, 0 for others.
func rank(s version.Scheme, present string) int {
	if s.String() == present {
		return 1
	}
	return 0
}

// readBundle reads a bundle that is known by its file's name.
func (w *Workspace) readBundle(ref BundleRef) (*Bundle, diag.List) {
	src, problem := w.source(ref.File)
	if problem != nil {
		return nil, diag.List{*problem}
	}
	d := newDecoder()
	read := d.read(src)
	if len(read.bundles) != 1 || len(read.components)+len(read.products) > 0 {
		if len(read.problems) == 0 {
			read.problems = diag.List{fileProblem(ref.File, "the file's name says that it holds one bundle, and it holds "+read.held(),
				"keep one bundle in it, and other documents elsewhere")}
		}
		return nil, read.problems.Sorted()
	}
	b := read.bundles[0]
	d.agree(b, ref)
	linkOverrides(w, b)
	return b, d.problems.Sorted()
}

// agree looks whether a bundle is what its file's name says.
func (d *decoder) agree(b *Bundle, ref BundleRef) {
	want := path.Base(BundleFile(b.Name.Value, b.Version.Value))
	if b.Name.IsZero() || b.Version.IsZero() || path.Base(ref.File) == want {
		return
	}
	at, field := b.Version, "version"
	if !strings.HasPrefix(path.Base(ref.File), fileStem(b.Name.Value)+"-") {
		at, field = b.Name, "name"
	}
	d.begin(0)
	d.name = b.Name.Value
	d.within(field, func() {
		d.report("schema", d.textPlace(at), fmt.Sprintf("%s: found %s in the file %s", field, quoted(at.Value), path.Base(ref.File)),
			"the file of this bundle is called "+want)
	})
}
