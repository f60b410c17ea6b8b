package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"joinery/manifest"
)

// typeMeanings says what each type of change is, in the order of [manifest.ChangeTypes].
var typeMeanings = map[string]string{
	"breaking":    "who uses it must change something",
	"removal":     "something is gone",
	"feature":     "something is new",
	"deprecation": "something will go",
	"performance": "it takes less time or room",
	"fix":         "something works that did not",
	"security":    "a weakness is closed",
	"docs":        "its documentation alone; told to engineering only",
	"internal":    "nothing that its users see; told to engineering only",
	"note":        "worth reading, asks for no release",
}

// askChange asks step by step for what the draft lacks.
func (p *program) askChange(c *cli.Context, w *opened, d *draft) error {
	t := p.dialog(c.Context)
	if len(d.Components) == 0 {
		candidates, since, err := p.candidates(c, w)
		if err != nil {
			return err
		}
		question := "what does it change?"
		if since != "" {
			question += " compared with " + since + ":"
		}
		t.say("%s\n", question)
		if err := askComponents(t, w, candidates, d); err != nil {
			return err
		}
	}
	if err := askTypes(t, d); err != nil || d.none {
		return err
	}
	if d.Summary == "" && !d.edit {
		if err := p.askSummary(t, d); err != nil {
			return err
		}
	}
	return askSales(t, d)
}

func askComponents(t *dialog, w *opened, candidates []candidate, d *draft) error {
	shown := candidates[:shownCandidates(candidates)]
	for i, one := range shown {
		t.say("  %*d  %s\n", len(fmt.Sprint(len(shown))), i+1, one)
	}
	if more := len(candidates) - len(shown); more > 0 {
		t.say("  and %d more, by their names\n", more)
	}
	return t.ask("components (numbers, ranges, names; - for none): ", func(answer string) error {
		if answer == "-" {
			d.none = true
			return nil
		}
		names, err := picked(answer, shown, w)
		for _, name := range names {
			d.Components = append(d.Components, manifest.ChangedComponent{Name: manifest.Text{Value: name}})
		}
		return err
	})
}

// askTypes asks for the types that are missing: one for all, or each on its own.
func askTypes(t *dialog, d *draft) error {
	var open []*manifest.ChangedComponent
	for i := range d.Components {
		if d.Components[i].Type.Value == "" {
			open = append(open, &d.Components[i])
		}
	}
	if len(open) == 0 {
		return nil
	}
	t.say("\nwhat sort of change is it?\n")
	for _, name := range manifest.ChangeTypes {
		t.say("  %-11s  %-5s  %s\n", name, manifest.TypeLevel(name), typeMeanings[name])
	}
	each := false
	if len(open) > 1 {
		err := t.ask(fmt.Sprintf("type for all %d (or: each): ", len(open)), func(answer string) error {
			if each = answer == "each"; each {
				return nil
			}
			return setType(open, answer)
		})
		if err != nil || !each {
			return err
		}
	}
	for _, changed := range open {
		err := t.ask(fmt.Sprintf("type for %s: ", changed.Name.Value), func(answer string) error {
			return setType([]*manifest.ChangedComponent{changed}, answer)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func setType(open []*manifest.ChangedComponent, answer string) error {
	name, level, err := changeType(answer)
	if err != nil {
		return err
	}
	for _, changed := range open {
		changed.Type.Value, changed.Level = name, level
	}
	return nil
}

func (p *program) askSummary(t *dialog, d *draft) error {
	editor := p.getenv("EDITOR")
	question := "\nsummary, one line: "
	if editor != "" {
		question = fmt.Sprintf("\nsummary, one line (empty: %s): ", editor)
	}
	return t.ask(question, func(answer string) error {
		if err := legible(answer); err != nil {
			return err
		}
		d.Summary = answer
		d.edit = answer == "" && editor != ""
		if answer == "" && editor == "" {
			return errors.New("found nothing, wanted a sentence that says what changed")
		}
		return nil
	})
}

// askSales asks for the text that sells a feature.
func askSales(t *dialog, d *draft) error {
	sells := func(c manifest.ChangedComponent) bool { return c.Type.Value == "feature" || c.Type.Value == "breaking" }
	told := func(l manifest.Label) bool { return l.Key.Value == "sales" }
	if d.edit || d.Internal || !slices.ContainsFunc(d.Components, sells) || slices.ContainsFunc(d.Texts, told) {
		return nil
	}
	return t.ask("for sales: what do customers gain (empty: no text of its own)? ", func(answer string) error {
		if answer != "" {
			d.Texts = append(d.Texts, manifest.Label{Key: manifest.Text{Value: "sales"}, Value: manifest.Text{Value: answer}})
		}
		return nil
	})
}

// agree shows the file and asks what to do with it: 'y' to write it, 'e' to edit it.
func (p *program) agree(c *cli.Context, e edited, fine bool) (answer byte, err error) {
	t := p.dialog(c.Context)
	question := "edit it again? [Y/n] "
	if fine {
		t.show("\n" + strings.TrimRight(string(e.text), "\n") + "\n")
		question = fmt.Sprintf("\nwrite %s? [Y/n/e to edit] ", e.draft.file())
	}
	err = t.ask(question, func(text string) error {
		switch strings.ToLower(text) {
		case "", "y", "yes":
			answer = 'y'
			if !fine {
				answer = 'e'
			}
		case "e", "edit":
			answer = 'e'
			if p.getenv("EDITOR") == "" {
				return errors.New("$EDITOR is not set")
			}
		case "n", "no":
			return errStopped
		default:
			return fmt.Errorf("found %q, wanted y, n or e", text)
		}
		return nil
	})
	return answer, err
}
