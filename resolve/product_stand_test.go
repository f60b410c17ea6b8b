package resolve

import (
	"testing"

	"joinery/manifest/version"
)

func TestStandsOfTwoSchemes(t *testing.T) {
	stood := func(scheme version.Scheme, text string) stand {
		v, err := scheme.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return stand{name: "firmware", text: text, parsed: v}
	}
	level, down := stood(version.SemVer, "2.0.0").to(stood(version.FourPart, "1.2.3.4"))
	if level != version.Minor || down {
		t.Errorf("got %s, down %t, want minor, not down", level, down)
	}
}
