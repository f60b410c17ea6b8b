package check

//go:generate go test -run "TestPages|TestIndex" -update

// All holds every rule, in the order in which they are explained: first that documents can be
// read, then that a product can be composed, then lineage, then good habits,
// among them what a change keeps to against its base.
var All = []*Rule{
	Syntax,
	Schema,
	UniqueName,
	UniqueVersion,
	VersionScheme,
	Constraint,
	KnownComponent,
	KnownVersion,
	Acyclic,
	OneVersion,
	NoSolution,
	UsableVersion,
	BundleIntact,
	LineageIncreases,
	LineagePatch,
	LineageMinorResets,
	LineageMajorResets,
	LineageMerge,
	LineageRoot,
	FirstRelease,
	BackwardCompatible,
	DeprecatedDependency,
	Override,
	UnusedComponent,
	ReleasedImmutable,
	StatusForward,
	ChangeDeclared,
	StaleException,
}
