package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
	"joinery/manifest/version"
)

// placeholder stands for a summary that is to be written in the editor.
const placeholder = "Say in one sentence what changed."

// draft is a change file that is being put together.
type draft struct {
	manifest.NewChange
	name string // of the file, without .md
	none bool   // nothing needs releasing
	edit bool   // it goes through the editor
}

// file is where it will be written, from the workspace's root.
func (d *draft) file() string { return "changes/" + d.name + ".md" }

// draft reads the command line.
func (p *program) draft(c *cli.Context, w *opened) (*draft, error) {
	d := &draft{none: c.Bool("none"), edit: c.Bool("edit")}
	d.NewChange = manifest.NewChange{
		Links: c.StringSlice("link"), Internal: c.Bool("internal"), Reverts: c.String("reverts"),
		Summary: strings.TrimSpace(c.String("summary")), Details: c.String("details"),
	}
	if d.none && c.Args().Present() {
		return nil, failed{"--none says that nothing needs releasing, wanted no COMPONENT=TYPE beside it", "usage: " + c.Command.UsageText}
	}
	if err := legibleOptions(c); err != nil {
		return nil, err
	}
	if c.IsSet("summary") && d.Summary == "" {
		return nil, failed{"--summary is blank, wanted a sentence", ""}
	}
	for _, audience := range manifest.Audiences {
		if text := c.String(audience); text != "" {
			d.Texts = append(d.Texts, manifest.Label{Key: manifest.Text{Value: audience}, Value: manifest.Text{Value: text}})
		}
	}
	for _, argument := range c.Args().Slice() {
		changed, err := w.changed(argument)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(d.Components, func(b manifest.ChangedComponent) bool { return b.Name.Value == changed.Name.Value }) {
			return nil, failed{fmt.Sprintf("%s is named twice, wanted one type for it", changed.Name.Value), "the weightier one, or two change files"}
		}
		d.Components = append(d.Components, changed)
	}
	var err error
	d.name, err = p.changeName(c.String("name"), w)
	return d, err
}

// changed reads COMPONENT=TYPE[:LEVEL]; the type may be left to be asked for.
func (w *opened) changed(argument string) (manifest.ChangedComponent, error) {
	name, says, typed := strings.Cut(argument, "=")
	changed := manifest.ChangedComponent{Name: manifest.Text{Value: name}}
	if err := w.fit(name); err != nil {
		return changed, err
	}
	if !typed {
		return changed, nil
	}
	var err error
	changed.Type.Value, changed.Level, err = changeType(says)
	if own := new(failed); errors.As(err, own) {
		own.message = argument + ": " + own.message
		return changed, *own
	}
	return changed, nil
}

// changeType reads TYPE[:LEVEL]. Of the words that only start a type, a clear one will do.
func changeType(text string) (string, version.Level, error) {
	word, levelText, leveled := strings.Cut(text, ":")
	var fits []string
	for _, t := range manifest.ChangeTypes {
		if t == word {
			fits = []string{t}
			break
		}
		if word != "" && strings.HasPrefix(t, word) {
			fits = append(fits, t)
		}
	}
	if len(fits) != 1 {
		hint := "there are " + strings.Join(manifest.ChangeTypes, ", ")
		if near := manifest.Nearest(word, manifest.ChangeTypes); near != "" {
			hint = "did you mean " + near + "?"
		}
		return "", version.None, failed{fmt.Sprintf("%q is no type of change", word), hint}
	}
	least := manifest.TypeLevel(fits[0])
	if !leveled {
		return fits[0], least, nil
	}
	level, err := version.ParseLevel(levelText)
	switch {
	case err != nil:
		return "", version.None, failed{fmt.Sprintf("%q is no level", levelText), "there are build, patch, minor and major"}
	case level < least:
		return "", version.None, failed{fmt.Sprintf("found the level %s, the type %s asks for %s at least", level, fits[0], least), ""}
	}
	return fits[0], level, nil
}

// missing returns the error about what nobody said, nil when the draft is complete.
func (d *draft) missing() error {
	if d.none {
		return nil
	}
	if len(d.Components) == 0 {
		return failed{"COMPONENT=TYPE is missing: nothing says what changed", "joinery change --none says that nothing needs releasing"}
	}
	for _, changed := range d.Components {
		if changed.Type.Value == "" {
			return failed{changed.Name.Value + " has no type of change, wanted " + changed.Name.Value + "=TYPE", "there are " + strings.Join(manifest.ChangeTypes, ", ")}
		}
	}
	if d.Summary == "" && !d.edit {
		return failed{"--summary is missing", "-m TEXT says in a sentence what changed; --edit opens $EDITOR for it"}
	}
	return nil
}

// text returns the file; a summary that the editor is to bring is a placeholder.
func (d *draft) text() ([]byte, error) {
	n := d.NewChange
	if n.Summary == "" && d.edit {
		n.Summary = placeholder
	}
	text, err := n.Text()
	if wrong := new(manifest.ChangeError); errors.As(err, &wrong) {
		return nil, failed{wrong.Error(), strings.Join(wrong.Hints(), "; ")}
	}
	return text, err
}

// changeName checks the name that somebody gave, else draws one.
func (p *program) changeName(given string, w *opened) (string, error) {
	if given == "" {
		return manifest.ChangeName(p.chance, func(name string) bool { return w.changeTaken(name) != "" }), nil
	}
	name := strings.TrimSuffix(given, ".md")
	if err := manifest.CheckName(name); err != nil || strings.Contains(name, "/") || name == "readme" {
		return "", failed{fmt.Sprintf("--name %s: wanted a-z, 0-9 and dashes between them", given), "leave it out: a name is drawn by chance"}
	}
	if where := w.changeTaken(name); where != "" {
		return "", failed{fmt.Sprintf("--name %s: %s has that name already", given, where), "leave it out: a name is drawn by chance"}
	}
	return name, nil
}

// changeTaken says what has a change's name already: a file, or the change of a version, which
// would count as this one. "" says that it is free.
func (w *opened) changeTaken(name string) string {
	file := "changes/" + name + ".md"
	if exists(filepath.Join(w.root, filepath.FromSlash(file))) {
		return file
	}
	for _, c := range w.Components {
		for _, e := range c.Versions {
			if slices.ContainsFunc(e.Changes, func(n manifest.Note) bool { return n.ID.Value == name }) {
				return "a change of " + c.Name.Value + " " + e.Version.Value
			}
		}
	}
	for _, product := range w.Products {
		refs := w.Bundles(product.Name.Value)
		if len(refs) == 0 {
			continue
		}
		newest := refs[len(refs)-1]
		if b, _ := w.Bundle(newest); b != nil && slices.ContainsFunc(b.Changes, func(n manifest.Note) bool { return n.ID.Value == name }) {
			return "a change of " + product.Name.Value + " " + newest.Version.String()
		}
	}
	return ""
}

// chance returns a number from 0 below n that nobody can foretell.
func (p *program) chance(n int) int {
	if p.random != nil {
		return p.random(n)
	}
	drawn, err := rand.Int(rand.Reader, big.NewInt(int64(n)))
	if err != nil {
		return 0 // names in use are passed over, so chance is a comfort
	}
	return int(drawn.Int64())
}
