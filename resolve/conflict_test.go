package resolve

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"joinery/manifest/diag"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestFailure compares what people read word for word.
func TestFailure(t *testing.T) {
	tests := []struct{ name, world string }{
		{"lineage", `
			suite              needs payments-api 1.4.0, ledger-lib 2.2.0
			payments-api 1.4.0 needs ledger-lib 2.1.0
			ledger-lib 2.1.0
			ledger-lib 2.2.0   extends 2.1.0`},
		{"lineage-two-floors-up", `
			suite              needs web-shop 3.0.0, ledger-lib 2.2.0
			web-shop 3.0.0     needs payments-api ^1.4
			payments-api 1.4.0 needs auth-sdk 1.0.0
			auth-sdk 1.0.0     needs ledger-lib ~> 2.1.0
			ledger-lib 2.1.0
			ledger-lib 2.2.0   extends 2.1.0`},
		{"lineage-unreleased", `
			suite                       needs payments-api 1.5.0-SNAPSHOT, ledger-lib 2.2.0
			payments-api 1.5.0-SNAPSHOT needs ledger-lib 2.1.0
			ledger-lib 2.1.0
			ledger-lib 2.2.0   extends 2.1.0`},
		{"lineage-under-way", `
			suite                       needs payments-api 1.4.0, ledger-lib 2.2.0
			payments-api 1.4.0          needs ledger-lib 2.1.0
			payments-api 1.4.1-SNAPSHOT extends 1.4.0 needs ledger-lib 2.1.0
			ledger-lib 2.1.0
			ledger-lib 2.2.0            extends 2.1.0`},
		{"lineage-two-patches", `
			suite              needs payments-api 1.4.0, web-shop 3.0.0, ledger-lib 2.2.0
			web-shop 3.0.0     needs auth-sdk ^1.4
			payments-api 1.4.0 needs auth-sdk 1.4.0
			auth-sdk 1.4.0     needs ledger-lib 2.1.0
			auth-sdk 1.4.1     extends 1.4.0 needs ledger-lib 2.1.0
			ledger-lib 2.1.0
			ledger-lib 2.2.0   extends 2.1.0`},
		{"crossing-conflicts", `
			suite   needs a 1.0.0, b 1.0.0
			a 1.0.0 needs x 1.0.0, y 1.0.0
			b 1.0.0 needs x 2.0.0, y 2.0.0
			x 1.0.0
			x 2.0.0
			y 1.0.0
			y 2.0.0 extends 1.0.0`},
		{"diverged", `
			suite              needs payments-api 1.4.0, web-shop 2.0.1
			payments-api 1.4.0 needs ledger-lib 2.1.0
			web-shop 2.0.1     needs ledger-lib 2.0.5
			ledger-lib 2.0.4
			ledger-lib 2.0.5   extends 2.0.4
			ledger-lib 2.1.0   extends 2.0.4`},
		{"constraints", `
			suite              needs payments-api ^1.4, web-shop ^2.0
			payments-api 1.4.0 needs auth-sdk ~> 3.2
			web-shop 2.0.1     needs auth-sdk ^4.0
			auth-sdk 3.2.0
			auth-sdk 3.2.7     extends 3.2.0
			auth-sdk 4.0.1     extends 3.2.7`},
		{"two-conflicts", `
			suite   needs a 1.0.0, b 1.0.0
			a 1.0.0 needs x 1.0.0, y 1.0.0
			b 1.0.0 needs x 2.0.0, y 2.0.0
			x 1.0.0 needs z 1.0.0
			x 2.0.0 extends 1.0.0 needs z 1.0.0
			y 1.0.0
			y 2.0.0 extends 1.0.0
			z 1.0.0`},
		{"no-solution", `
			suite   needs a 1.0.0, b 1.0.0
			a 1.0.0 needs x >= 3.0.0 || 1.0.0
			b 1.0.0 needs x <= 2.0.0
			x 1.0.0 needs y ^1.0, z ^2.0
			x 2.0.0
			x 3.0.0
			y 1.0.0 needs z 1.0.0
			z 1.0.0
			z 2.0.0`},
		{"missing", `
			suite              needs payments-api ^1.4, web-shop 2.0.1
			payments-api 1.4.0 needs legder-lib 2.1.0
			web-shop 2.0.1     needs ledger-lib ^3.0
			ledger-lib 2.1.0`},
		{"disabled", `
			suite              needs payments-api 1.4.0
			payments-api 1.4.0 needs ledger-lib ^2.0
			ledger-lib 2.1.0   disabled`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := world(t, test.world)
			_, err := Resolve(context.Background(), w, w.Product("suite"), Options{Date: date("2026-11-21")})
			var f *Failure
			if !errors.As(err, &f) {
				t.Fatalf("got %v, want a failure", err)
			}
			var got bytes.Buffer
			if err := diag.Text(&got, f.Findings, diag.TextOptions{Source: w.Source}); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", "failure", filepath.FromSlash(test.name)+".txt")
			if *update {
				if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got.String(), want)
			}
		})
	}
}
