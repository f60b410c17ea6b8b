package check

import (
	"fmt"
	"slices"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// BackwardCompatible finds a version that takes back what an earlier one offers: a name of its
// contract is gone, has another type, or something is newly required. What counts are the active
// and deprecated production versions below it, of the same major from 1.0.0 on, in lightblue all
// of them. A version without a contract says nothing and is compared with nothing, and nobody
// asks a disabled version to keep anything.
//
// In schemes without a MAJOR the first number stands for it, if it is not 0: the year in calver,
// the age in anyver.
//
// It reports a version once, with its first broken promises and the nearest versions that made
// them; a second finding names what only lightblue asks for.
var BackwardCompatible = &Rule{
	ID:       "backward-compatible",
	Says:     "a version keeps the contract of the versions before it",
	Standard: Recommended,
	Severity: diag.Error,
	Check:    checkBackwardCompatible,
}

func checkBackwardCompatible(f *Facts) []Finding {
	var all []Finding
	var rising []*manifest.Entry
	var before promises
	for _, c := range f.Workspace.Components {
		rising = rising[:0]
		for _, e := range c.Versions {
			if e.HasContract && !e.Parsed.IsZero() && e.Status != manifest.Disabled {
				rising = append(rising, e)
			}
		}
		if len(rising) < 2 {
			continue
		}
		slices.SortStableFunc(rising, func(a, b *manifest.Entry) int { return a.Parsed.Compare(b.Parsed) })
		before.clear()
		for _, e := range rising {
			if broken := before.compare(e); len(broken) > 0 {
				near, far := split(e, broken)
				all = incompatible(all, e, near, Recommended)
				all = incompatible(all, e, far, Lightblue)
			}
			if !e.Parsed.IsPrerelease() {
				before.add(e)
			}
		}
	}
	return all
}

// split tells promises of versions of the same major from those of others.
func split(e *manifest.Entry, broken []breach) (near, far []breach) {
	for _, b := range broken {
		if sameMajor(e.Parsed, b.by.Parsed) {
			near = append(near, b)
		} else {
			far = append(far, b)
		}
	}
	return near, far
}

func sameMajor(a, b version.Version) bool {
	x, y := a.Numbers(), b.Numbers()
	return len(x) > 0 && len(y) > 0 && x[0] == y[0] && x[0] > 0
}

// incompatible appends the finding about a version that breaks promises, if it breaks any.
func incompatible(all []Finding, e *manifest.Entry, broken []breach, from Standard) []Finding {
	if len(broken) == 0 {
		return all
	}
	const most = 3
	var what []string
	var related []diag.Related
	for i, b := range broken {
		if i == most {
			what = append(what, fmt.Sprintf("%d more", len(broken)-most))
			break
		}
		what = append(what, b.what)
		related = append(related, b.related())
	}
	nearest := slices.MaxFunc(broken, func(a, b breach) int { return a.by.Parsed.Compare(b.by.Parsed) }).by
	found := finding(e, fmt.Sprintf("%s does not keep the contract of %s: %s", e.Version, nearest.Version, enumerate(what, " and ")))
	found.From = from
	found.Related = related
	return append(all, found)
}

// related says what the promise was, and where.
func (b breach) related() diag.Related {
	if b.offer == nil {
		return diag.Related{At: b.by.At(), Message: b.by.Version.Value + " does not require it"}
	}
	return diag.Related{At: b.offer.Name.In(b.by.Component.File), Message: fmt.Sprintf("%s offers %s as %s", b.by.Version, legible(b.offer.Name.Value), legible(b.offer.Type.Value))}
}
