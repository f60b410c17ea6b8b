package version

import "testing"

func TestExplain(t *testing.T) {
	for _, c := range []struct {
		scheme     Scheme
		text, want string
	}{
		{SemVer, "0.4.0-rc.1+linux", `major: 0
minor: 4
patch: 0
line: 0.4
stability: initial development, anything may change
state: pre-release of 0.4.0
pre-release: rc.1
build: linux`},
		{FourPart, "1.5.10.3", `major: 1
minor: 5
patch: 10
build: 3
line: 1.5
state: production version`},
		{calendar(t, "YY.0W.MICRO"), "26.09.1", `year: 2026
week: 9
micro: 1
line: 26.09
state: production version`},
		{calendar(t, "YYYY"), "2026", `year: 2026
state: production version`},
		{Loose, "v2.7.18.CR3", `ordered by: 2, 7, 18, CR, 3
line: 2.7
state: pre-release, CR3`},
		{Loose, "2.7.18.Final", `ordered by: 2, 7, 18
line: 2.7
state: production version`},
	} {
		if got := facts(Explain(parse(t, c.scheme, c.text))); got != c.want {
			t.Errorf("%s %s\n got %s\nwant %s", c.scheme, c.text, got, c.want)
		}
	}
}
