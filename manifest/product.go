package manifest

import (
	"gopkg.in/yaml.v3"

	"joinery/manifest/diag"
	"joinery/manifest/version"
)

// Product is what customers get: a composition of components under one version.
type Product struct {
	File       string
	Name       Text
	Title      Text
	Logo       Text
	Versioning Versioning
	Components []Dependency // the direct components, as written
	Overrides  []Dependency // exact
	Standard   Text         // minimal, recommended, lightblue; absent: recommended
	Rules      []RuleSetting
	Exceptions []Exception
	Policy     Policy
	Registry   Text
	Labels     []Label
}

// RuleSetting sets a rule's severity on top of the standard.
type RuleSetting struct {
	Rule     Text
	Severity diag.Severity
}

// Exception is a finding that somebody answers for, until a date.
type Exception struct {
	At        Text // where the exception starts
	Rule      Text
	Component Text
	Versions  []Text
	Until     Text // the last day on which it holds
	Owner     Text
	Reason    Text
}

var ruleID = oneOfMany("the id of a rule", RuleIDs)

var productMapping = mapping[Product]{
	name: "Product",
	says: "What customers get: a composition of components under one version.",
	fields: append(header[Product]("Product"), []field[Product]{
		{name: "name", required: true, says: "What manifests call it; components and products share one name space.", value: at(
			func(p *Product) *Text { return &p.Name }, nameText)},
		{name: "title", says: "What people read in release notes.", absent: "the name", value: at(
			func(p *Product) *Text { return &p.Title }, anyText)},
		{name: "logo", says: "A picture, relative to the manifest.", value: at(
			func(p *Product) *Text { return &p.Logo }, someText)},
		{name: "versioning", says: "How its versions are written.", absent: "semver", value: at(
			func(p *Product) *Versioning { return &p.Versioning }, productVersioning)},
		{name: "components", says: "The direct components (or products), each at an exact version or within a constraint.", value: at(
			func(p *Product) *[]Dependency { return &p.Components }, dependencyMap)},
		{name: "overrides", says: "One exact version for a component that is not direct, whatever others require.", value: at(
			func(p *Product) *[]Dependency { return &p.Overrides }, overrideMap)},
		{name: "standard", says: "Which rules hold.", absent: "recommended", value: at(
			func(p *Product) *Text { return &p.Standard }, oneOf("minimal", "recommended", "lightblue"))},
		{name: "rules", says: "Severities of single rules, on top of the standard.", value: at(
			func(p *Product) *[]RuleSetting { return &p.Rules }, ruleSettings)},
		{name: "exceptions", says: "Findings that somebody answers for, until a date.", value: at(
			func(p *Product) *[]Exception { return &p.Exceptions }, listOf("a list of exceptions", exceptionValue))},
		{name: "policy", says: "What a step of a component means for the product.", value: at(
			func(p *Product) *Policy { return &p.Policy }, object(&policyMapping))},
		{name: "registry", says: "Where components come from that no file declares.", value: at(
			func(p *Product) *Text { return &p.Registry }, someText)},
		{name: "labels", says: labelsSay, value: at(
			func(p *Product) *[]Label { return &p.Labels }, labelMap)},
	}...),
}

var ruleSettings = mapOf("a map of rules to severities", ruleID,
	func(t Text) RuleSetting { return RuleSetting{Rule: t} },
	at(func(r *RuleSetting) *diag.Severity { return &r.Severity }, as(oneOf("error", "warning", "off"), func(t string) diag.Severity {
		severity, _ := diag.ParseSeverity(t)
		return severity
	})))

// exceptionValue is the way of writing an Exception; it keeps where the whole starts.
var exceptionValue = value[Exception]{
	form: object(&exceptionMapping).form,
	read: func(d *decoder, n *yaml.Node, e *Exception) bool {
		e.At = Text{Line: int32(n.Line + d.skipped), Column: int32(n.Column)}
		return exceptionMapping.read(d, n, e)
	},
}

var exceptionMapping = mapping[Exception]{
	name: "Exception",
	says: "A finding that somebody answers for, until a date.",
	fields: []field[Exception]{
		{name: "rule", required: true, says: "The rule that found it.", value: at(
			func(e *Exception) *Text { return &e.Rule }, ruleID)},
		{name: "component", required: true, says: "The component that it is about.", value: at(
			func(e *Exception) *Text { return &e.Component }, nameText)},
		{name: "versions", says: "The versions in question; the finding's must be among them.", value: at(
			func(e *Exception) *[]Text { return &e.Versions }, listOf("a list of versions", versionText))},
		{name: "until", required: true, says: "The last day on which it holds.", value: at(
			func(e *Exception) *Text { return &e.Until }, dayText)},
		{name: "owner", required: true, says: "Who answers for it.", value: at(
			func(e *Exception) *Text { return &e.Owner }, someText)},
		{name: "reason", required: true, says: "Why it may stay until then.", value: at(
			func(e *Exception) *Text { return &e.Reason }, someText)},
	},
}

// product reads a document of kind Product.
func (d *decoder) product(n *yaml.Node) *Product {
	p := &Product{
		File:       d.file.name,
		Versioning: Versioning{Scheme: version.SemVer},
		Policy:     Policy{Major: version.Major, Minor: version.Minor, Patch: version.Patch, Propagate: "out-of-range"},
	}
	productMapping.read(d, n, p)
	return p
}
