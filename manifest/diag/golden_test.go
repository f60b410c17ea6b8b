package diag

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files under testdata")

// golden compares got with a file under testdata, or writes it there with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
	}
}

// conflict is the finding that every format shows first.
func conflict() Diagnostic {
	return Diagnostic{
		Rule: "one-version", Severity: Error,
		Message: "ledger-lib appears at 2.1.0 and at 2.2.0",
		At:      Place{"joinery.yaml", 9, 5, 10},
		Product: "acme-suite", Component: "ledger-lib", Versions: []string{"2.1.0", "2.2.0"},
		Paths: []Path{
			{[]string{"acme-suite", "ledger-lib 2.2.0"}, Place{"joinery.yaml", 9, 5, 10}},
			{[]string{"acme-suite", "payments-api 1.4.0", "ledger-lib 2.1.0"}, Place{"payments/joinery.yaml", 14, 7, 10}},
		},
		Hints: []string{"2.2.0 grew from 2.1.0; a payments-api 1.4.1 that pins it settles this: joinery bump payments-api patch --from 1.4.0"},
	}
}

// files are the manifests that findings point into.
func files(name string) ([]byte, error) {
	text, ok := map[string]string{
		"joinery.yaml": "apiVersion: joinery/v1\nkind: Product\nname: acme-suite\nversion: 4.2.1\n\n" +
			"components:\n    payments-api: 1.4.0\n    web-shop: \"2.0.1\"\n    ledger-lib: 2.2.0\n",
		"windows.yaml": "kind: Component\r\nname: payments-api\r\nowner:\tteam-payments\r\n",
		"hostile.yaml": "name: \x1b[2Jpay\u202ements\nowner: \xff\n",
		"long.yaml": "kind: Component\ndescription: Takes card and instalment payments, keeps a ledger of each, " +
			"and tells the shop about it; needs ledger-lib before anything else happens to it.\n",
	}[name]
	if !ok {
		return nil, errors.New("no such file")
	}
	return []byte(text), nil
}
