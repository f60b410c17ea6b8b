package deploy

import (
	"io/fs"
	"net/http"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

// TestContainer runs the pod of the SQLite overlay in the image: the probes are answered, nobody
// gets in without a token, and what was drawn is known to the next one.
func TestContainer(t *testing.T) {
	pods := buildCluster(t, "kubernetes/overlays/sqlite")
	c := newContainer(t, mounted(t, pods))
	for _, v := range pods.joinery(t).Env {
		c.env[v.Name] = v.Value
	}
	s := c.serve(t, pods.joinery(t).Args...)
	for what, probe := range probes(pods.joinery(t)) {
		if got, text := s.ask(t, "", http.MethodGet, probe.HTTPGet.Path); got != http.StatusOK {
			t.Errorf("got %d (%s) for the %s probe, want 200", got, text, what)
		}
	}
	health := only[*instructions.HealthCheckCommand](t, readDockerfile(t).image).Health.Test
	if out, err := c.command(health[2:]...).CombinedOutput(); err != nil || health[0] != "CMD" || health[1] != c.entry[0] {
		t.Errorf("got %v (%s) for the health check %q, want the image's program to find all well", err, out, health)
	}
	metrics := &server{address: "http://" + strings.Replace(c.env["JOINERY_METRICS_LISTEN"], "0.0.0.0", "127.0.0.1", 1)}
	if got, text := metrics.ask(t, "", http.MethodGet, "/metrics"); got != http.StatusOK || !strings.Contains(text, "joinery_draws_total") {
		t.Errorf("got %d (%s) for the metrics, want them", got, text)
	}
	const draw = "/version/nextMinor?item=team%2Flib&format=txt"
	if got, text := s.ask(t, "", http.MethodPost, draw); got != http.StatusUnauthorized {
		t.Errorf("got %d (%s) without a token, want 401", got, text)
	}

	// As kubectl exec and docker compose exec do; the server runs.
	out, err := c.command("token", "add", "me", "--role", "admin").Output()
	if err != nil {
		t.Fatalf("making the first token: %v", err)
	}
	token := strings.TrimSpace(string(out))
	for _, step := range []struct{ route, want string }{
		{"/items/add?item=team%2Flib&version=1.0.0&format=txt", "team/lib"},
		{draw, "1.1.0"},
	} {
		if status, got := s.ask(t, token, http.MethodPost, step.route); status != http.StatusCreated || got != step.want {
			t.Errorf("got %d (%s) for %s, want 201 and %s", status, got, step.route, step.want)
		}
	}
	if out, err := c.command("registry", "backup", "-").Output(); err != nil || !strings.HasPrefix(string(out), "SQLite format 3\x00") {
		t.Errorf("got %d bytes of a backup (%v), want a database that leaves the container", len(out), err)
	}
	s.stop(t)

	s = c.serve(t, pods.joinery(t).Args...)
	if status, got := s.ask(t, token, http.MethodPost, draw); status != http.StatusCreated || got != "1.2.0" {
		t.Errorf("got %d (%s) from the next pod, want 201 and 1.2.0", status, got)
	}
	s.stop(t)

	// As after a copy was brought back.
	restored := readJob(t, "kubernetes/restored.yaml").Spec.Template.Spec.Containers[0]
	if out, err := c.command(restored.Args...).CombinedOutput(); err != nil {
		t.Fatalf("%q: %v\n%s", restored.Args, err, out)
	}
	s = c.serve(t, pods.joinery(t).Args...)
	if status, got := s.ask(t, token, http.MethodPost, draw); status != http.StatusCreated || got != "1.1003.0" {
		t.Errorf("got %d (%s) after a copy was brought back, want 201 and a jump to 1.1003.0", status, got)
	}
	s.stop(t)
	c.checkWritten(t, dataFolder(t), "/tmp")
}

// checkWritten checks that the container wrote a database, into some folders alone, and for nobody
// else.
func (c *container) checkWritten(t *testing.T, folders ...string) {
	t.Helper()
	written := 0
	err := fs.WalkDir(os.DirFS(c.root), ".", func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err != nil || info.Sys().(*syscall.Stat_t).Uid != c.uid {
			return err
		}
		written++
		if !slices.Contains(folders, "/"+path.Dir(file)) {
			t.Errorf("got /%s written, want nothing outside of %q", file, folders)
		}
		if got := info.Mode().Perm(); got&0o077 != 0 {
			t.Errorf("got /%s with the mode %o, want it closed to others", file, got)
		}
		return nil
	})
	if err != nil || written == 0 {
		t.Fatalf("got %d files of the container's user (%v), want its database", written, err)
	}
}

// mounted returns the files of the secrets that a pod mounts, by path.
func mounted(t *testing.T, c cluster) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, v := range c.pod().Volumes {
		if v.Secret == nil {
			continue
		}
		for _, m := range c.joinery(t).VolumeMounts {
			if m.Name == v.Name {
				for name, content := range c.secrets[v.Secret.SecretName].Data {
					files[path.Join(m.MountPath, name)] = content
				}
			}
		}
	}
	return files
}
