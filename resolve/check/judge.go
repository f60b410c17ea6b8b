package check

import (
	"slices"
	"time"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// judge gives findings their weight.
type judge struct {
	courts  []*court
	own     map[string]*court   // of a product
	holders map[string][]*court // of the products that hold a component, once asked for
	gone    func(component string) bool
}

// court is one product's settings.
type court struct {
	composition *Composition
	before      *Composition // the product in the base, nil when it is new or there is no base
	standard    Standard
	settings    map[string]diag.Severity
	exceptions  []*exception
}

// exception is a product's exception, and whether it covered anything yet.
type exception struct {
	*manifest.Exception
	product      *manifest.Product
	scheme       version.Scheme // of its component, nil when there is none
	passed, used bool
}

func newJudge(f *Facts) *judge {
	j := &judge{own: map[string]*court{}, holders: map[string][]*court{}, gone: func(name string) bool { return f.Workspace.Component(name) == nil }}
	before := map[string]*Composition{}
	for _, composition := range f.past {
		before[composition.Product.Name.Value] = composition
	}
	for _, composition := range f.Compositions {
		product := composition.Product
		c := &court{composition: composition, before: before[product.Name.Value], standard: Recommended, settings: map[string]diag.Severity{}}
		switch product.Standard.Value {
		case "minimal":
			c.standard = Minimal
		case "lightblue":
			c.standard = Lightblue
		}
		for _, r := range product.Rules {
			c.settings[r.Rule.Value] = r.Severity
		}
		for i := range product.Exceptions {
			e := &product.Exceptions[i]
			covering := &exception{Exception: e, product: product, passed: passed(e, f.Options.Date)}
			if component := f.Workspace.Component(e.Component.Value); component != nil {
				covering.scheme = component.Versioning.Scheme
			}
			c.exceptions = append(c.exceptions, covering)
		}
		j.courts = append(j.courts, c)
		j.own[product.Name.Value] = c
	}
	return j
}

// passed reports whether the last day on which the exception holds is over.
func passed(e *manifest.Exception, day time.Time) bool {
	return !day.IsZero() && day.Format(time.DateOnly) > e.Until.Value
}

// weigh appends the finding with the strictest severity that anyone concerned asks for, or
// leaves it out.
func (j *judge) weigh(list diag.List, rule *Rule, f Finding) diag.List {
	severity := diag.Off
	courts := j.concerned(&f.Diagnostic)
	if len(courts) == 0 && f.From <= Recommended {
		severity = rule.severity(Recommended)
	}
	for _, c := range courts {
		severity = max(severity, c.judge(rule, &f))
	}
	if most := f.Severity; most != diag.Off {
		severity = min(severity, most)
	}
	if severity == diag.Off {
		return list
	}
	f.Severity = severity
	return append(list, f.Diagnostic)
}

// concerned returns the products that a finding is about: its own, else those that hold the
// component, or held it in the base when it is gone. The slice is the judge's.
func (j *judge) concerned(d *diag.Diagnostic) []*court {
	if d.Product != "" {
		if c := j.own[d.Product]; c != nil {
			return []*court{c}
		}
		return nil
	}
	if d.Component == "" {
		return nil
	}
	holders, known := j.holders[d.Component]
	if !known {
		for _, c := range j.courts {
			if c.composition.Holds(d.Component) || c.before != nil && j.gone(d.Component) && c.before.Holds(d.Component) {
				holders = append(holders, c)
			}
		}
		j.holders[d.Component] = holders
	}
	return holders
}

// judge returns what the finding weighs in one product.
func (c *court) judge(rule *Rule, f *Finding) diag.Severity {
	severity := rule.severity(c.standard)
	if set, ok := c.settings[rule.ID]; ok {
		severity = set
	}
	if f.From > Recommended && c.standard < f.From {
		severity = diag.Off
	}
	if severity == diag.Off {
		return diag.Off
	}
	for _, e := range c.exceptions {
		if !e.passed && e.covers(&f.Diagnostic, rule.ID) {
			e.used = true
			severity = diag.Note
		}
	}
	return severity
}

// covers reports whether the exception is about the finding: rule and component are equal and
// the finding's versions are among those listed.
func (e *exception) covers(d *diag.Diagnostic, rule string) bool {
	if e.Rule.Value != rule || e.Component.Value != d.Component {
		return false
	}
	return !slices.ContainsFunc(d.Versions, func(v string) bool { return !e.lists(v) })
}

// lists reports whether the exception lists a version, in whatever spelling.
func (e *exception) lists(v string) bool {
	return slices.ContainsFunc(e.Versions, func(t manifest.Text) bool {
		if t.Value == v || e.scheme == nil {
			return t.Value == v
		}
		parsed, err := e.scheme.Parse(v)
		return err == nil && parsed.Is(t.Value)
	})
}

// exceptions returns every product's exceptions, by product, then as written.
func (j *judge) exceptions() []*exception {
	var all []*exception
	for _, c := range j.courts {
		all = append(all, c.exceptions...)
	}
	return all
}
