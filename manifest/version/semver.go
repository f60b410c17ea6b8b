package version

// SemVer is Semantic Versioning 2.0.0, strictly: the specification's grammar, its rule
// 11 for order, and no shorthand such as 1.4 or v1.4.0. The one bound that the
// specification does not have is 63 bits for major, minor and patch.
var SemVer Scheme = &dotted{name: "semver", size: 3}
