package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/diag"
	"joinery/registry/api"
)

func (p *program) publishCommand() *cli.Command {
	return &cli.Command{
		Name:      "publish",
		Usage:     "tell the registry what manifests say, all of it or nothing",
		UsageText: "joinery publish FILE…",
		Description: "Publishes the Component, Product and Bundle documents of the files; of a folder, those of\n" +
			"all its manifests. A version that was drawn is confirmed; one that was not is added. What\n" +
			"is published stays as it is: dependencies and artifacts never change, texts, dates and\n" +
			"labels may. SNAPSHOT versions are left out.\n\n" +
			tokenVariable + " holds the token, where the registry asks for one.",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "idempotency-key", Usage: "the same `KEY` is done once"},
			&cli.StringFlag{Name: "format", Value: formatText, Usage: "`FORMAT`: text, json"},
			&cli.BoolFlag{Name: "dry-run", Usage: "check the documents here, and send nothing"},
			registryFlag(),
			plainHTTPFlag(),
		},
		Action: p.publish,
	}
}

func (p *program) publish(c *cli.Context) error {
	if err := arguments(c, "FILE…"); err != nil {
		return err
	}
	if format := c.String("format"); format != formatText && format != "json" {
		return unknownFormat(format, formatText, "json")
	}
	texts, found, err := readManifests(c.Context, c.Args().Slice())
	if err != nil {
		return err
	}
	parts, err := p.inOrder(c, texts, found)
	if err != nil {
		return err
	}
	if len(parts) == 0 {
		return failed{"found no Component, Product or Bundle document in " + strings.Join(c.Args().Slice(), ", "), ""}
	}
	if c.Bool("dry-run") {
		fmt.Fprintf(p.stderr, "%s in order; nothing was sent\n", isOrAre(contentsOf(parts)))
		return nil
	}
	server, err := p.client(c)
	if err != nil {
		return err
	}
	key := keyOf(c)
	outcomes, err := server.Publish(c.Context, stream(texts), key)
	if err != nil {
		return p.remoteWrite(err, key)
	}
	if c.String("format") == "json" {
		return printJSON(p.stdout, api.Published{Outcomes: outcomes})
	}
	return p.tellOutcomes(outcomes)
}

// inOrder takes the documents apart, and stops at what is wrong with them, or was found before;
// warnings are told.
func (p *program) inOrder(c *cli.Context, texts []manifestText, found diag.List) ([]manifest.Parts, error) {
	var all []manifest.Parts
	sources := map[string][]byte{}
	for _, t := range texts {
		parts, problems := manifest.Split(t.file, t.text)
		found = append(found, problems...)
		sources[t.file] = t.text
		for _, part := range parts {
			if part.Component != nil {
				found = append(found, manifest.RelativeArtifacts(part.Component)...)
			}
		}
		all = append(all, parts...)
	}
	found = append(found, manifest.DeclaredTwice(all)...)
	if len(found) > 0 {
		source := func(file string) ([]byte, error) { return sources[file], nil }
		if err := diag.Text(p.stderr, found.Sorted(), diag.TextOptions{Color: p.colored(c, p.stderr), Source: source}); err != nil {
			return nil, err
		}
	}
	if found.Count(diag.Error) > 0 {
		return nil, errFound
	}
	return all, nil
}

// contentsOf counts what documents declare: "1 component with 3 versions, 1 product".
func contentsOf(parts []manifest.Parts) (text string, one bool) {
	components, versions, products, bundles := 0, 0, 0, 0
	for _, part := range parts {
		switch {
		case part.Component != nil:
			components++
			versions += len(part.Entries)
		case part.Product != nil:
			products++
		default:
			bundles++
		}
	}
	var words []string
	if components > 0 {
		words = append(words, count(components, "component")+" with "+count(versions, "version"))
	}
	for _, n := range []struct {
		count int
		noun  string
	}{{products, "product"}, {bundles, "bundle"}} {
		if n.count > 0 {
			words = append(words, count(n.count, n.noun))
		}
	}
	return joinWords(words, ", "), len(parts) == 1
}

func isOrAre(text string, one bool) string {
	if one {
		return text + " is"
	}
	return text + " are"
}

// tellOutcomes prints what was done, a line each; what is as it was is counted.
func (p *program) tellOutcomes(outcomes []api.Outcome) error {
	same := 0
	for _, o := range outcomes {
		if o.What == "unchanged" {
			same++
			continue
		}
		if err := p.tellOutcome(o); err != nil {
			return err
		}
	}
	switch {
	case same == len(outcomes):
		fmt.Fprintln(p.stderr, "all of it is there already")
	case same > 0:
		fmt.Fprintf(p.stderr, "%d unchanged\n", same)
	}
	return nil
}

// tellOutcome prints what was done with one thing, and warns of it where there is reason to.
func (p *program) tellOutcome(o api.Outcome) error {
	if o.Warning != "" {
		fmt.Fprintf(p.stderr, "warning: %s %s: %s\n", o.Name, o.Version, o.Warning)
	}
	_, err := fmt.Fprintln(p.stdout, toldOf(o))
	return err
}

// toldOf says what was done with one thing: "confirmed payments-api 1.5.0".
func toldOf(o api.Outcome) string {
	line := o.What + " "
	if o.Kind != "Version" {
		line += strings.ToLower(o.Kind) + " "
	}
	line += strings.TrimSpace(o.Name + " " + o.Version)
	if o.Why != "" {
		line += ": " + o.Why
	}
	return line
}
