package deploy

import (
	"slices"
	"strconv"
	"testing"
	"time"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
)

func TestSelectorsMatchThePods(t *testing.T) {
	inOverlays(t, func(t *testing.T, c cluster) {
		pods := labels.Set(c.deployment.Spec.Template.Labels)
		selectors := map[string]*meta.LabelSelector{
			"the deployment's":        c.deployment.Spec.Selector,
			"the disruption budget's": c.budget.Spec.Selector,
			"the network policy's":    &c.network.Spec.PodSelector,
			"the service's":           {MatchLabels: c.service.Spec.Selector},
		}
		for _, s := range c.pod().TopologySpreadConstraints {
			selectors["the spread's over "+s.TopologyKey] = s.LabelSelector
		}
		for whose, selector := range selectors {
			s, err := meta.LabelSelectorAsSelector(selector)
			if err != nil {
				t.Fatal(err)
			}
			if s.Empty() || !s.Matches(pods) {
				t.Errorf("got %s selector %q, want one that matches the pods' labels %s", whose, s, pods)
			}
		}
	})
}

func TestPortsLeadToTheServer(t *testing.T) {
	want := listenPort(t)
	inOverlays(t, func(t *testing.T, c cluster) {
		named := map[string]int32{}
		for _, p := range c.joinery(t).Ports {
			named[p.Name] = p.ContainerPort
		}
		if got := named["http"]; got != want {
			t.Errorf("got the port %d, want the image's, %d", got, want)
		}
		metrics := strconv.Itoa(int(named["metrics"]))
		if got := c.variable(t, "JOINERY_METRICS_LISTEN").Value; got != "0.0.0.0:"+metrics {
			t.Errorf("got metrics at %s, want at the port of that name, %s", got, metrics)
		}
		if got := c.deployment.Spec.Template.Annotations["prometheus.io/port"]; got != metrics {
			t.Errorf("got metrics collected at the port %s, want %s", got, metrics)
		}
		for i, in := range c.network.Spec.Ingress {
			if len(in.Ports) != 1 || in.Ports[0].Port == nil || named[in.Ports[0].Port.StrVal] == 0 || len(in.From) == 0 {
				t.Errorf("got the way in %d of the network policy to %v from %v, want one to a port of the pod's, for some", i, in.Ports, in.From)
			}
		}
		name := intstr.FromString("http")
		if got := c.service.Spec.Ports; len(got) != 1 || got[0].TargetPort != name {
			t.Errorf("got the service's ports %v, want one that leads to %s", got, &name)
		}
		for _, rule := range c.ingress.Spec.Rules {
			for _, path := range rule.HTTP.Paths {
				if b := path.Backend.Service; b == nil || b.Name != c.service.Name || b.Port.Name != c.service.Spec.Ports[0].Name {
					t.Errorf("got the way %s%s to %v, want to the service %s", rule.Host, path.Path, b, c.service.Name)
				}
			}
		}
		for what, probe := range probes(c.joinery(t)) {
			if probe.HTTPGet == nil || probe.HTTPGet.Port != name {
				t.Errorf("got %v for %s, want it to ask the port %s", probe.HTTPGet, what, &name)
			}
		}
	})
}

// probes returns a container's probes by what they are for.
func probes(c core.Container) map[string]*core.Probe {
	return map[string]*core.Probe{"startup": c.StartupProbe, "liveness": c.LivenessProbe, "readiness": c.ReadinessProbe}
}

func TestProbesAskForLifeAndReadiness(t *testing.T) {
	want := map[string]string{"startup": "/healthz", "liveness": "/healthz", "readiness": "/readyz"}
	inOverlays(t, func(t *testing.T, c cluster) {
		for what, probe := range probes(c.joinery(t)) {
			if probe == nil || probe.HTTPGet == nil || probe.HTTPGet.Path != want[what] {
				t.Errorf("got the %s probe %v, want one that asks for %s", what, probe, want[what])
			}
		}
	})
}

func TestEverythingIsEncryptedOutside(t *testing.T) {
	inOverlays(t, func(t *testing.T, c cluster) {
		safe := map[string]bool{}
		for _, s := range c.ingress.Spec.TLS {
			for _, host := range s.Hosts {
				safe[host] = s.SecretName != ""
			}
		}
		for _, rule := range c.ingress.Spec.Rules {
			if !safe[rule.Host] {
				t.Errorf("got the host %q without a certificate, want one", rule.Host)
			}
		}
		if got := c.service.Spec.Type; got != "" && got != core.ServiceTypeClusterIP {
			t.Errorf("got a service of type %s, want one inside the cluster: the ingress is the way in", got)
		}
	})
}

