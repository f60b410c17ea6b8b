package deploy

import (
	"testing"

	core "k8s.io/api/core/v1"
)

// TestSQLiteIsAlone checks that never two processes have the file, not even in an update.
func TestSQLiteIsAlone(t *testing.T) {
	c := buildCluster(t, "kubernetes/overlays/sqlite")
	if got := c.deployment.Spec.Replicas; got == nil || *got != 1 {
		t.Errorf("got %v pods, want one", got)
	}
	if got := c.deployment.Spec.Strategy.Type; got != "Recreate" {
		t.Errorf("got the strategy %s, want Recreate", got)
	}
	if c.scaler != nil {
		t.Error("got an autoscaler, want none")
	}
	var claim *core.PersistentVolumeClaim
	for _, v := range c.pod().Volumes {
		if p := v.PersistentVolumeClaim; p != nil {
			claim = c.claims[p.ClaimName]
			for _, m := range c.joinery(t).VolumeMounts {
				if folder := dataFolder(t); m.Name == v.Name && m.MountPath != folder {
					t.Errorf("got the data mounted at %s, want at %s, where the image writes", m.MountPath, folder)
				}
			}
		}
	}
	if claim == nil || len(claim.Spec.AccessModes) != 1 || claim.Spec.AccessModes[0] != core.ReadWriteOncePod {
		t.Errorf("got the claim %v, want one with ReadWriteOncePod", claim)
	}
	if got := c.variable(t, "JOINERY_DB"); got.Name != "" {
		t.Errorf("got JOINERY_DB=%s, want the image's", got.Value)
	}
}

// TestRestoredIsOfTheSamePod checks the job that is run on a disk that was brought back.
func TestRestoredIsOfTheSamePod(t *testing.T) {
	c, job := buildCluster(t, "kubernetes/overlays/sqlite"), readJob(t, "kubernetes/restored.yaml").Spec.Template.Spec
	if got, want := job.Containers[0].Image, c.joinery(t).Image; got != want {
		t.Errorf("got the image %s, want that of the registry, %s", got, want)
	}
	if job.ServiceAccountName != c.account.Name || job.RestartPolicy != core.RestartPolicyNever {
		t.Errorf("got the account %s and restarts %s, want the registry's and none: each run jumps", job.ServiceAccountName, job.RestartPolicy)
	}
	disk := readPod(t, "kubernetes/disk.yaml").Spec
	for _, v := range append(job.Volumes, disk.Volumes...) {
		if p := v.PersistentVolumeClaim; p != nil && c.claims[p.ClaimName] == nil {
			t.Errorf("got the claim %s, want the registry's", p.ClaimName)
		}
	}
	if got, want := disk.Containers[0].VolumeMounts[0].MountPath, dataFolder(t); got != want {
		t.Errorf("got the disk at %s, want at %s, where the registry has it", got, want)
	}
	if got := disk.Containers[0].Image; !pinned(got) {
		t.Errorf("got the image %s, want one with a tag or a digest", got)
	}
}

// connections is how many each process makes to its database at most.
const connections = 12

func TestPostgresIsShared(t *testing.T) {
	c := buildCluster(t, "kubernetes/overlays/postgres")
	if c.deployment.Spec.Replicas != nil {
		t.Errorf("got %d pods, want no number: each update would take back what the autoscaler did", *c.deployment.Spec.Replicas)
	}
	if c.scaler == nil {
		t.Fatal("got no autoscaler, want one")
	}
	if got := c.scaler.Spec.ScaleTargetRef; got.Kind != "Deployment" || got.APIVersion != "apps/v1" || got.Name != c.deployment.Name {
		t.Errorf("got an autoscaler of %v, want of the deployment", got)
	}
	if got := *c.scaler.Spec.MinReplicas; got < 2 {
		t.Errorf("got %d pods at least, want 2", got)
	}
	if got := c.scaler.Spec.MaxReplicas + 1; got*connections > 97 { // 100 less 3 that PostgreSQL keeps
		t.Errorf("got %d pods at most, in an update, with %d connections each, want at most the 97 that PostgreSQL takes unless told", got, connections)
	}
	if cpu := c.joinery(t).Resources.Requests[core.ResourceCPU]; cpu.IsZero() {
		t.Error("got no request of cpu, want one: the autoscaler counts in parts of it")
	}
	if got := c.deployment.Spec.Strategy.RollingUpdate; got == nil || got.MaxUnavailable.IntValue() != 0 || got.MaxSurge.IntValue() != 1 {
		t.Errorf("got the update %v, want one pod more and none less", got)
	}
	if len(c.pod().TopologySpreadConstraints) == 0 {
		t.Error("got pods that may all lie on one node, want them spread")
	}
	if from := c.variable(t, "JOINERY_DB").ValueFrom; from == nil || from.SecretKeyRef == nil {
		t.Errorf("got the database's URL from %v, want from a secret", from)
	}
	if len(c.claims) != 0 {
		t.Errorf("got %d volumes, want none: everything is in the database", len(c.claims))
	}
	open := false
	for _, out := range c.network.Spec.Egress {
		for _, p := range out.Ports {
			open = open || p.Port != nil && p.Port.IntValue() == 5432
		}
	}
	if !open {
		t.Error("got a network policy that does not let the pods reach the database, want the port 5432")
	}
}
