package manifest

import (
	"errors"

	"gopkg.in/yaml.v3"

	"joinery/manifest/version"
)

// Versioning says how a component's or product's versions are written.
type Versioning struct {
	Scheme       version.Scheme // never nil: semver unless said otherwise
	At           Text           // the scheme's name as written; zero when absent
	Pattern      Text           // calver
	Initial      Text           // products: the first version
	FirstRelease Text           // anyver: the day of the first release

	unclear bool // what is written names no scheme; a problem says so
}

var schemeName = oneOf(version.Schemes()...)

var versioningFields = []field[Versioning]{
	{name: "scheme", says: "How versions are written and ordered.", absent: "semver", value: at(
		func(v *Versioning) *Text { return &v.At }, schemeName)},
	{name: "pattern", says: "The tokens of a calver version, such as YY.MM.MICRO.", absent: version.DefaultPattern, value: at(
		func(v *Versioning) *Text { return &v.Pattern }, someText)},
	{name: "firstRelease", says: "The day of the first release, from which anyver counts the age.", absent: "the oldest version's month", value: at(
		func(v *Versioning) *Text { return &v.FirstRelease }, dayText)},
}

var initialField = field[Versioning]{name: "initial", says: "The product's first version.", absent: "the scheme's first version", value: at(
	func(v *Versioning) *Text { return &v.Initial }, versionText)}

var (
	componentVersioning = versioningValue("Versioning", versioningFields)
	productVersioning   = versioningValue("Versioning of a product", append(append([]field[Versioning]{}, versioningFields...), initialField))
)

// versioningValue is the way of writing a versioning: a scheme's name alone, or a map.
func versioningValue(name string, fields []field[Versioning]) value[Versioning] {
	long := &mapping[Versioning]{name: name, says: "How versions are written, when a scheme's name alone does not say it.", fields: fields}
	return value[Versioning]{
		form: form{word: "a scheme's name or a map", either: []form{schemeName.form, object(long).form}},
		read: func(d *decoder, n *yaml.Node, into *Versioning) bool {
			if n.Kind == yaml.ScalarNode {
				if !schemeName.read(d, n, &into.At) {
					into.unclear = true
					return false
				}
			} else if !long.read(d, n, into) {
				into.unclear = true
				return false
			}
			into.settle(d, n)
			return true
		},
	}
}

// settle finds the scheme that v names and looks whether the other fields go with it.
func (v *Versioning) settle(d *decoder, n *yaml.Node) {
	name := v.At.Value
	if v.At.IsZero() {
		name = version.SemVer.Name()
	}
	if !v.Pattern.IsZero() && name != "calver" {
		d.within("pattern", func() {
			d.wrong(valueOf(n, "pattern"), "pattern: found in the scheme "+name+", only calver has one")
		})
	} else if scheme, err := version.ByName(name, v.Pattern.Value); err == nil {
		v.Scheme = scheme
	} else if v.unclear = true; !v.Pattern.IsZero() && !v.At.IsZero() {
		d.within("pattern", func() { d.wrong(valueOf(n, "pattern"), "pattern: "+err.Error(), hintOf(err)...) })
	}
	if !v.FirstRelease.IsZero() && name != "anyver" {
		d.within("firstRelease", func() {
			d.wrong(valueOf(n, "firstRelease"), "firstRelease: found in the scheme "+name+", only anyver counts from it")
		})
	}
	if !v.Initial.IsZero() {
		d.within("initial", func() { d.version(*v, v.Initial) })
	}
}

// version parses a version. A text that does not parse is reported, and the zero Version
// returned; where it is unclear which scheme holds, nothing more is said.
func (d *decoder) version(by Versioning, t Text) version.Version {
	if by.unclear {
		return version.Version{}
	}
	scheme := by.Scheme
	key := versionKey{scheme, t.Value}
	if known, ok := d.versions[key]; ok {
		return known
	}
	v, err := scheme.Parse(t.Value)
	if err != nil {
		hints := hintOf(err)
		if parse := new(version.ParseError); len(hints) == 0 && errors.As(err, &parse) && scheme == version.SemVer {
			hints = otherScheme(t.Value)
		}
		d.report("version-scheme", d.textPlace(t), "not a version in "+scheme.String()+": "+err.Error(), hints...)
		return version.Version{}
	}
	d.versions[key] = v
	return v
}

// otherScheme hints at a stricter scheme that would take a text which semver does not.
func otherScheme(t string) []string {
	for _, s := range []version.Scheme{version.FourPart, version.AnyVer} {
		if _, err := s.Parse(t); err == nil {
			return []string{"it is one in " + s.Name() + ": versioning: " + s.Name()}
		}
	}
	return nil
}

// within runs report with d one key deeper.
func (d *decoder) within(key string, report func()) {
	d.enter(key)
	report()
	d.leave()
}
