package joinery

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// floors is the import order: a package may import what stands in lines above its own, and
// nothing else of ours.
const floors = `
manifest/diag/columns
docs/rules manifest/version manifest/diag
manifest
manifest/revision manifest/importer
graph/layout graph/browsertest
graph
resolve/solve
resolve
resolve/bundle
resolve/diff/plain
resolve/check resolve/plan resolve/sbom resolve/notes
resolve/pack
resolve/diff
registry registry/api
registry/memory registry/auth registry/client registry/server/param
registry/storetest
registry/sqlstore registry/sqlstore/servertest registry/sqlstore/disktest
registry/server
registry/daemon
registry/faulttest
cmd/joinery
`

// alone says which package is the only one that knows a library, or which two; its tests and
// others' tests may look over its shoulder.
var alone = map[string]string{
	"gopkg.in/yaml.v3":                "manifest",
	"github.com/hashicorp/go-version": "manifest/version",
	"golang.org/x/mod":                "manifest/version manifest/importer", // semver; go.mod files
	"github.com/dominikbraun/graph":   "graph",
	"github.com/urfave/cli/v2":        "cmd/joinery",
	"golang.org/x/term":               "cmd/joinery",
	"github.com/bmatcuk/doublestar":   "resolve/check",
	"github.com/CycloneDX":            "resolve/sbom",
	"github.com/yuin/goldmark":        "resolve/notes",
	"aead.dev/minisign":               "resolve/pack",
	"golang.org/x/text":               "manifest/diag/columns",
	"oras.land/oras-go/v2":            "resolve/pack",
	"github.com/opencontainers":       "resolve/pack",
	"github.com/danielgtaylor/huma":   "registry/server",
	"github.com/prometheus":           "registry/server",
	"github.com/coreos/go-oidc":       "registry/auth",
	"golang.org/x/time":               "registry/auth",
	"github.com/pressly/goose":        "registry/sqlstore",
	"modernc.org/sqlite":              "registry/sqlstore",
	"github.com/jackc/pgx":            "registry/sqlstore registry/sqlstore/servertest",
	"github.com/go-sql-driver/mysql":  "registry/sqlstore registry/sqlstore/servertest",
	"github.com/microsoft/go-mssqldb": "registry/sqlstore",
}

type listed struct {
	ImportPath string
	Imports    []string
}

func TestImportOrder(t *testing.T) {
	floor := map[string]int{}
	for i, line := range strings.Split(strings.TrimSpace(floors), "\n") {
		for _, p := range strings.Fields(line) {
			floor[p] = i
		}
	}
	for _, p := range packages(t) {
		own, ours := strings.CutPrefix(p.ImportPath, "joinery/")
		if !ours || own == "examples" || strings.HasPrefix(own, "examples/") || own == "cmd/bench" {
			continue
		}
		at, known := floor[own]
		if !known {
			t.Errorf("%s stands on no floor: write it into deps_test.go", own)
			continue
		}
		for _, imported := range p.Imports {
			if below, ours := strings.CutPrefix(imported, "joinery/"); ours {
				if f, known := floor[below]; !known || f >= at {
					t.Errorf("%s imports %s, which does not lie below it", own, below)
				}
			}
			for library, owner := range alone {
				if (imported == library || strings.HasPrefix(imported, library+"/")) && !slices.Contains(strings.Fields(owner), own) {
					t.Errorf("%s imports %s, which only %s may know", own, imported, owner)
				}
			}
		}
	}
}

func packages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v: %s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	var all []listed
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listed
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) == 0 || !slices.ContainsFunc(all, func(p listed) bool { return p.ImportPath == "joinery/manifest" }) {
		t.Fatal("go list told of no packages")
	}
	return all
}
