package registry_test

import (
	"strings"
	"testing"

	"joinery/registry"
)

// A status goes forward with documents, and back by SetStatus alone, whose lines stay.
func TestPublishStatus(t *testing.T) {
	const draws = "draw" // instead of publishing 1.4.1 first
	for _, test := range []struct{ name, steps, want string }{
		{"a document says more", "publish description: x > publish status: disabled", "disabled:"},
		{"a document says less", "publish status: disabled > publish description: x", "disabled:"},
		{"a document's lines are its own", "publish {status: deprecated, statusLog: [{date: 2026-11-01, status: deprecated, comment: a}]} > publish {status: deprecated, statusLog: [{date: 2026-11-02, status: deprecated, comment: b}]}",
			"deprecated: 11-02 deprecated b"},
		{"set, then published first", draws + " > set disabled broken > publish description: x", "disabled: 11-20 disabled broken"},
		{"set, then published again", "publish description: x > set deprecated cve > publish description: y", "deprecated: 11-20 deprecated cve"},
		{"set, then the document goes further", "publish description: x > set deprecated cve > publish {status: disabled, statusLog: [{date: 2026-11-10, status: disabled, comment: gone}]}",
			"disabled: 11-10 disabled gone, 11-20 deprecated cve"},
		{"set back, then published as before", "publish status: deprecated > set active needed > publish {status: deprecated, description: x}", "active: 11-20 active needed"},
		{"set back, then the document goes further", "publish status: deprecated > set active needed > publish status: disabled", "disabled: 11-20 active needed"},
		{"read and published again", "publish description: x > set deprecated cve > again", "deprecated: 11-20 deprecated cve"},
	} {
		r := newRegistry(t, registry.Options{})
		newLib(t, r, "1.4.0")
		for _, step := range strings.Split(test.steps, " > ") {
			verb, rest, _ := strings.Cut(step, " ")
			var err error
			switch verb {
			case draws:
				_, err = r.Draw(t.Context(), admin, drawText(t, "lib", "patch"))
			case "set":
				status, comment, _ := strings.Cut(rest, " ")
				_, err = r.SetStatus(t.Context(), admin, registry.NewStatus{Item: "lib", Version: "1.4.1", Status: status, Comment: comment})
			case "publish":
				_, err = r.Publish(t.Context(), admin, registry.Publication{Text: []byte(lib("version: 1.4.1, " + strings.TrimSuffix(strings.TrimPrefix(rest, "{"), "}")))})
			case "again":
				var text []byte
				if text, _, err = r.Document(t.Context(), admin, "lib"); err == nil {
					_, err = r.Publish(t.Context(), admin, registry.Publication{Text: text})
				}
			}
			if err != nil {
				t.Fatalf("%s: %s: %v", test.name, step, err)
			}
		}
		v, err := r.Version(t.Context(), admin, "lib", "1.4.1")
		if err != nil {
			t.Fatal(err)
		}
		var log []string
		for _, line := range v.Log {
			log = append(log, line.Date.Format(" 01-02 ")+line.Status+" "+line.Comment)
		}
		if got := v.Status + ":" + strings.Join(log, ","); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
		text, _, err := r.Document(t.Context(), admin, "lib")
		if err != nil || v.Status != "active" && !strings.Contains(string(text), "status: "+v.Status) {
			t.Errorf("%s: got %v and the document\n%s\nwant its status in it", test.name, err, text)
		}
	}
}
