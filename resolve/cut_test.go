package resolve_test

import (
	"strings"
	"testing"

	"joinery/resolve"
)

func TestCut(t *testing.T) {
	for _, test := range []struct {
		name     string
		scheme   string
		versions string
		options  resolve.CutOptions
		want     string
	}{
		{"the snapshot", "semver", "1.5.0-SNAPSHOT 1.4.0", resolve.CutOptions{}, "1.5.0-SNAPSHOT becomes 1.5.0"},
		{"named", "semver", "1.5.0-SNAPSHOT 1.4.1-SNAPSHOT 1.4.0", resolve.CutOptions{Version: "1.4.1-SNAPSHOT"}, "1.4.1-SNAPSHOT becomes 1.4.1"},
		{"named by its numbers", "semver", "1.5.0-SNAPSHOT 1.4.1-SNAPSHOT 1.4.0", resolve.CutOptions{Version: "1.4.1"}, "1.4.1-SNAPSHOT becomes 1.4.1"},
		{"an older line is not meant", "semver", "1.5.0-SNAPSHOT 1.4.0 1.3.1-SNAPSHOT", resolve.CutOptions{}, "1.5.0-SNAPSHOT becomes 1.5.0"},
		{"a candidate", "semver", "1.5.0-rc.2 1.4.0", resolve.CutOptions{}, "1.5.0-rc.2 becomes 1.5.0"},
		{"first", "semver", "0.1.0-SNAPSHOT", resolve.CutOptions{}, "0.1.0-SNAPSHOT becomes 1.0.0"},
		{"first, under another number", "semver", "0.1.0-SNAPSHOT", resolve.CutOptions{As: "0.1.0"}, "0.1.0-SNAPSHOT becomes 0.1.0"},
		{"first of four", "four-part", "1.0.0.0-SNAPSHOT", resolve.CutOptions{}, "1.0.0.0-SNAPSHOT becomes 1.0.0.0"},
		{"calver", "calver", "2026.11.0-SNAPSHOT", resolve.CutOptions{}, "2026.11.0-SNAPSHOT becomes 2026.11.0"},
		{"anyver", "anyver", "0.2024031.1112-SNAPSHOT", resolve.CutOptions{}, "0.2024031.1112-SNAPSHOT becomes 0.2024031.1112"},
		{"loose", "loose", "1.2-rc1", resolve.CutOptions{As: "1.2"}, "1.2-rc1 becomes 1.2"},
		{
			"loose without a name", "loose", "1.2-rc1",
			resolve.CutOptions{},
			"joinery.yaml:3:7: nothing of lib to cut: what 1.2-rc1 leads to cannot be computed; --as names it",
		},
		{
			"several", "semver", "2.0.0-SNAPSHOT 1.5.0-SNAPSHOT 1.4.0",
			resolve.CutOptions{},
			"joinery.yaml:3:7: nothing of lib to cut: found several pre-releases above 1.4.0, wanted one by name (there are 1.5.0-SNAPSHOT, 2.0.0-SNAPSHOT); " +
				"joinery cut lib 1.5.0-SNAPSHOT; joinery cut lib 2.0.0-SNAPSHOT",
		},
		{
			"none", "semver", "1.4.0 1.3.1-SNAPSHOT",
			resolve.CutOptions{},
			"joinery.yaml:3:7: nothing of lib to cut: there is no pre-release above 1.4.0 (there are 1.3.1-SNAPSHOT); joinery cut lib 1.3.1-SNAPSHOT",
		},
		{"none at all", "semver", "1.4.0", resolve.CutOptions{}, "joinery.yaml:3:7: nothing of lib to cut: there is no pre-release above 1.4.0"},
		{"no versions", "semver", "", resolve.CutOptions{}, "joinery.yaml:3:7: nothing of lib to cut: there is no pre-release"},
		{
			"production", "semver", "1.4.0",
			resolve.CutOptions{Version: "1.4.0"},
			"joinery.yaml:3:7: nothing of lib to cut: 1.4.0 is a production version already, wanted a pre-release",
		},
		{"unknown", "semver", "1.5.0-SNAPSHOT", resolve.CutOptions{Version: "1.5.0-SNAPSHOP"}, "lib has no version 1.5.0-SNAPSHOP; did you mean 1.5.0-SNAPSHOT?"},
		{
			"exists", "semver", "1.5.0 1.5.0-SNAPSHOT 1.4.0",
			resolve.CutOptions{Version: "1.5.0-SNAPSHOT"},
			"joinery.yaml:6:15: lib 1.5.0 exists already, wanted the number 1.5.0 to be free; --as names another version",
		},
		{
			"exists under the name", "semver", "1.5.0-SNAPSHOT 1.4.0",
			resolve.CutOptions{As: "1.4.0"},
			"joinery.yaml:7:15: lib 1.4.0 exists already, wanted the number 1.4.0 to be free; --as names another version",
		},
		{
			"as a pre-release", "semver", "1.5.0-SNAPSHOT 1.4.0",
			resolve.CutOptions{As: "1.5.0-rc.1"},
			"joinery.yaml:3:7: nothing of lib to cut: 1.5.0-rc.1 is a pre-release, wanted a production version to cut as",
		},
		{"as no version", "semver", "1.5.0-SNAPSHOT 1.4.0", resolve.CutOptions{As: "1.5"}, `"1.5": found the end at offset 3, wanted .PATCH`},
	} {
		t.Run(test.name, func(t *testing.T) {
			cutting, err := resolve.Cut(versionsOf(t, test.scheme, strings.Fields(test.versions)...), test.options)
			got := ""
			if err != nil {
				got = err.Error()
				if helpful, ok := err.(interface{ Hints() []string }); ok {
					got = strings.Join(append([]string{got}, helpful.Hints()...), "; ")
				}
			} else {
				got = cutting.Entry.Version.Value + " becomes " + cutting.To.String()
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
