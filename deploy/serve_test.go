package deploy

import (
	"os/exec"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"k8s.io/apimachinery/pkg/api/resource"
)

type (
	userCommand   = *instructions.UserCommand
	volumeCommand = *instructions.VolumeCommand
)

// serveFlags returns the flags that joinery serve tells of.
func serveFlags(t *testing.T) map[string]bool {
	t.Helper()
	out, err := exec.Command(buildStage(t).in("/out/joinery"), "serve", "--help").Output()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\s*(--[a-z-]+)`).FindAllStringSubmatch(string(out), -1) {
		all[m[1]] = true
	}
	if len(all) == 0 {
		t.Fatalf("got no flags in\n%s", out)
	}
	return all
}

// serveVariables returns the variables that joinery serve reads: each flag has one.
func serveVariables(t *testing.T) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for flag := range serveFlags(t) {
		all["JOINERY_"+strings.ToUpper(strings.ReplaceAll(strings.TrimPrefix(flag, "--"), "-", "_"))] = true
	}
	return all
}

func TestImageSetsWhatServeReads(t *testing.T) {
	known := serveVariables(t)
	for name := range environment(readDockerfile(t).image) {
		if !known[name] {
			t.Errorf("got the variable %s in the image, want one that joinery serve reads", name)
		}
	}
}

func TestPodsSetWhatServeReads(t *testing.T) {
	known, flags := serveVariables(t), serveFlags(t)
	known["GOMEMLIMIT"] = true // Go itself reads that
	inOverlays(t, func(t *testing.T, c cluster) {
		args := c.joinery(t).Args
		if len(args) == 0 || args[0] != "serve" {
			t.Fatalf("got the arguments %q, want serve first", args)
		}
		for _, arg := range args[1:] {
			if flag, _, _ := strings.Cut(arg, "="); !flags[flag] {
				t.Errorf("got the argument %s, want a flag of joinery serve", arg)
			}
		}
		for _, v := range c.joinery(t).Env {
			if !known[v.Name] {
				t.Errorf("got the variable %s, want one that joinery serve reads", v.Name)
			}
		}
	})
}

// listenPort is the port at which the image listens.
func listenPort(t *testing.T) int32 {
	t.Helper()
	_, port, _ := strings.Cut(environment(readDockerfile(t).image)["JOINERY_LISTEN"], ":")
	n, err := strconv.ParseInt(port, 10, 32)
	if err != nil {
		t.Fatal(err)
	}
	return int32(n)
}

// dataFolder is the folder in which the image keeps its data.
func dataFolder(t *testing.T) string {
	t.Helper()
	return path.Dir(strings.TrimPrefix(environment(readDockerfile(t).image)["JOINERY_DB"], "sqlite:"))
}

// numbers are a user and a group as a Dockerfile writes them.
func numbers(user, group int64) string {
	return strconv.FormatInt(user, 10) + ":" + strconv.FormatInt(group, 10)
}

// quantity reads an amount of memory as Go writes it, 460MiB.
func quantity(t *testing.T, text string) int64 {
	t.Helper()
	q, err := resource.ParseQuantity(strings.TrimSuffix(text, "B"))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return q.Value()
}
