package history

import (
	"context"
	"fmt"
	"path"
	"slices"
	"testing/fstest"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve/bundle"
)

// Story is a history retold.
type Story struct {
	Files map[string][]byte // by path in the workspace, with slashes
	Steps []Step            // by version of what came out, ascending
}

// Tell retells a history. The workspace holds the components of the latest release: one that
// left the product has no manifest any more, though the bundles still list it.
func Tell(ctx context.Context, h *History, t *Telling) (*Story, error) {
	h = t.called(h)
	r := &replayer{telling: t, history: h, files: fstest.MapFS{}, bundles: map[string]*manifest.Bundle{}}
	story := &Story{Files: map[string][]byte{}}
	for _, name := range h.components() {
		text, err := t.component(h, name)
		if err != nil {
			return nil, err
		}
		file := path.Join("components", name+".joinery.yaml")
		r.files[file] = &fstest.MapFile{Data: text}
		if h.latest().Components[name] != "" {
			story.Files[file] = text
		}
	}
	releases, err := h.releases(version.SemVer)
	if err != nil {
		return nil, err
	}
	for _, o := range slices.Backward(releases) {
		made, step, err := r.release(ctx, o)
		if err != nil {
			return nil, fmt.Errorf("retelling %s %s: %w", h.Product, o.version, err)
		}
		if step != nil {
			story.Steps = append(story.Steps, *step)
		}
		story.Files[path.Join("releases", fmt.Sprintf("%s-%s.joinery.yaml", h.Product, o.version))] = bundle.YAML(made)
	}
	story.Files["joinery.yaml"] = t.product(h, h.latest())
	return story, nil
}
