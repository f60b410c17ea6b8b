package sbom

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAssembly(t *testing.T) {
	for _, tt := range []struct {
		name    string
		bundles []string // the last is the one that the bill is about
		want    string   // what is inside what
	}{
		{
			name: "a nested product holds its components",
			bundles: []string{
				"core 1.0.0: auth 3.2.0!, gateway 2.4.0!",
				"suite 1.0.0: auth 3.2.0 by core pay, core 1.0.0!, gateway 2.4.0 by core, pay 1.0.0!",
			},
			want: `
suite@1.0.0: core@1.0.0 pay@1.0.0
core@1.0.0: auth@3.2.0 gateway@2.4.0`,
		},
		{
			name: "a direct component and another version stay outside",
			bundles: []string{
				"core 1.0.0: auth 3.2.0!, gateway 2.4.0!",
				"suite 1.0.0: auth 3.3.0 by core, core 1.0.0!, gateway 2.4.0! by core",
			},
			want: "suite@1.0.0: auth@3.3.0 core@1.0.0 gateway@2.4.0",
		},
		{
			name: "the innermost of several holds it",
			bundles: []string{
				"inner 1.0.0: auth 3.2.0!",
				"outer 1.0.0: auth 3.2.0 by inner, gateway 2.4.0!, inner 1.0.0!",
				"suite 1.0.0: auth 3.2.0 by inner, gateway 2.4.0 by outer, inner 1.0.0 by outer, outer 1.0.0!",
			},
			want: `
suite@1.0.0: outer@1.0.0
inner@1.0.0: auth@3.2.0
outer@1.0.0: gateway@2.4.0 inner@1.0.0`,
		},
		{
			name: "two products that list each other",
			bundles: []string{
				"left 1.0.0: right 1.0.0!",
				"right 1.0.0: left 1.0.0!",
				"suite 1.0.0: left 1.0.0 by right, right 1.0.0 by left",
			},
			want: "suite@1.0.0: left@1.0.0 right@1.0.0",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := world(t, `
-- Product core --
-- Product inner --
-- Product left --
-- Product outer --
-- Product right --
`, tt.bundles...)
			var lines []string
			for _, p := range bill(t, w, "suite", "1.0.0").all() {
				if len(p.holds) > 0 {
					lines = append(lines, p.ref+": "+refs(p.holds))
				}
			}
			if diff := cmp.Diff(strings.TrimSpace(tt.want), strings.Join(lines, "\n")); diff != "" {
				t.Errorf("got another assembly (-want +got):\n%s", diff)
			}
		})
	}
}
