package main

// The help texts: what a command is called, takes and does, in that order.
const (
	helpTemplate = `{{.Name}}: {{.Usage}}

usage: {{.UsageText}}

commands:
{{range .VisibleCommands}}  {{printf "%-12s" .Name}}{{.Usage}}
{{end}}
options, before or behind the arguments:
{{range .VisibleFlags}}  {{.}}
{{end}}
exit status: 0 fine, 1 the input is not in order, 2 the command could not do its work
`
	commandTemplate = `{{.HelpName}}: {{.Usage}}

usage: {{if .UsageText}}{{.UsageText}}{{else}}{{.HelpName}}{{end}}
{{if .Description}}
{{.Description}}
{{end}}{{if .VisibleCommands}}
commands:
{{range .VisibleCommands}}  {{printf "%-12s" .Name}}{{.Usage}}
{{end}}{{end}}
options:
{{range .VisibleFlags}}  {{.}}
{{end}}`
)
