package diff

import (
	"testing"

	"joinery/manifest/version"
	"joinery/resolve/bundle"
)

// TestPolicy looks at what every verdict says.
func TestPolicy(t *testing.T) {
	for _, test := range []struct {
		verdict bundle.Verdict
		change  func(*bundle.Difference)
		want    string
	}{
		{bundle.AsAsked, nil, "asks for patch, and that it is"},
		{bundle.More, func(d *bundle.Difference) { d.Step.RaisedBy = version.None }, "asks for patch only: minor is more"},
		{bundle.More, func(d *bundle.Difference) { d.Step.RaisedBy, d.Step.Asked = version.None, version.None }, "asks for no release: minor is more"},
		{bundle.More, func(d *bundle.Difference) { d.Step.Asked = version.None }, "asks for no release; --level raised it to minor"},
		{bundle.Merged, nil, "asks for patch; bringing lines together made it minor"},
		{bundle.Less, func(d *bundle.Difference) { d.Step.Asked = version.Major }, "asks for major at least: minor is less"},
		{bundle.SameVersion, nil, "asks for patch, and the version is the same"},
		{bundle.SameVersion, func(d *bundle.Difference) { d.Components = nil }, ""},
		{bundle.OtherProduct, nil, "speaks of one product, and these are two"},
		{bundle.OtherScheme, nil, "compares no versions of two schemes"},
		{bundle.NoLevels, nil, "does not count: semver knows no levels"},
		{bundle.OtherLine, nil, "does not count: 4.3.0 is not known to follow 4.2.0"},
		{bundle.OtherLine, func(d *bundle.Difference) { d.Step.Back = true }, "looks ahead only, and 4.3.0 is the lower one"},
	} {
		d := sample(t)
		d.Step.Verdict = test.verdict
		if test.change != nil {
			test.change(d)
		}
		if got := policy(d); got != test.want {
			t.Errorf("%s: got %q, want %q", test.verdict, got, test.want)
		}
	}
}
