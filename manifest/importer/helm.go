package importer

import (
	"context"
	"slices"
	"strings"
)

func isHelm(top node) bool {
	version, _ := top.value.(map[string]any)["apiVersion"].(string)
	return (version == "v1" || version == "v2") && top.at("name").has() && top.at("version").has() && !top.at("kind").has()
}

// readHelm reads a chart: its dependencies, at the versions that Chart.lock says, and the
// application that it installs.
func readHelm(ctx context.Context, d *draft, s *source, folder string) error {
	doc, err := s.document(ctx)
	if err != nil {
		return err
	}
	lock, err := readLock(ctx, s, folder)
	if err != nil {
		return err
	}
	top := doc.top()
	name := top.at("name").text()
	if name == "" {
		top.at("name").missing()
	}
	d.product.Name, d.product.Title = name, name
	d.version, d.at = top.at("version").text(), "version"
	if app := top.at("appVersion"); app.text() != "" {
		d.add(&part{
			Component: Component{Name: name + "-app", Title: name + " (application)", Version: app.text()},
			at:        app.path, kind: "app",
		})
	}
	for _, n := range top.at("dependencies").items() {
		d.subchart(n, lock)
	}
	d.rest(top, noField, "apiVersion", "name", "version", "appVersion", "dependencies")
	if top.at("apiVersion").text() == "v1" {
		d.skip("apiVersion", "a chart of v1 keeps its dependencies in requirements.yaml, which is not read")
	}
	return doc.failure()
}

func (d *draft) subchart(n node, lock lock) {
	name, asked := n.at("name").text(), n.at("version").text()
	p := &part{at: n.path, kind: "chart", Component: Component{
		Name: name, Version: asked, Labels: labels("repository", n.at("repository").text()),
	}}
	if name == "" {
		n.at("name").missing()
		return
	}
	switch locked, found := lock.version(name); {
	case found && isRange(locked):
		d.skip(n.path, "Chart.lock says %s of %s, which is no version but a range: %[2]s is left out, name its version in Chart.yaml", locked, name)
		return
	case found:
		p.Version = locked
	case isRange(asked) && lock == nil:
		d.skip(n.path, "no Chart.lock says which version %s came to: %s is left out, helm dependency update writes the lock", asked, name)
		return
	case isRange(asked):
		d.skip(n.path, "Chart.lock does not say which version %s of %s came to: %[2]s is left out, helm dependency update writes the lock anew", asked, name)
		return
	}
	d.skipIf(n.at("condition"), "a product always has its components, values do not switch them off")
	d.skipIf(n.at("tags"), "a product always has its components, values do not switch them off")
	d.skipIf(n.at("alias"), "a component has one name in all products")
	d.skipIf(n.at("import-values"), "values are the chart's business")
	d.rest(n, noField, "name", "version", "repository", "condition", "tags", "alias", "import-values")
	d.add(p)
}

// isRange reports whether a chart's text asks for one of several versions: within bounds, as
// ^1.4.0 does, or with a number left open, as 17.x.x, 0.12.* and 1.4 do.
func isRange(text string) bool {
	if strings.ContainsAny(text, "^~<>=|, *") {
		return true
	}
	core := text
	if i := strings.IndexAny(text, "-+"); i >= 0 {
		core = text[:i]
	}
	numbers := strings.Split(strings.TrimPrefix(core, "v"), ".")
	if slices.Contains(numbers, "x") || slices.Contains(numbers, "X") {
		return true
	}
	return len(numbers) < 3 && strings.Trim(core, "v.0123456789") == "" && core != ""
}

// lock is what a Chart.lock says: the versions of each chart, in its order, or a range where Helm
// itself says no more, as of a chart in charts/. It is nil when there is none.
type lock map[string][]string

func readLock(ctx context.Context, s *source, folder string) (lock, error) {
	file, err := s.beside(ctx, folder, "Chart.lock")
	if file == nil || err != nil {
		return nil, err
	}
	doc, err := file.document(ctx)
	if err != nil {
		return nil, err
	}
	l := lock{}
	for _, n := range doc.top().at("dependencies").items() {
		if v := n.at("version").text(); v != "" {
			l[n.at("name").text()] = append(l[n.at("name").text()], v)
		}
	}
	return l, doc.failure()
}

// version returns the version of the next dependency of that name: a chart may stand several
// times, under different aliases.
func (l lock) version(name string) (string, bool) {
	versions := l[name]
	if len(versions) == 0 {
		return "", false
	}
	l[name] = versions[1:]
	return versions[0], true
}
