package version

// FourPart is major.minor.patch.build, as Windows and .NET write it: always all four
// numbers, with the pre-release and build parts of [SemVer] and in its order.
var FourPart Scheme = &dotted{name: "four-part", size: 4}
