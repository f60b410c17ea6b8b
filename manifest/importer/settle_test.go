package importer_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"joinery/manifest/importer"
)

// TestSettle imports CycloneDX documents written short: "name@version: name@version …" says what a
// component depends on, "product:" what the product does.
func TestSettle(t *testing.T) {
	for _, tt := range []struct {
		name    string
		says    []string
		want    string // components, each with what it needs; what the product names is marked with *
		skipped []string
	}{
		{
			name: "what nothing needs is direct",
			says: []string{"a@1.0.0: b@2.0.0", "b@2.0.0:"},
			want: "*a 1.0.0 [b 2.0.0], b 2.0.0 []",
		},
		{
			name: "what the product needs is direct",
			says: []string{"product: a@1.0.0 b@2.0.0", "a@1.0.0: b@2.0.0", "b@2.0.0:"},
			want: "*a 1.0.0 [b 2.0.0], *b 2.0.0 []",
		},
		{
			name:    "what nobody speaks of is direct, and told",
			says:    []string{"product: a@1.0.0", "a@1.0.0:", "b@2.0.0:"},
			want:    "*a 1.0.0 [], *b 2.0.0 []",
			skipped: []string{"components[1]: nothing says who needs it: the product names it itself"},
		},
		{
			name: "one version of each",
			says: []string{"a@1.0.0: c@1.9.0", "b@1.0.0: c@1.10.0", "c@1.9.0:", "c@1.10.0:"},
			want: "*a 1.0.0 [], *b 1.0.0 [c 1.10.0], c 1.10.0 []",
			skipped: []string{
				"components[2]: c stands at several versions and a product takes one, the highest: 1.9.0 is left out, with what needs it at that version",
			},
		},
		{
			name:    "a circle is opened",
			says:    []string{"a@1.0.0: b@1.0.0", "b@1.0.0: c@1.0.0", "c@1.0.0: a@1.0.0"},
			want:    "*a 1.0.0 [b 1.0.0], b 1.0.0 [c 1.0.0], c 1.0.0 []",
			skipped: []string{"components[2] needs a: that needs it in turn, and dependencies do not run in a circle"},
		},
		{
			name: "versions as others write them",
			says: []string{"a@v1.2:", "b@2.7.18.Final:", "c@1.0.0-rc.1:", "d@bookworm_1:"},
			want: "*a v1.2 [], *b 2.7.18.Final [], *c 1.0.0-rc.1 [], *d bookworm_1 []",
		},
		{
			name: "what is no version",
			says: []string{"a@1.0.0: b@^1", "b@^1:", "c@1 2:", "d@:"},
			want: "*a 1.0.0 []",
			skipped: []string{
				"components[1]: ^1 is no version, but a range of versions",
				`components[2]: "1 2" is no version, wanted at most 128 visible ASCII characters without blanks`,
				"components[3]: it has no version",
			},
		},
		{
			name: "names that come to the same",
			says: []string{"The Suite@1.0.0:", "A B@1.0.0:", "a_b@1.0.0:", "A-B@2.0.0:", "Ä@1.0.0:", "a.json@1.0.0:"},
			want: "*a-b 1.0.0 [], *a-b-2 2.0.0 [], *a-json 1.0.0 [], *a_b 1.0.0 [], *part 1.0.0 [], *the-suite-2 1.0.0 []",
			skipped: []string{
				"components[0]: the name the-suite is taken by the product: The Suite is called the-suite-2",
				"components[3]: the name a-b is taken by A B: A-B is called a-b-2",
			},
		},
		{
			name:    "what is not there",
			says:    []string{"a@1.0.0: z@1.0.0", "a@1.0.0:"},
			want:    "*a 1.0.0 []",
			skipped: []string{"components[1]: a 1.0.0 stands twice, the first is taken", "components[0] needs z@1.0.0: the file does not list that"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			im, err := importer.Read(t.Context(), fstest.MapFS{"bom.json": {Data: []byte(materials(tt.says))}}, "bom.json", importer.Options{})
			if err != nil {
				t.Fatal(err)
			}
			sound(t, im)
			if got := drawn(im); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			var skipped []string
			for _, line := range im.Summary() {
				skipped = append(skipped, strings.TrimPrefix(line, "bom.json: "))
			}
			if diff := cmp.Diff(tt.skipped, skipped); diff != "" {
				t.Errorf("what is told is another (-want +got):\n%s", diff)
			}
		})
	}
}

// materials writes the bill of materials that the lines say.
func materials(lines []string) string {
	var components, dependencies []string
	for _, line := range lines {
		ref, needs, _ := strings.Cut(line, ":")
		var on []string
		for _, need := range strings.Fields(needs) {
			on = append(on, fmt.Sprintf("%q", need))
		}
		if name, v, ok := strings.Cut(ref, "@"); ok {
			components = append(components, fmt.Sprintf(`{"type": "other", "bom-ref": %q, "name": %q, "version": %q}`, ref, name, v))
		}
		dependencies = append(dependencies, fmt.Sprintf(`{"ref": %q, "dependsOn": [%s]}`, ref, strings.Join(on, ",")))
	}
	return fmt.Sprintf(`{"bomFormat": "CycloneDX", "specVersion": "1.6",
		"metadata": {"component": {"bom-ref": "product", "name": "the suite"}},
		"components": [%s], "dependencies": [%s]}`, strings.Join(components, ","), strings.Join(dependencies, ","))
}

// drawn writes an import's components on a line.
func drawn(im *importer.Import) string {
	direct := map[string]bool{}
	for _, n := range im.Product.Components {
		direct[n.Name] = true
	}
	var all []string
	for _, c := range im.Components {
		var needs []string
		for _, n := range c.Dependencies {
			needs = append(needs, n.Name+" "+n.Version)
		}
		mark := ""
		if direct[c.Name] {
			mark = "*"
		}
		all = append(all, fmt.Sprintf("%s%s %s %v", mark, c.Name, c.Version, needs))
	}
	return strings.Join(all, ", ")
}
