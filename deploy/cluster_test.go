package deploy

import (
	"os"
	"testing"

	apps "k8s.io/api/apps/v1"
	autoscaling "k8s.io/api/autoscaling/v2"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/api/validation"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	metavalidation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"
)

// overlays are the folders below kubernetes/overlays.
var overlays = []string{"sqlite", "postgres"}

// cluster is what an overlay makes: what may be there once, nil if it is not, and what may be there
// several times, by name.
type cluster struct {
	deployment *apps.Deployment
	service    *core.Service
	ingress    *networking.Ingress
	network    *networking.NetworkPolicy
	budget     *policy.PodDisruptionBudget
	account    *core.ServiceAccount
	scaler     *autoscaling.HorizontalPodAutoscaler
	claims     map[string]*core.PersistentVolumeClaim
	secrets    map[string]*core.Secret
}

// buildCluster builds a folder as kubectl does, and decodes what comes out by the types of
// Kubernetes: a field that they do not have is an error, and so is one that stands twice.
func buildCluster(t *testing.T, folder string) cluster {
	t.Helper()
	made, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), folder)
	if err != nil {
		t.Fatal(err)
	}
	c := cluster{claims: map[string]*core.PersistentVolumeClaim{}, secrets: map[string]*core.Secret{}}
	for _, r := range made.Resources() {
		text, err := r.AsYAML()
		if err != nil {
			t.Fatal(err)
		}
		switch kind := r.GetApiVersion() + " " + r.GetKind(); kind {
		case "apps/v1 Deployment":
			c.deployment = decode(t, text, c.deployment)
		case "v1 Service":
			c.service = decode(t, text, c.service)
		case "networking.k8s.io/v1 Ingress":
			c.ingress = decode(t, text, c.ingress)
		case "networking.k8s.io/v1 NetworkPolicy":
			c.network = decode(t, text, c.network)
		case "policy/v1 PodDisruptionBudget":
			c.budget = decode(t, text, c.budget)
		case "v1 ServiceAccount":
			c.account = decode(t, text, c.account)
		case "autoscaling/v2 HorizontalPodAutoscaler":
			c.scaler = decode(t, text, c.scaler)
		case "v1 PersistentVolumeClaim":
			c.claims[r.GetName()] = decode(t, text, c.claims[r.GetName()])
		case "v1 Secret":
			c.secrets[r.GetName()] = decode(t, text, c.secrets[r.GetName()])
		default:
			t.Errorf("got a %s, which these checks do not know", kind)
		}
	}
	if c.deployment == nil || c.service == nil || c.ingress == nil || c.network == nil || c.budget == nil || c.account == nil {
		t.Fatalf("got %s, want a deployment, a service, an ingress, a network policy, a disruption budget and a service account", made.AllIds())
	}
	return c
}

// readJob reads a file with a job.
func readJob(t *testing.T, file string) *batch.Job {
	t.Helper()
	return decode[batch.Job](t, readFile(t, file), nil)
}

// readPod reads a file with a pod.
func readPod(t *testing.T, file string) *core.Pod {
	t.Helper()
	return decode[core.Pod](t, readFile(t, file), nil)
}

func readFile(t *testing.T, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// decode reads one object, strictly. Before is one of the same kind that was there already.
func decode[T any, P interface {
	*T
	meta.Object
}](t *testing.T, text []byte, before P) P {
	t.Helper()
	one := P(new(T))
	if err := yaml.UnmarshalStrict(text, one); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if before != nil {
		t.Errorf("got two of the kind of %s, want one", one.GetName())
	}
	for _, says := range validation.NameIsDNSSubdomain(one.GetName(), false) {
		t.Errorf("got the name %q: %s", one.GetName(), says)
	}
	for _, wrong := range metavalidation.ValidateLabels(one.GetLabels(), field.NewPath("metadata", "labels")) {
		t.Errorf("%s: %v", one.GetName(), wrong)
	}
	return one
}

// inOverlays runs a check on what each overlay makes.
func inOverlays(t *testing.T, check func(t *testing.T, c cluster)) {
	for _, name := range overlays {
		t.Run(name, func(t *testing.T) { check(t, buildCluster(t, "kubernetes/overlays/"+name)) })
	}
}

// pod is what the deployment runs.
func (c cluster) pod() core.PodSpec { return c.deployment.Spec.Template.Spec }

// joinery is the pod's only container.
func (c cluster) joinery(t *testing.T) core.Container {
	t.Helper()
	if got := len(c.pod().Containers) + len(c.pod().InitContainers); got != 1 {
		t.Fatalf("got %d containers, want one", got)
	}
	return c.pod().Containers[0]
}

// variable returns a variable of the container.
func (c cluster) variable(t *testing.T, name string) core.EnvVar {
	t.Helper()
	for _, v := range c.joinery(t).Env {
		if v.Name == name {
			return v
		}
	}
	return core.EnvVar{}
}
