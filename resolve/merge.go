package resolve

import (
	"slices"
	"strings"
	"time"

	"joinery/manifest/version"
)

// MergeError says why versions have no MERGE.
type MergeError struct {
	Versions []string
	Reason   string
	Hint     string // what to do about it, "" if there is nothing to say
}

// Error returns the error in one line, without the hint.
func (e *MergeError) Error() string {
	return "no merge of " + strings.Join(e.Versions, " and ") + ": " + e.Reason
}

// Merge returns the production version at which lines come together: for semver and four-part
// by the MERGE formula, for calver and anyver the next after the highest by date, where the
// anyver release counts as a bugfix, the least there is. The order of the versions does not
// matter. For each number in turn:
//
//   - while all before it are equal in all versions: the number itself if all have it equal,
//     else the highest of all plus 1;
//   - behind the first that differs: 0.
//
// The last number is raised in any case. The formula looks at the numbers alone, so cut or
// uncut makes no difference: 1.0.1-SNAPSHOT and 1.0.1 are two versions, and their MERGE is
// 1.0.2. Versions of equal precedence count once; fewer than two are a *[MergeError], as are
// versions of several schemes and of loose. The day and the first release serve calver and
// anyver alone, as in a [version.Step]; a missing one is a *[version.StepError].
func Merge(versions []version.Version, day, firstRelease time.Time) (version.Version, error) {
	top, step, err := mergeStep(versions, day, firstRelease)
	if err != nil {
		return version.Version{}, err
	}
	return top.Scheme().Next(top, step)
}

// mergeStep returns the highest version and the step from there to the MERGE. The highest one
// will do for the formula: it holds the highest number where the versions first differ.
func mergeStep(versions []version.Version, day, firstRelease time.Time) (version.Version, version.Step, error) {
	distinct, err := distinctVersions(versions)
	if err != nil {
		return version.Version{}, version.Step{}, err
	}
	step := version.Step{Date: day, FirstRelease: firstRelease}
	switch distinct[0].Scheme() {
	case version.SemVer, version.FourPart:
		step.Level = mergeLevel(distinct)
	case version.AnyVer:
		step.Kinds = []version.Kind{version.Bugfix}
	case version.Loose:
		return version.Version{}, step, &MergeError{texts(distinct), "loose versions have no next one", "enter the version by hand"}
	}
	return distinct[len(distinct)-1], step, nil
}

// distinctVersions returns the versions ascending, those of equal precedence once.
func distinctVersions(versions []version.Version) ([]version.Version, error) {
	for _, v := range versions {
		if v.IsZero() {
			return nil, &MergeError{texts(versions), "one of them does not parse", ""}
		}
		if v.Scheme() != versions[0].Scheme() {
			return nil, &MergeError{texts(versions), "they are versions of " + versions[0].Scheme().String() + " and of " + v.Scheme().String(), ""}
		}
	}
	distinct := slices.Clone(versions)
	slices.SortStableFunc(distinct, version.Version.Compare)
	distinct = slices.CompactFunc(distinct, func(a, b version.Version) bool { return a.Compare(b) == 0 })
	if len(distinct) < 2 {
		return nil, &MergeError{texts(versions), "wanted two different versions or more", ""}
	}
	return distinct, nil
}

// mergeLevels are the levels that the numbers of semver and four-part stand for.
var mergeLevels = [...]version.Level{version.Major, version.Minor, version.Patch, version.Build}

// mergeLevel returns the level of the first number that is not equal in all versions, the
// last number's when all are.
func mergeLevel(versions []version.Version) version.Level {
	size := len(versions[0].Numbers())
	for i := range size - 1 {
		for _, v := range versions {
			if v.Numbers()[i] != versions[0].Numbers()[i] {
				return mergeLevels[i]
			}
		}
	}
	return mergeLevels[size-1]
}

func texts(versions []version.Version) []string {
	list := make([]string, len(versions))
	for i, v := range versions {
		list[i] = v.String()
	}
	return list
}
