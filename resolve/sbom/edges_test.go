package sbom

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDependencies(t *testing.T) {
	for _, tt := range []struct {
		name      string
		documents string
		bundles   []string
		want      string // who needs whom, by a line each; who needs nothing is left out
	}{
		{
			name:    "the bundle alone",
			bundles: []string{"suite 1.0.0: ledger 2.1.0 by pay shop, pay 1.4.0! by shop, shop 2.0.0!"},
			want: `
suite@1.0.0 on pay@1.4.0 shop@2.0.0
pay@1.4.0 on ledger@2.1.0
shop@2.0.0 on ledger@2.1.0 pay@1.4.0`,
		},
		{
			name:    "nobody requires it",
			bundles: []string{"suite 1.0.0: loose-end 1.0.0, pay 1.0.0!, stranger 1.0.0 by gone"},
			want:    "suite@1.0.0 on loose-end@1.0.0 pay@1.0.0 stranger@1.0.0",
		},
		{
			name:    "two versions, nothing known",
			bundles: []string{"suite 1.0.0: ledger 1.0.0 by pay, ledger 2.0.0 by pay shop, pay 1.0.0!, shop 1.0.0!"},
			want: `
suite@1.0.0 on pay@1.0.0 shop@1.0.0
pay@1.0.0 on ledger@1.0.0 ledger@2.0.0
shop@1.0.0 on ledger@2.0.0`,
		},
		{
			name: "two versions, manifests tell",
			documents: `
-- Component ledger --
versions: [{version: 2.0.0}, {version: 1.0.0}]
-- Component pay --
versions: [{version: 1.0.0, dependencies: {ledger: ^1.0}}]
-- Component shop --
versions: [{version: 1.0.0, dependencies: {ledger: ^2.0}}]`,
			bundles: []string{"suite 1.0.0: ledger 1.0.0 by pay shop, ledger 2.0.0 by pay shop, pay 1.0.0!, shop 1.0.0!"},
			want: `
suite@1.0.0 on pay@1.0.0 shop@1.0.0
pay@1.0.0 on ledger@1.0.0
shop@1.0.0 on ledger@2.0.0`,
		},
		{
			name: "one of the requirer's versions does not ask for it",
			documents: `
-- Component ledger --
versions: [{version: 1.0.0}]
-- Component pay --
versions: [{version: 2.0.0, dependencies: {ledger: ^1.0}}, {version: 1.0.0}]`,
			bundles: []string{"suite 1.0.0: ledger 1.0.0 by pay, pay 1.0.0!, pay 2.0.0!"},
			want: `
suite@1.0.0 on pay@1.0.0 pay@2.0.0
pay@2.0.0 on ledger@1.0.0`,
		},
		{
			name: "an override outweighs what the manifest asks for",
			documents: `
-- Component ledger --
versions: [{version: 2.0.0}]
-- Component pay --
versions: [{version: 2.0.0, dependencies: {ledger: ^2.0}}, {version: 1.0.0}]`,
			bundles: []string{"suite 1.0.0: ledger 2.0.0 by pay, pay 1.0.0!"},
			want: `
suite@1.0.0 on pay@1.0.0
pay@1.0.0 on ledger@2.0.0`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := world(t, tt.documents, tt.bundles...)
			var lines []string
			for _, p := range bill(t, w, "suite", "1.0.0").all() {
				if len(p.needs) > 0 {
					lines = append(lines, p.ref+" on "+refs(p.needs))
				}
			}
			if diff := cmp.Diff(strings.TrimSpace(tt.want), strings.Join(lines, "\n")); diff != "" {
				t.Errorf("got other edges (-want +got):\n%s", diff)
			}
		})
	}
}

func refs(parts []*part) string {
	var all []string
	for _, p := range parts {
		all = append(all, p.ref)
	}
	return strings.Join(all, " ")
}
