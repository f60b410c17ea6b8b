package resolve

import "time"

// take makes one step of a plan as whoever follows it would: by the functions behind joinery
// bump and joinery cut, on the manifests as the steps before have left them. It reports false
// where a command refuses or gives another version than the plan says. The requirements in all
// are those that a cut can move along.
func (d *Draft) take(step PinMove, all Requirers, day time.Time) bool {
	switch {
	case step.Next != nil:
		released := step.Next.Extends[0]
		name := released.Component.Name.Value
		c := d.Component(name)
		level, kinds := patchOf(c)
		next, err := Bump(c, level, BumpOptions{From: released.Version.Value, NextFree: step.NextFree, Kinds: kinds, Date: day})
		if err != nil || next.Version.Compare(step.Next.Version) != 0 {
			return false
		}
		if d.Add(name, next.Entry(next.Snapshot, step.Pins...)) != nil {
			return false
		}
		return !step.Cut || d.cut(name, next.Snapshot.String(), all, day)
	case step.UnderWay != nil:
		for _, pin := range step.Pins {
			if !d.Move(pin) {
				return false
			}
		}
		return d.cut(step.UnderWay.Component.Name.Value, step.UnderWay.Version.Value, all, day)
	}
	return d.Move(step.Pins[0])
}

// cut turns a pre-release into its production version and lets requirements move along.
func (d *Draft) cut(component, snapshot string, all Requirers, day time.Time) bool {
	cutting, err := Cut(d.Component(component), CutOptions{Version: snapshot, Date: day})
	if err != nil {
		return false
	}
	along, err := cutting.pins(all)
	if err != nil {
		return false
	}
	d.Cut(cutting)
	for _, step := range along {
		d.Move(step.Pins[0]) // one that was moved before does not name the pre-release any more
	}
	return true
}
