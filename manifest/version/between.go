package version

// Between returns how far two versions of one component are apart, whichever comes
// first. The same version, build included, is None; versions of two schemes are Minor
// apart.
func Between(from, to Version) Level {
	switch {
	case from.Scheme() == to.Scheme() && from.Canonical() == to.Canonical():
		return None
	case from.Scheme() != to.Scheme():
		return Minor
	}
	return from.parts.scheme.between(from, to)
}

// firstDifference is the level of the first of the leading three numbers that differs;
// a missing number is 0. A later number, a pre-release and a build are Patch.
func firstDifference(v, w Version) Level {
	for i, level := range [...]Level{Major, Minor, Patch} {
		if number(v, i) != number(w, i) {
			return level
		}
	}
	return Patch
}

// number returns the i-th number of a version, 0 where it has none.
func number(v Version, i int) uint64 {
	if i < len(v.parts.numbers) {
		return v.parts.numbers[i]
	}
	return 0
}
