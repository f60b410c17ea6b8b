package resolve

import (
	"context"

	"joinery/graph"
	"joinery/manifest/diag"
	"joinery/resolve/solve"
)

// shrinkable is the number of requirements up to which a proof is cut down to the ones that
// cannot be missed. Larger ones are rare and are told as they are found.
const shrinkable = 300

// explain makes the failure of a product that has no selection at all: the components that
// would appear at more than one version, what is needed and does not exist, and, when neither
// settles it, the chain of facts.
func (u *universe) explain(ctx context.Context, none *solve.Unsolvable, options Options) error {
	small, err := none.Shrink(ctx, u, shrinkable)
	if err != nil {
		return err
	}
	x := u.explore()
	conflicts := x.conflicts(u)
	f := &Failure{Product: u.product.Name.Value}
	f.graph = func() (*graph.Graph, error) { return x.graph(u, conflicts) }
	settler := u.newSettler(x, conflicts, options)
	for i, c := range conflicts {
		d := c.finding(u)
		if i < mostSettled {
			if err := settler.settle(ctx, c, &d); err != nil {
				return err
			}
		}
		f.Findings = append(f.Findings, d)
	}
	chain := u.tell(small)
	if len(conflicts) > 0 {
		first := &f.Findings[0]
		first.Related = append(first.Related, chain...)
	}
	blamed := map[*want]bool{}
	for _, requirements := range small.Requirements() {
		for _, r := range requirements {
			blamed[r.Fact.(*want)] = true
		}
	}
	settled := false
	for _, s := range x.missing {
		d := u.missingFinding(s)
		f.Findings = append(f.Findings, d)
		settled = settled || blamed[s.want]
	}
	if len(conflicts) == 0 && !settled {
		f.Findings = append(f.Findings, u.noSolution(small, chain))
	}
	f.Findings = f.Findings.Sorted()
	return f
}

// mostSettled bounds the conflicts of one product for which ways out are tried.
const mostSettled = 10

// noSolution is the finding of a product in which no two requirements clash by themselves.
func (u *universe) noSolution(small *solve.Unsolvable, chain []diag.Related) diag.Diagnostic {
	d := u.finding("no-solution", "")
	d.Document = u.product.File
	d.At = u.product.Name.In(u.product.File)
	d.Message = u.product.Name.Value + " has no selection: its requirements rule each other out"
	d.Related = chain
	requirements := small.Requirements()
	for _, n := range sortedKeys(requirements) {
		for _, r := range requirements[n] {
			w := r.Fact.(*want)
			if _, exact := w.asks.Constraint.Exact(); exact || r.Admits.IsEmpty() || len(d.Related) >= len(chain)+mostRelated {
				continue
			}
			takes := u.items[r.Package].candidates[r.Admits.First()]
			d.Related = append(d.Related, diag.Related{
				At:      u.place(w),
				Message: u.some(n, r.Of) + " wants " + w.to.name + " " + w.text() + ", alone it would take " + takes.version.String(),
			})
		}
	}
	return d
}
