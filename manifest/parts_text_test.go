package manifest

import (
	"strings"
	"testing"
)

func TestHeaderText(t *testing.T) {
	for _, c := range []struct {
		name  string
		given NewComponent
		want  string // behind apiVersion and kind; "!" and the error
	}{
		{"a name", NewComponent{Name: "lib", Scheme: "semver"}, "name: lib\n"},
		{"texts", NewComponent{Name: "a/lib", Title: "The: lib", Description: "one\ntwo\n"}, "name: a/lib\ntitle: \"The: lib\"\ndescription: |\n  one\n  two\n"},
		{"a scheme", NewComponent{Name: "lib", Scheme: "four-part"}, "name: lib\nversioning: four-part\n"},
		{"a pattern", NewComponent{Name: "lib", Scheme: "calver", Pattern: "YY.0M.MICRO"}, "name: lib\nversioning: {scheme: calver, pattern: YY.0M.MICRO}\n"},
		{"a first release", NewComponent{Name: "lib", Scheme: "anyver", FirstRelease: "2019-05-01"}, "name: lib\nversioning: {scheme: anyver, firstRelease: 2019-05-01}\n"},
		{"no name", NewComponent{}, `!missing field "name"`},
		{"a bad name", NewComponent{Name: "Lib"}, `!name: "Lib" is no name: found 'L' at character 1, wanted lower case`},
		{"a bad scheme", NewComponent{Name: "lib", Scheme: "semvr"}, `!versioning: found "semvr", wanted semver, four-part, calver, anyver or loose`},
		{"no text", NewComponent{Name: "lib", Title: "\xff"}, `!line 4 reads as "�", wanted "\xff"`},
	} {
		got, err := HeaderText(c.given)
		wantText(t, c.name, got, err, "apiVersion: joinery/v1\nkind: Component\n", c.want)
	}
}

func TestEntryText(t *testing.T) {
	for _, c := range []struct {
		name  string
		given NewEntry
		want  string
	}{
		{"drawn", NewEntry{Version: "1.10"}, "version: 1.10\n"},
		{
			"drawn for a commit",
			NewEntry{Version: "1.5.0", Extends: []string{"1.4.0"}, Released: "2026-11-20", Revision: "123", Description: "a\nb"},
			"version: 1.5.0\nextends: [1.4.0]\nreleased: 2026-11-20\nrevision: \"123\"\ndescription: |-\n  a\n  b\n",
		},
		{"no version", NewEntry{Revision: "1"}, `!missing field "version"`},
		{"no day", NewEntry{Version: "1.0.0", Released: "yesterday"}, `!released: "yesterday": found "y", wanted a date as YYYY-MM-DD`},
	} {
		got, err := EntryText(c.given)
		wantText(t, c.name, got, err, "", c.want)
	}
}

func TestSetStatus(t *testing.T) {
	day := func(day string, status Status, comment string) StatusChange {
		return StatusChange{Date: Text{Value: day}, Status: status, Comment: Text{Value: comment}}
	}
	log := []StatusChange{day("2026-10-02", Active, ""), day("2026-11-20", Deprecated, "use 1.5.0, please")}
	const logged = "statusLog:\n  - {date: 2026-10-02, status: active}\n  - {date: 2026-11-20, status: deprecated, comment: \"use 1.5.0, please\"}\n"
	for _, c := range []struct {
		name, entry string
		status      Status
		log         []StatusChange
		want        string
	}{
		{"new", "version: 1.0.0\nreleased: 2026-10-01\n", Deprecated, log, "version: 1.0.0\nstatus: deprecated\n" + logged + "released: 2026-10-01\n"},
		{
			"in place of others", "# first\nversion: 1.0.0\nstatus: disabled # for now\nstatusLog: [{date: 2026-10-02, status: disabled}]\n# last\nrevision: 9f2c1ab\n",
			Deprecated, log, "# first\nversion: 1.0.0\nstatus: deprecated\n" + logged + "# last\nrevision: 9f2c1ab\n",
		},
		{"none", "version: 1.0.0\nstatus: disabled\nstatusLog: []\n", Active, nil, "version: 1.0.0\n"},
		{"no day", "version: 1.0.0\n", Active, []StatusChange{{}}, `!date: "": found the end, wanted a date as YYYY-MM-DD`},
		{"no entry", "- version: 1.0.0\n", Active, nil, "!found a list, wanted a map of fields"},
		{"no text", "\xff", Active, nil, "!found the byte 0xff, wanted UTF-8"},
		{"nothing", "", Active, nil, "!the file is empty, wanted a document"},
		{"only a comment", "# version\n", Active, nil, "!found 0 documents, wanted one"},
		{"two documents", "version: 1.0.0\n---\nversion: 1.1.0\n", Active, nil, "!found 2 documents, wanted one"},
		{"another field", "version: 1.0.0\nnmae: x\n", Active, nil, `!unknown field "nmae"`},
		{"an anchor", "version: 1.0.0\nrevision: &a x\n", Active, nil, "!the document uses an anchor at line 2, which an edit could not keep true"},
	} {
		got, err := SetStatus([]byte(c.entry), c.status, c.log)
		wantText(t, c.name, got, err, "", c.want)
	}
}

func wantText(t *testing.T, name string, got []byte, err error, start, want string) {
	t.Helper()
	if problem, fails := strings.CutPrefix(want, "!"); fails {
		if err == nil || err.Error() != problem || got != nil {
			t.Errorf("%s: got %q and the error %v, want none and %s", name, got, err, problem)
		}
		return
	}
	if err != nil || string(got) != start+want {
		t.Errorf("%s: got\n%s%v\nwant\n%s%s", name, got, err, start, want)
	}
}

func TestRelativeArtifacts(t *testing.T) {
	parts, problems := Split("lib/joinery.yaml", []byte(libHead+`versions:
  - version: 1.0.0
    artifacts:
      - {uri: dist/lib.tgz}
      - {uri: https://host/lib.tgz}
      - {uri: oci://host/lib}
      - {uri: "file:///srv/lib.tgz"}
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var got []string
	for _, d := range RelativeArtifacts(parts[0].Component) {
		got = append(got, d.At.String()+" "+d.Message)
	}
	want := `lib/joinery.yaml:7:15 the artifact "dist/lib.tgz" is found only from where this document lies
lib/joinery.yaml:10:15 the artifact "file:///srv/lib.tgz" is found only from where this document lies`
	if strings.Join(got, "\n") != want {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), want)
	}
}
