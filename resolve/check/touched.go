package check

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"joinery/manifest"
	"joinery/resolve"
)

// Touched returns which of the changed files touch which component of w, by the component's
// present name, the files sorted. The files are relative to the root, as in [Base].
//
//   - A file touches the components under whose paths it lies. A component without paths has its
//     manifest's folder, less the folders that hold another component's manifest. A file that is
//     gone lies where the base says.
//   - A manifest touches a component only when it declares it, and what it declares is not what
//     the base says: comments, layout and the order of keys do not count, nor does a move, nor a
//     pin on a pre-release that moved along when that was cut.
//   - Change files and releases touch nothing.
//   - A folder of which no more is known than that it changed touches whatever lies in it.
func Touched(w, base *manifest.Workspace, changed []string) map[string][]string {
	t := &toucher{
		workspace: w, base: base, manifests: manifestFiles(w, base), kinship: newKinship(w, base),
		now: newGround(w.Components), then: newGround(base.Components), touched: map[string][]string{},
	}
	all := reached(changed, w, base)
	t.folders(all)
	for _, file := range all {
		switch {
		case strings.HasPrefix(file, changesFolder), strings.HasPrefix(file, releasesFolder):
		case t.manifests[file]:
			t.manifest(file)
		default:
			t.file(file)
		}
	}
	for component, files := range t.touched {
		slices.Sort(files)
		t.touched[component] = slices.Compact(files)
	}
	return t.touched
}

// toucher collects which files touch which components.
type toucher struct {
	workspace, base *manifest.Workspace
	manifests       map[string]bool
	now, then       *ground
	kinship         *kinship
	touched         map[string][]string
}

func (t *toucher) add(component, file string) {
	if files := t.touched[component]; !slices.Contains(files[max(0, len(files)-1):], file) {
		t.touched[component] = append(files, file)
	}
}

// folders looks at the paths that lead into what changed as a whole.
func (t *toucher) folders(changed []string) {
	set := make(map[string]bool, len(changed))
	for _, file := range changed {
		set[file] = true
	}
	for folder, paths := range t.now.paths {
		for at := path.Dir(folder); at != "."; at = path.Dir(at) {
			for _, c := range paths {
				if set[at] {
					t.add(c.by.Name.Value, at)
				}
			}
		}
		for _, c := range paths {
			if set[folder] && !c.admits(folder) {
				t.add(c.by.Name.Value, folder)
			}
		}
	}
}

// manifest looks at the components that a manifest declares.
func (t *toucher) manifest(file string) {
	for _, c := range t.now.declared[file] {
		if then := t.kinship.then[c]; then == nil || !t.same(then, c) {
			t.add(c.Name.Value, file)
		}
	}
}

// same reports whether a component's document says what it said, but for pins that moved along.
func (t *toucher) same(then, now *manifest.Component) bool {
	before, after := componentContent(then), componentContent(now)
	slices.SortFunc(before, compareLeaves)
	slices.SortFunc(after, compareLeaves)
	for _, d := range differences(before, after) {
		if d.then == nil || d.now == nil || !strings.HasSuffix(d.then.field, " dependencies") || !t.isCut(d.then.name, d.then.value) {
			return false
		}
	}
	return true
}

// isCut reports whether a component had a pre-release that it does not have any more.
func (t *toucher) isCut(name, text string) bool {
	then, now := t.base.Component(name), t.workspace.Component(name)
	if then == nil || now == nil {
		return false
	}
	was := resolve.Entry(then, text)
	return was != nil && was.Parsed.IsPrerelease() && resolve.Entry(now, text) == nil
}

// file looks at a file that is no manifest.
func (t *toucher) file(file string) {
	now, then := t.now.owners(file), t.then.owners(file)
	if t.isGone(file, now, then) {
		for _, c := range then {
			if present := t.kinship.now[c]; present != nil {
				t.add(present.Name.Value, file)
			}
		}
		return
	}
	for _, c := range now {
		t.add(c.Name.Value, file)
	}
}

// isGone reports whether a file is deleted, as far as that makes a difference.
func (t *toucher) isGone(file string, now, then []*manifest.Component) bool {
	same := slices.EqualFunc(now, then, func(a, b *manifest.Component) bool { return a.Name.Value == b.Name.Value })
	if same || t.workspace.FS() == nil {
		return false
	}
	_, err := fs.Lstat(t.workspace.FS(), file)
	return err != nil
}

// ground tells which files belong to which components of a workspace.
type ground struct {
	declared map[string][]*manifest.Component // in a manifest
	home     map[string][]*manifest.Component // in a folder; those with paths of their own as well
	paths    map[string][]claimed             // by the folder that a glob leads to
}

// claimed is a glob and the component whose it is.
type claimed struct {
	glob
	by *manifest.Component
}

func newGround(components []*manifest.Component) *ground {
	g := &ground{map[string][]*manifest.Component{}, map[string][]*manifest.Component{}, map[string][]claimed{}}
	for _, c := range components {
		folder := path.Dir(c.File)
		g.declared[c.File] = append(g.declared[c.File], c)
		g.home[folder] = append(g.home[folder], c)
		for _, glob := range globs(c) {
			g.paths[glob.folder] = append(g.paths[glob.folder], claimed{glob, c})
		}
	}
	return g
}

// owners returns the components that a file belongs to, by name, each once.
func (g *ground) owners(file string) []*manifest.Component {
	var all []*manifest.Component
	home := false
	for at := file; ; at = path.Dir(at) {
		for _, c := range g.paths[at] {
			if c.admits(file) {
				all = append(all, c.by)
			}
		}
		if here := g.home[at]; !home && len(here) > 0 {
			home = true
			for _, c := range here {
				if len(c.Paths) == 0 {
					all = append(all, c)
				}
			}
		}
		if at == "." || at == "/" {
			break
		}
	}
	slices.SortFunc(all, func(a, b *manifest.Component) int { return strings.Compare(a.Name.Value, b.Name.Value) })
	return slices.Compact(all)
}
