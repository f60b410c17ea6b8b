package plan

import (
	"slices"
	"strings"

	"joinery/manifest/diag"
	"joinery/manifest/version"
	"joinery/resolve"
)

// failed returns why a product cannot be composed. Hints of the findings would speak of
// manifests as they are not yet; one that a plan of its own has shown to work takes their place.
func (w *planner) failed(p *Product, findings diag.List) (diag.List, error) {
	findings = slices.Clone(findings)
	if w.trial {
		return findings, nil
	}
	cut := slices.Clone(w.options.Cut)
	for i := range findings {
		d := &findings[i]
		d.Hints = nil
		if of := w.parts[d.Component]; d.Rule == "usable-version" && of != nil && !of.moves && of.cuts() && of.start.Version.Value == d.Subject {
			cut = append(cut, d.Component)
		}
	}
	for _, other := range []struct {
		why  string
		more func(*Options)
	}{
		{"to release them too: ", func(o *Options) { o.Cut = cut }},
		{"to let dependents follow: ", func(o *Options) { o.Propagate = outOfRange }},
		{"to let dependents follow, and release them too: ", func(o *Options) { o.Cut, o.Propagate = cut, outOfRange }},
	} {
		more := w.options
		other.more(&more)
		slices.Sort(more.Cut)
		more.Cut = slices.Compact(more.Cut)
		if slices.Equal(more.Cut, w.options.Cut) && more.Propagate == w.options.Propagate {
			continue
		}
		works, err := w.works(p, more)
		if err != nil {
			return nil, err
		}
		if works {
			findings[0].Hints = []string{other.why + more.command()}
			return findings, nil
		}
	}
	findings[0].Hints = w.holdBack(p)
	return findings, nil
}

// holdBack says how pins of a product that moved from an older version come to stay there.
func (w *planner) holdBack(p *Product) []string {
	var hints []string
	for _, pin := range p.Pins {
		exact, ok := pin.Constraint.Exact()
		if ok && !pin.Override && exact.Scheme() == version.SemVer && !exact.IsPrerelease() && !w.leaves(pin.Name.Value, pin.Constraint) {
			hints = append(hints, "to hold "+pin.Name.Value+" back, let "+p.Name.Value+" require ~> "+exact.String())
		}
	}
	return hints
}

// works reports whether a product can be composed under other options. The error is ctx's.
func (w *planner) works(p *Product, o Options) (bool, error) {
	trial := newPlanner(w.ctx, w.source, o)
	trial.trial = true
	made, err := trial.plan(w.changes)
	if err != nil {
		return false, w.ctx.Err()
	}
	return slices.ContainsFunc(made.Products, func(t *Product) bool { return t.Name.Value == p.Name.Value && t.Next != nil }), nil
}

// command returns the command that releases what the options plan.
func (o Options) command() string {
	words := []string{"joinery release"}
	if o.Product != "" {
		words = append(words, o.Product)
	}
	option := func(name, value string) {
		if value != "" {
			words = append(words, "--"+name, value)
		}
	}
	flag := func(name string, set bool) {
		if set {
			words = append(words, "--"+name)
		}
	}
	flag("snapshot", o.Stamp != "")
	option("only", strings.Join(o.Only, ","))
	option("propagate", o.Propagate)
	option("line", o.Line)
	for _, pin := range o.Extends {
		option("extends", pin.Version)
	}
	if o.Floor != version.None {
		option("level", o.Floor.String())
	}
	flag("kakushin", o.Kakushin)
	flag("compatible", o.Compatible)
	option("cut", strings.Join(o.Cut, ","))
	option("revision", o.Revision)
	if o.Dated {
		option("date", day(o.Date))
	}
	return strings.Join(words, " ")
}

// leavesLine tells which components ask for a version outside the line.
func (w *planner) leavesLine(p *Product, selection *resolve.Selection, v version.Version, line string) diag.List {
	d := diag.Diagnostic{
		Severity: diag.Error, Product: p.Name.Value, Subject: line,
		At:    p.Name.In(p.File),
		Hints: []string{"keep what asks for more out of this line, or release it from the main one"},
	}
	d.Message = p.Name.Value + " would leave the line " + line + " for " + v.String()
	if p.From == nil {
		return diag.List{d}
	}
	step := selection.Step(p.From, w.ownChanges(p.Name.Value))
	var asking []string
	for _, cause := range step.Causes {
		if cause.Level != step.Level {
			continue
		}
		switch {
		case cause.Change != "":
			asking = append(asking, "the change "+cause.Change)
		case cause.From == "":
			asking = append(asking, cause.Component+" "+cause.To+", which is new,")
		case cause.To == "":
			asking = append(asking, cause.Component+" "+cause.From+", which is gone,")
		default:
			asking = append(asking, cause.Component+" from "+cause.From+" to "+cause.To)
		}
	}
	switch {
	case w.options.Floor > step.Level:
		d.Message += ": the level " + w.options.Floor.String() + " was asked for"
	case len(asking) > 0:
		verb := " asks for "
		if len(asking) > 1 {
			verb = " ask for "
		}
		d.Message += ": " + strings.Join(asking, " and ") + verb + step.Level.String()
	}
	return diag.List{d}
}

// besides returns findings, and of others those about something else.
func besides(findings, others diag.List) diag.List {
	all := slices.Clone(findings)
	for _, d := range others {
		if !slices.ContainsFunc(findings, func(f diag.Diagnostic) bool { return f.Component == d.Component && f.Subject == d.Subject }) {
			all = append(all, d)
		}
	}
	return all
}

// unplannedInside notes the inner products that cannot be composed: nobody can go on without them.
func (w *planner) unplannedInside(p *Product) {
	for i := range p.Components {
		need := &p.Components[i]
		inner := w.planned[need.Name.Value]
		if inner == nil || inner.Next != nil {
			continue
		}
		p.Problems = append(p.Problems, diag.Diagnostic{
			Severity: diag.Error, Product: p.Name.Value, Component: need.Name.Value,
			Message: p.Name.Value + " needs " + need.Name.Value + ", which cannot be composed",
			At:      need.Name.In(p.File),
		})
	}
}
