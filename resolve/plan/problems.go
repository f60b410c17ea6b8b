package plan

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"joinery/manifest/diag"
)

// problems collects what is wrong, so that a person sees all of it in one run.
type problems struct{ list []error }

func (p *problems) add(err error) { p.list = append(p.list, err) }

// err returns the only problem, or all of them joined, by place; nil when there is none.
func (p *problems) err() error {
	place := func(err error) (at diag.Place) {
		var placed interface{ At() diag.Place }
		if errors.As(err, &placed) {
			at = placed.At()
		}
		return at
	}
	slices.SortStableFunc(p.list, func(a, b error) int {
		return cmp.Or(place(a).Compare(place(b)), strings.Compare(a.Error(), b.Error()))
	})
	p.list = slices.CompactFunc(p.list, func(a, b error) bool { return a.Error() == b.Error() })
	switch len(p.list) {
	case 0:
		return nil
	case 1:
		return p.list[0]
	}
	return &joined{p.list}
}

// joined is several errors in one, each on its line.
type joined struct{ errors []error }

func (j *joined) Error() string { return errors.Join(j.errors...).Error() }

func (j *joined) Unwrap() []error { return j.errors }

// Hints returns what all of them hint at, each hint once.
func (j *joined) Hints() []string {
	var hints []string
	for _, err := range j.errors {
		var hinting interface{ Hints() []string }
		if !errors.As(err, &hinting) {
			continue
		}
		for _, hint := range hinting.Hints() {
			if !slices.Contains(hints, hint) {
				hints = append(hints, hint)
			}
		}
	}
	return hints
}
