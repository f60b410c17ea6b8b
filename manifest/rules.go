package manifest

// RuleIDs are the ids of all rules, those of the smallest standard first. Rules live elsewhere;
// manifests name them in `rules` and `exceptions`, so the names are known here.
var RuleIDs = []string{
	"syntax",
	"schema",
	"unique-name",
	"unique-version",
	"version-scheme",
	"constraint",
	"known-component",
	"known-version",
	"acyclic",
	"one-version",
	"no-solution",
	"usable-version",
	"bundle-intact",
	"lineage-increases",
	"lineage-patch",
	"lineage-minor-resets",
	"lineage-major-resets",
	"lineage-merge",
	"lineage-root",
	"first-release",
	"backward-compatible",
	"deprecated-dependency",
	"override",
	"unused-component",
	"released-immutable",
	"status-forward",
	"change-declared",
	"stale-exception",
}
