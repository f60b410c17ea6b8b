package check

import (
	"joinery/manifest"
	"joinery/manifest/diag"
)

// The states of a finding against a base.
const (
	stateNew   = "new"   // the base does not have it
	stateOld   = "old"   // the base has it too
	stateFixed = "fixed" // the base alone has it
)

// compareFindings returns the findings of now, each with its state, and behind them those that
// only the base has. Findings are the same when their identities are, those of the base taken with
// the present names of components and files. Of several with one identity those of the same place
// or at least the same message go together, and then one to one in order. An old finding that
// weighs more than in the base says what it was.
func compareFindings(now, then diag.List, present naming) diag.List {
	matched := make([]bool, len(now))
	was := make([]diag.Severity, len(now))
	fixed := make([]bool, len(then))
	mapped := make(diag.List, len(then))
	for i, d := range then {
		mapped[i] = present.of(d)
		fixed[i] = true
	}
	for _, key := range []func(d *diag.Diagnostic) findingKey{
		func(d *diag.Diagnostic) findingKey { return findingKey{d.ID(), d.Message, d.At} },
		func(d *diag.Diagnostic) findingKey { return findingKey{d.ID(), d.Message, diag.Place{}} },
		func(d *diag.Diagnostic) findingKey { return findingKey{id: d.ID()} },
	} {
		waiting := map[findingKey][]int{}
		for i := range mapped {
			if fixed[i] {
				k := key(&mapped[i])
				waiting[k] = append(waiting[k], i)
			}
		}
		if len(waiting) == 0 {
			break
		}
		for i := range now {
			if matched[i] {
				continue
			}
			k := key(&now[i])
			if of := waiting[k]; len(of) > 0 {
				matched[i], fixed[of[0]] = true, false
				was[i] = then[of[0]].Severity
				waiting[k] = of[1:]
			}
		}
	}
	all := make(diag.List, 0, len(now))
	for i, d := range now {
		d.State = stateNew
		if matched[i] {
			d.State = stateOld
			if was[i] < d.Severity {
				d.Was = was[i]
			}
		}
		all = append(all, d)
	}
	for i, d := range then {
		if fixed[i] {
			d.State = stateFixed
			all = append(all, d)
		}
	}
	return all
}

// findingKey is what two findings have in common, as far as it is asked for.
type findingKey struct {
	id, message string
	at          diag.Place
}

// naming tells what the base's components and files are called now, those that have other names.
type naming struct {
	components, files map[string]string
}

// newNaming compares the names of components that are the same. A file that is gone is the one
// now that declares what it declared.
func newNaming(w, base *manifest.Workspace, same *kinship) naming {
	n := naming{map[string]string{}, map[string]string{}}
	present := manifestFiles(w)
	move := func(then, now string) {
		if then != now && !present[then] && n.files[then] == "" {
			n.files[then] = now
		}
	}
	for _, c := range base.Components {
		present := same.now[c]
		if present == nil {
			continue
		}
		if then, now := c.Name.Value, present.Name.Value; then != now {
			n.components[then] = now
		}
		move(c.File, present.File)
	}
	for _, then := range base.Products {
		if now := w.Product(then.Name.Value); now != nil {
			move(then.File, now.File)
		}
	}
	return n
}

// of returns a finding of the base as it would be called now.
func (n naming) of(d diag.Diagnostic) diag.Diagnostic {
	if now := n.components[d.Component]; now != "" {
		d.Component = now
	}
	if now := n.components[d.Subject]; now != "" {
		d.Subject = now
	}
	if now := n.files[d.Document]; now != "" {
		d.Document = now
	}
	return d
}
