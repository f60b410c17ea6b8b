package check

import (
	"testing"
	"testing/fstest"
)

// A change file that says what it said declares nothing anew, whatever else of it changed.
func TestChangeDeclaredAnew(t *testing.T) {
	const file, said = "changes/quiet-otters-dance.md", "---\ncomponents: {payments-api: fix}\n---\nRounding.\n"
	files := func(change string) fstest.MapFS {
		all := tree(`joinery.yaml: apiVersion: joinery/v1\nkind: Component\nname: payments-api\nversions: [{version: 1.0.0}]\n`)
		if change != "" {
			all[file] = &fstest.MapFile{Data: []byte(change)}
		}
		return all
	}
	for _, test := range []struct {
		name, then, now string
		want            bool // that the change declares something
	}{
		{"its mode", said, said, false},
		{"the ends of its lines", said, "---\r\ncomponents: {payments-api: fix}\r\n---\r\nRounding.\r\n", false},
		{"its words", said, said + "Up.\n", true},
		{"it is new", "", said, true},
	} {
		now := files(test.now)
		now["code"] = &fstest.MapFile{Data: []byte("new")}
		report := inspect(t, now, Options{Date: today, Base: &Base{loaded(t, files(test.then)), []string{"code", file}}})
		got := true
		for _, d := range report.Findings {
			got = got && d.Rule != "change-declared"
		}
		if got != test.want {
			t.Errorf("%s: the change declares something: got %t, want %t", test.name, got, test.want)
		}
	}
}
