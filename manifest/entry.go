package manifest

import (
	"gopkg.in/yaml.v3"

	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// Status says whether a version may be used.
type Status uint8

// The statuses. Active is the default.
const (
	Active     Status = iota // may be used
	Deprecated               // chosen only where no active version will do
	Disabled                 // never chosen
)

var statusNames = []string{"active", "deprecated", "disabled"}

// String returns active, deprecated or disabled.
func (s Status) String() string { return statusNames[s] }

// Entry is one version of a component.
type Entry struct {
	Component    *Component
	Version      Text
	Parsed       version.Version // zero when Version does not parse; a problem says so
	Extends      []Reference
	Status       Status
	StatusAt     Text
	StatusLog    []StatusChange
	Released     Text // a day, YYYY-MM-DD
	Revision     Text
	Description  Text
	Dependencies []Dependency // as written
	Contract     []Offer      // as written
	HasContract  bool         // `contract: {}` offers nothing, its absence says nothing
	Artifacts    []Artifact
	Changes      []Note
	Labels       []Label
}

// At returns where the entry's version is written.
func (e *Entry) At() diag.Place { return e.Version.In(e.Component.File) }

// Reference names a version of the same component.
type Reference struct {
	Text
	Parsed version.Version // zero when it does not parse
}

// StatusChange is one line of a version's status log.
type StatusChange struct {
	Date    Text
	Status  Status
	Comment Text
}

// Offer is one line of a version's contract.
type Offer struct {
	Name     Text
	Type     Text
	Required bool
}

// Artifact is a file that a version consists of.
type Artifact struct {
	URI, Digest, MediaType Text
}

var statusName = oneOf(statusNames...)

// statusText is the way of writing a Status.
var statusText = as(statusName, statusNamed)

func statusNamed(t string) Status {
	for s, name := range statusNames {
		if name == t {
			return Status(s)
		}
	}
	return Active
}

var referenceList = listOf("a list of versions", at(func(r *Reference) *Text { return &r.Text }, versionText))

var entryMapping = mapping[Entry]{
	name: "Version",
	says: "One version of a component.",
	fields: []field[Entry]{
		{name: "version", required: true, says: "The version, as text: unquoted 1.10 is 1.10.", value: at(
			func(e *Entry) *Text { return &e.Version }, versionText)},
		{name: "extends", says: "The versions of the same component that this one grew out of.", value: at(
			func(e *Entry) *[]Reference { return &e.Extends }, referenceList)},
		{
			name: "status", says: "Whether it may be used: a deprecated version is chosen after active ones, a disabled one never.", absent: "active",
			value: value[Entry]{form: statusText.form, read: func(d *decoder, n *yaml.Node, e *Entry) bool {
				ok := statusName.read(d, n, &e.StatusAt)
				e.Status = statusNamed(e.StatusAt.Value)
				return ok
			}},
		},
		{name: "statusLog", says: "When the status changed, and why.", value: at(
			func(e *Entry) *[]StatusChange { return &e.StatusLog }, listOf("a list of status changes", object(&statusMapping)))},
		{name: "released", says: "The day of its release.", value: at(
			func(e *Entry) *Text { return &e.Released }, dayText)},
		{name: "revision", says: "The commit that it was built from.", value: at(
			func(e *Entry) *Text { return &e.Revision }, revisionText)},
		{name: "description", says: "What this version is about, in a sentence.", value: at(
			func(e *Entry) *Text { return &e.Description }, anyText)},
		{name: "dependencies", says: "The components or products that it needs, each at an exact version or within a constraint.", value: at(
			func(e *Entry) *[]Dependency { return &e.Dependencies }, dependencyMap)},
		{
			name: "contract", says: "What it offers to others; {} offers nothing, its absence says nothing.",
			value: value[Entry]{form: contractMap.form, read: func(d *decoder, n *yaml.Node, e *Entry) bool {
				e.HasContract = contractMap.read(d, n, &e.Contract)
				return e.HasContract
			}},
		},
		{name: "artifacts", says: "The files that it consists of.", value: at(
			func(e *Entry) *[]Artifact { return &e.Artifacts }, artifactList)},
		{name: "changes", says: "What it brought.", value: at(
			func(e *Entry) *[]Note { return &e.Changes }, noteList)},
		{name: "labels", says: labelsSay, value: at(
			func(e *Entry) *[]Label { return &e.Labels }, labelMap)},
	},
}

var statusMapping = mapping[StatusChange]{
	name: "Status change",
	says: "One line of a version's status log.",
	fields: []field[StatusChange]{
		{name: "date", required: true, says: "The day of the change.", value: at(
			func(s *StatusChange) *Text { return &s.Date }, dayText)},
		{name: "status", required: true, says: "The status from then on.", value: at(
			func(s *StatusChange) *Status { return &s.Status }, statusText)},
		{name: "comment", says: "Why.", value: at(
			func(s *StatusChange) *Text { return &s.Comment }, anyText)},
	},
}

var contractMap = mapOf("a map of what is offered", someText, func(t Text) Offer { return Offer{Name: t} }, object(&offerMapping))

var offerMapping = mapping[Offer]{
	name: "Offer",
	says: "One thing that a version offers, under the name that others use.",
	fields: []field[Offer]{
		{name: "type", required: true, says: "What it is; a version that changes it breaks the contract.", value: at(
			func(o *Offer) *Text { return &o.Type }, someText)},
		{name: "required", says: "Whether those who use the version must give it.", absent: "false", value: at(
			func(o *Offer) *bool { return &o.Required }, trueOrFalse)},
	},
}

var artifactList = listOf("a list of artifacts", object(&artifactMapping))

var artifactMapping = mapping[Artifact]{
	name: "Artifact",
	says: "A file that a version consists of.",
	fields: []field[Artifact]{
		{name: "uri", required: true, says: "Where it is; a relative one is relative to the manifest.", value: at(
			func(a *Artifact) *Text { return &a.URI }, someText)},
		{name: "digest", says: "The SHA-256 of its bytes.", value: at(
			func(a *Artifact) *Text { return &a.Digest }, digestText)},
		{name: "mediaType", says: "Its media type, such as application/gzip.", value: at(
			func(a *Artifact) *Text { return &a.MediaType }, someText)},
	},
}
