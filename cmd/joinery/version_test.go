package main

import (
	"runtime/debug"
	"testing"
)

func TestBuild(t *testing.T) {
	built := func(module string, settings ...string) *debug.BuildInfo {
		info := &debug.BuildInfo{Main: debug.Module{Version: module}}
		for i := 0; i < len(settings); i += 2 {
			info.Settings = append(info.Settings, debug.BuildSetting{Key: settings[i], Value: settings[i+1]})
		}
		return info
	}
	const revision = "9f2c1ab0c5d3e1f2a4b5c6d7e8f90a1b2c3d4e5f"
	for _, test := range []struct {
		name            string
		release, commit string
		info            *debug.BuildInfo
		want            string
	}{
		{"stamped", "0.2.0", "1234567", built("v0.2.0", "vcs.revision", revision), "0.2.0 (1234567)"},
		{"a version stamped, the commit from the checkout", "0.2.0", "", built("", "vcs.revision", revision), "0.2.0 (9f2c1ab)"},
		{"a checkout", "", "", built("v0.0.0-20261121054839-9f2c1ab0c5d3", "vcs.revision", revision, "vcs.modified", "false"), source + " (9f2c1ab)"},
		{"a checkout with edits", "", "", built("v0.0.0-20261121054839-9f2c1ab0c5d3+dirty", "vcs.revision", revision, "vcs.modified", "true"), source + " (9f2c1ab+dirty)"},
		{"go install …@v0.3.1", "", "", built("v0.3.1"), "0.3.1"},
		{"a folder without git", "", "", built("(devel)"), source},
		{"no build information", "", "", nil, source},
	} {
		if got := buildOf(test.release, test.commit, test.info).String(); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