func TestPodsAreRestricted(t *testing.T) {
	inOverlays(t, func(t *testing.T, c cluster) {
		checkRestricted(t, c.pod())
		if c.pod().ServiceAccountName != c.account.Name || *c.account.AutomountServiceAccountToken {
			t.Error("got pods of another account, or of one with a token, want the registry's own, without")
		}
	})
	checkRestricted(t, readJob(t, "kubernetes/restored.yaml").Spec.Template.Spec)
	checkRestricted(t, readPod(t, "kubernetes/disk.yaml").Spec)
}

// checkRestricted checks what the Pod Security Standard "restricted" wants, and what goes further.
func checkRestricted(t *testing.T, p core.PodSpec) {
	t.Helper()
	c := p.Containers[0].SecurityContext
	user := only[userCommand](t, readDockerfile(t).image).User
	for what, holds := range map[string]bool{
		"runAsNonRoot":                   *p.SecurityContext.RunAsNonRoot,
		"the image's user":               numbers(*p.SecurityContext.RunAsUser, *p.SecurityContext.RunAsGroup) == user,
		"volumes that it can write to":   *p.SecurityContext.FSGroup == *p.SecurityContext.RunAsGroup,
		"seccomp RuntimeDefault":         p.SecurityContext.SeccompProfile.Type == core.SeccompProfileTypeRuntimeDefault,
		"allowPrivilegeEscalation false": !*c.AllowPrivilegeEscalation,
		"readOnlyRootFilesystem":         *c.ReadOnlyRootFilesystem,
		"all capabilities dropped":       slices.Equal(c.Capabilities.Drop, []core.Capability{"ALL"}) && len(c.Capabilities.Add) == 0,
		"not the host's network":         !p.HostNetwork && !p.HostPID && !p.HostIPC,
		"no token of the cluster":        !*p.AutomountServiceAccountToken,
		"no variables of services":       !*p.EnableServiceLinks,
	} {
		if !holds {
			t.Errorf("got a pod without: %s", what)
		}
	}
}

func TestPodHasTimeToEnd(t *testing.T) {
	inOverlays(t, func(t *testing.T, c cluster) {
		want := 5 * time.Second // to close the database, and to be slow
		for _, name := range []string{"JOINERY_GRACE", "JOINERY_DRAIN"} {
			d, err := time.ParseDuration(c.variable(t, name).Value)
			if err != nil || d <= 0 {
				t.Errorf("got %s=%s (%v), want a time", name, c.variable(t, name).Value, err)
			}
			want += d
		}
		if got := time.Duration(*c.pod().TerminationGracePeriodSeconds) * time.Second; got < want {
			t.Errorf("got %s to end in, want %s: the grace, the drain, and some seconds", got, want)
		}
	})
}

func TestMountsAreThere(t *testing.T) {
	inOverlays(t, func(t *testing.T, c cluster) {
		volumes := map[string]core.VolumeSource{}
		for _, v := range c.pod().Volumes {
			volumes[v.Name] = v.VolumeSource
			if s := v.Secret; s != nil && c.secrets[s.SecretName] == nil {
				t.Errorf("got a volume of the secret %s, want one that is there", s.SecretName)
			}
			if p := v.PersistentVolumeClaim; p != nil && c.claims[p.ClaimName] == nil {
				t.Errorf("got a volume of the claim %s, want one that is there", p.ClaimName)
			}
		}
		at := map[string]string{}
		for _, m := range c.joinery(t).VolumeMounts {
			if _, known := volumes[m.Name]; !known {
				t.Errorf("got the volume %s mounted, want one that is there", m.Name)
			}
			at[m.MountPath] = m.Name
		}
		if volumes[at["/tmp"]].EmptyDir == nil {
			t.Error("got no /tmp that can be written, want one: SQLite puts aside there what it does not keep in memory")
		}
	})
}

func TestMemoryIsSweptBeforeItIsOver(t *testing.T) {
	inOverlays(t, func(t *testing.T, c cluster) {
		limit := c.joinery(t).Resources.Limits[core.ResourceMemory]
		got, want := quantity(t, c.variable(t, "GOMEMLIMIT").Value), limit.Value()*9/10
		if got > want || got < want*9/10 {
			t.Errorf("got GOMEMLIMIT of %d bytes, want nine tenths of the limit, %d", got, want)
		}
	})
}

func TestImagesArePinned(t *testing.T) {
	inOverlays(t, func(t *testing.T, c cluster) {
		if got := c.joinery(t).Image; !pinned(got) {
			t.Errorf("got the image %s, want one with a tag or a digest", got)
		}
	})
}
