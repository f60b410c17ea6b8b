package param

import "strings"

// YAMLType is the media type of documents.
const YAMLType = "application/yaml"

// Formatted asks for a document that may come as its text alone.
type Formatted struct {
	Accept string `header:"Accept" hidden:"true"`
	Format string `query:"format" enum:"json,yaml" doc:"yaml, or Accept: application/yaml, gets the text alone."`
}

// YAML reports whether the text alone is asked for.
func (f *Formatted) YAML() bool {
	return f.Format == "yaml" || f.Format == "" && strings.Contains(f.Accept, YAMLType)
}
