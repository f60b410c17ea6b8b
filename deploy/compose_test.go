package deploy

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

// composes are the files that go together, by what keeps the data.
var composes = map[string][]string{
	"sqlite":   {"compose.yaml"},
	"postgres": {"compose.yaml", "compose.postgres.yaml"},
}

// loadCompose reads compose files as docker compose does, against the schema.
func loadCompose(t *testing.T, files []string) *types.Project {
	t.Helper()
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	details := types.ConfigDetails{WorkingDir: here, Environment: types.Mapping{"POSTGRES_PASSWORD": "secret"}}
	for _, f := range files {
		details.ConfigFiles = append(details.ConfigFiles, types.ConfigFile{Filename: filepath.Join(here, f)})
	}
	p, err := loader.LoadWithContext(t.Context(), details)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestCompose(t *testing.T) {
	image := readDockerfile(t).image
	for name, files := range composes {
		t.Run(name, func(t *testing.T) {
			p := loadCompose(t, files)
			for _, s := range p.Services {
				if !pinned(s.Image) {
					t.Errorf("got the image %s, want one with a tag or a digest", s.Image)
				}
				for dependency, d := range s.DependsOn {
					if d.Condition == types.ServiceConditionHealthy && p.Services[dependency].HealthCheck == nil {
						t.Errorf("%s waits until %s is healthy, which nobody can tell", s.Name, dependency)
					}
				}
			}
			r := p.Services["registry"]
			if got := filepath.Join(r.Build.Context, r.Build.Dockerfile); !same(t, got, "Dockerfile") {
				t.Errorf("got an image built by %s, want by the Dockerfile here", got)
			}
			if len(r.Ports) != 1 || r.Ports[0].Target != uint32(listenPort(t)) || r.Ports[0].HostIP != "127.0.0.1" {
				t.Errorf("got the ports %v, want the image's, reached from this machine alone", r.Ports)
			}
			if !r.ReadOnly || !slices.Equal(r.CapDrop, []string{"ALL"}) || !slices.Equal(r.SecurityOpt, []string{"no-new-privileges:true"}) {
				t.Error("got a registry that may do more than it needs, want it read-only, without capabilities or ways to get some")
			}
			var mounted []string
			for _, v := range r.Volumes {
				mounted = append(mounted, v.Target)
			}
			if want := only[volumeCommand](t, image).Volumes; !slices.Equal(mounted, want) {
				t.Errorf("got volumes at %q, want at the image's %q", mounted, want)
			}
			if len(r.Tmpfs) != 1 || !strings.HasPrefix(r.Tmpfs[0], "/tmp:") {
				t.Errorf("got %q, want a /tmp that can be written", r.Tmpfs)
			}
			want := 5 * time.Second
			for _, name := range []string{"JOINERY_GRACE", "JOINERY_DRAIN"} {
				d, err := time.ParseDuration(value(r, name))
				if err != nil {
					t.Error(err)
				}
				want += d
			}
			if got := time.Duration(*r.StopGracePeriod); got < want {
				t.Errorf("got %s to end in, want %s: the grace, the drain, and some seconds", got, want)
			}
			for variable := range r.Environment {
				if !serveVariables(t)[variable] {
					t.Errorf("got the variable %s, want one that joinery serve takes", variable)
				}
			}
		})
	}
}

func TestComposeOfPostgresUsesItsDatabase(t *testing.T) {
	p := loadCompose(t, composes["postgres"])
	d := p.Services["database"]
	want := "postgres://" + value(d, "POSTGRES_USER") + ":" + value(d, "POSTGRES_PASSWORD") + "@database:5432/" + value(d, "POSTGRES_DB") + "?sslmode=disable"
	if got := value(p.Services["registry"], "JOINERY_DB"); got != want {
		t.Errorf("got the database %s, want %s", got, want)
	}
	if len(d.Ports) != 0 {
		t.Errorf("got the database's ports %v, want it reached by the registry alone", d.Ports)
	}
}

// value returns a service's variable, "" when there is none.
func value(s types.ServiceConfig, name string) string {
	if v := s.Environment[name]; v != nil {
		return *v
	}
	return ""
}

// same reports whether two paths are one.
func same(t *testing.T, a, b string) bool {
	t.Helper()
	for _, p := range []*string{&a, &b} {
		var err error
		if *p, err = filepath.Abs(*p); err != nil {
			t.Fatal(err)
		}
	}
	return a == b
}
