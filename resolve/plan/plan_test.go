package plan

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"joinery/manifest"
	"joinery/manifest/version"
	"joinery/resolve"
)

var update = flag.Bool("update", false, "write what was got as what is wanted")

// TestPlan makes the plan of each testdata/plan/*.txtar: of its world, in the language of [world],
// with the options that stand behind "$ plan". The section plan holds what comes of it, a line a
// component or product:
//
//	NAME FROM → TO LEVEL [PINS THAT MOVE]: REASONS
func TestPlan(t *testing.T) {
	files, err := filepath.Glob("testdata/plan/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d files, %v, want some", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := &txtar.Archive{Comment: archive.Comment}
			var w *manifest.Workspace
			for _, section := range archive.Files {
				command, ok := strings.CutPrefix(section.Name, "plan")
				switch {
				case section.Name == "world":
					w = load(t, world(t, string(section.Data)))
				case ok:
					section.Data = []byte(outcome(w, options(t, command)))
				}
				got.Files = append(got.Files, section)
			}
			if got, want := txtar.Format(got), txtar.Format(archive); !bytes.Equal(got, want) {
				if *update {
					if err := os.WriteFile(file, got, 0o644); err != nil {
						t.Fatal(err)
					}
					return
				}
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// options reads the options of a plan as the command line writes them.
func options(t failer, command string) Options {
	t.Helper()
	flags := flag.NewFlagSet("plan", flag.ContinueOnError)
	only, cut := flags.String("only", "", ""), flags.String("cut", "", "")
	o := Options{Date: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}
	flags.StringVar(&o.Propagate, "propagate", "", "")
	flags.StringVar(&o.Line, "line", "", "")
	flags.StringVar(&o.Stamp, "stamp", "", "")
	flags.StringVar(&o.Revision, "revision", "", "")
	flags.BoolVar(&o.Kakushin, "kakushin", false, "")
	flags.BoolVar(&o.Compatible, "compatible", false, "")
	date := flags.String("date", "", "")
	level, extends := flags.String("level", "", ""), flags.String("extends", "", "")
	words := strings.Fields(command)
	if len(words) > 0 && !strings.HasPrefix(words[0], "-") {
		o.Product, words = words[0], words[1:]
	}
	if err := flags.Parse(words); err != nil {
		t.Fatal(err)
	}
	if *only != "" {
		o.Only = strings.Split(*only, ",")
	}
	if *cut != "" {
		o.Cut = strings.Split(*cut, ",")
	}
	if *level != "" {
		o.Floor, _ = version.ParseLevel(*level)
	}
	if *date != "" {
		o.Dated = true
		o.Date, _ = version.ParseDate(*date)
	}
	if *extends != "" {
		o.Extends = []resolve.Pin{{Name: o.Product, Version: *extends}}
	}
	return o
}

// outcome makes a plan and writes it down, or what stands in its way.
func outcome(w *manifest.Workspace, o Options) string {
	p, err := Make(context.Background(), w, w.Changes, o)
	if err != nil {
		text := err.Error() + "\n"
		var hinting interface{ Hints() []string }
		if errors.As(err, &hinting) {
			for _, hint := range hinting.Hints() {
				text += "hint: " + hint + "\n"
			}
		}
		return text
	}
	return told(p)
}

func told(p *Plan) string {
	var b strings.Builder
	for _, c := range p.Components {
		from, does := "-", ""
		if c.From != nil {
			from = c.From.Version.Value
		}
		if c.Cut != nil {
			does = " (cuts " + c.Cut.Version.Value + ")"
		}
		fmt.Fprintf(&b, "%s %s → %s %s%s%s:", c.Name, from, c.To, strings.Join(append(words(c.Kinds), c.Level.String()), " "), does, pins(c.Pins))
		for _, r := range c.Because {
			switch {
			case r.Change != nil:
				fmt.Fprintf(&b, " %s %s;", r.Change.ID, r.Type)
			case r.Asked:
				b.WriteString(" asked;")
			case r.Group != "":
				fmt.Fprintf(&b, " %s %s;", r.Group, strings.Join(r.Members, "+"))
			default:
				fmt.Fprintf(&b, " %s;", strings.Join(r.Path[1:], " → "))
			}
		}
		b.WriteString("\n")
	}
	for _, pin := range p.Along {
		fmt.Fprintf(&b, "%s: %s %s becomes %s\n", pin.At(), pin.Name, pin.Want, pin.To)
	}
	for _, product := range p.Products {
		from := "-"
		if product.From != nil {
			from = product.From.Version.Value
		}
		if product.Next == nil {
			fmt.Fprintf(&b, "%s %s%s cannot be composed:\n", product.Name, from, pins(product.Pins))
			for _, d := range product.Problems {
				fmt.Fprintf(&b, "  %s: %s\n", d.At, d.Message)
				for _, path := range d.Paths {
					fmt.Fprintf(&b, "    %s\n", strings.Join(path.Steps, " → "))
				}
				for _, hint := range d.Hints {
					fmt.Fprintf(&b, "    hint: %s\n", hint)
				}
			}
			continue
		}
		var listed []string
		for _, c := range product.Bundle.Components {
			listed = append(listed, c.Name.Value+" "+c.Version.Value)
		}
		fmt.Fprintf(&b, "%s %s → %s %s%s: %s\n", product.Name, from, product.Next.Version, product.Next.Bump.Level, pins(product.Pins), strings.Join(listed, ", "))
	}
	for _, s := range p.struck {
		fmt.Fprintf(&b, "changes: %s gives %s", s.change.ID, strings.Join(s.names, " and "))
		if s.empty {
			b.WriteString(" and goes")
		}
		b.WriteString("\n")
	}
	for _, c := range p.Spent {
		fmt.Fprintf(&b, "changes: %s goes\n", c.ID)
	}
	if b.Len() == 0 {
		return "nothing\n"
	}
	return b.String()
}

func words(kinds []version.Kind) []string {
	var all []string
	for _, k := range kinds {
		all = append(all, k.String())
	}
	return all
}

func pins(moved []resolve.MovedPin) string {
	var all []string
	for _, pin := range moved {
		all = append(all, pin.Name.Value+" "+pin.To)
	}
	if len(all) == 0 {
		return ""
	}
	return " [" + strings.Join(all, ", ") + "]"
}
