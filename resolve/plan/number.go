package plan

import (
	"slices"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

// kinds returns what a part's release is in anyver.
func (w *planner) kinds(p *part) []version.Kind {
	if p.Versioning.Scheme != version.AnyVer {
		return nil
	}
	return resolve.KindsOf(w.asking(p).notes(), max(p.level, version.Patch))
}

// step returns the step of a component's scheme that comes nearest to a level: where it writes
// the date, a level that its pattern has no token for is the next by date.
func (w *planner) step(c *manifest.Component, level version.Level, kinds []version.Kind) version.Step {
	scheme := c.Versioning.Scheme
	step := version.Step{Kinds: kinds, Date: w.options.Date, FirstRelease: resolve.FirstReleaseOf(c)}
	for _, l := range scheme.Levels() {
		if l <= level || step.Level == version.None && !dated(scheme) {
			step.Level = l
		}
	}
	return step
}

// dated reports whether a scheme writes the date.
func dated(s version.Scheme) bool { return s == version.AnyVer || s.Name() == "calver" }

// ownNumber returns the production version that the part gets without its groups.
func (w *planner) ownNumber(p *part) (version.Version, error) {
	scheme := p.Versioning.Scheme
	step := w.step(p.Component, p.level, w.kinds(p))
	switch {
	case p.start == nil:
		return scheme.First(w.options.Date)
	case production(p.start):
		next, err := scheme.Next(p.start.Parsed, step)
		return w.free(p, next, step, err)
	}
	to := p.start.Parsed.Core()
	if scheme == version.SemVer && highest(p.Component, production) == nil {
		if first, err := scheme.First(time.Time{}); err == nil && above(first, p.start) {
			to = first
		}
	}
	if p.base == nil || p.level == version.None {
		return to, nil
	}
	next, err := scheme.Next(p.base.Parsed, step)
	switch {
	case err != nil && dated(scheme): // its number is good as it is
		return to, nil
	case err != nil:
		return to, err
	case next.Compare(to) > 0:
		to = next
	}
	return w.free(p, to, step, nil)
}

// above reports whether a version is above all that a pre-release extends.
func above(v version.Version, e *manifest.Entry) bool {
	return !slices.ContainsFunc(resolve.Extended(e), func(o *manifest.Entry) bool { return o.Parsed.Compare(v) >= 0 })
}

// free goes on up by the same step while the part's component has the version already: a line of
// old meets what newer lines released.
func (w *planner) free(p *part, v version.Version, step version.Step, err error) (version.Version, error) {
	for err == nil && w.taken(p, v) {
		v, err = v.Scheme().Next(v, step)
	}
	return v, err
}

// taken reports whether a number stands for another version than the one that the part makes: one
// that is there, or one that is under way.
func (w *planner) taken(p *part, v version.Version) bool {
	return slices.ContainsFunc(p.Versions, func(e *manifest.Entry) bool {
		switch {
		case e == p.start || e.Parsed.IsZero():
			return false
		case production(e):
			return e.Parsed.Compare(v) == 0
		}
		return !p.cuts() && usable(e) && p.successors[e] == nil && slices.Equal(e.Parsed.Numbers(), v.Numbers())
	})
}

// give sets the part's number and reports whether it is another one than before.
func (w *planner) give(p *part) (bool, error) {
	number, err := w.ownNumber(p)
	if err != nil {
		return false, &NumberError{Component: p.Component, Err: err}
	}
	if !p.floor.IsZero() && p.floor.Compare(number) > 0 {
		number = p.floor
	}
	if !p.number.IsZero() && p.number.Compare(number) == 0 {
		return false, nil
	}
	p.number, p.to = number, number
	if w.options.Stamp != "" {
		if p.to, err = number.WithPrerelease(w.options.Stamp); err != nil {
			return false, &NumberError{Component: p.Component, Err: err}
		}
	}
	return true, nil
}
