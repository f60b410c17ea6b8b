package history

import (
	"context"
	"fmt"
	"testing/fstest"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
	"joinery/resolve/bundle"
)

// Step is one release after another, as the project numbered it and as joinery would have.
type Step struct {
	From, To version.Version
	Date     time.Time       // of To
	Chosen   version.Level   // how far To is from From
	Level    version.Level   // what the difference asks for; None when the components stayed as they were
	Computed version.Version // From raised by that level; zero when the level is None
	Dated    version.Version // the next one by the calendar; zero when not asked for
	Because  []manifest.Cause
}

// Same reports whether joinery would have chosen the project's number.
func (s Step) Same() bool { return s.Computed.String() == s.To.String() }

// replayer composes one release after the other.
type replayer struct {
	telling *Telling
	history *History
	files   fstest.MapFS // the components' manifests, retired ones too
	bundles map[string]*manifest.Bundle
}

// release composes one release, following the bundle of the one that it extends; the step is
// nil for the first one.
func (r *replayer) release(ctx context.Context, o origin) (*manifest.Bundle, *Step, error) {
	release := r.history.Releases[o.number]
	day, err := version.ParseDate(release.Date)
	if err != nil {
		return nil, nil, err
	}
	r.files["joinery.yaml"] = &fstest.MapFile{Data: r.telling.product(r.history, release)}
	w, err := manifest.Load(ctx, r.files, manifest.Options{})
	if err != nil {
		return nil, nil, err
	}
	if len(w.Problems) > 0 {
		return nil, nil, fmt.Errorf("%s: %s", w.Problems[0].At, w.Problems[0].Message)
	}
	product := w.Product(r.history.Product)
	selection, err := resolve.Resolve(ctx, w, product, resolve.Options{Environment: "production", Date: day})
	if err != nil {
		return nil, nil, err
	}
	options := bundle.Options{Version: o.version, Versioning: product.Versioning, Released: release.Date}
	var step *Step
	if previous := r.bundles[o.extends.String()]; previous != nil {
		next, err := resolve.NextVersion(w, selection, []*manifest.Bundle{previous}, resolve.NextOptions{Date: day})
		if err != nil {
			return nil, nil, err
		}
		if step, err = r.step(previous, o, next, day); err != nil {
			return nil, nil, err
		}
		options.Extends = []string{previous.Version.Value}
		options.Bump = manifest.Bump{Level: step.Level, Because: step.Because}
		if step.Chosen > step.Level {
			options.Bump.RaisedBy = step.Chosen
		}
	}
	made, err := bundle.Compose(selection, options)
	if err != nil {
		return nil, nil, err
	}
	r.bundles[o.version.String()] = made
	return made, step, nil
}

// step puts side by side what the project chose and what joinery computes.
func (r *replayer) step(previous *manifest.Bundle, o origin, next *resolve.Next, day time.Time) (*Step, error) {
	s := &Step{From: previous.Parsed, To: o.version, Date: day, Chosen: version.Between(previous.Parsed, o.version)}
	if next.Unchanged == nil {
		s.Level, s.Computed, s.Because = next.Bump.Level, next.Version, next.Bump.Because
	}
	if r.telling.Pattern == "" {
		return s, nil
	}
	scheme, err := version.ByName("calver", r.telling.Pattern)
	if err != nil {
		return nil, err
	}
	from, err := scheme.Parse(previous.Version.Value)
	if err != nil {
		return nil, err
	}
	s.Dated, err = scheme.Next(from, version.Step{Date: day})
	return s, err
}
