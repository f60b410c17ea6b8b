package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/urfave/cli/v2"

	"joinery/manifest/version"
)

// calculation is what the flags of calc say.
type calculation struct {
	scheme       version.Scheme
	date         time.Time
	firstRelease time.Time
}

func (p *program) calculation(c *cli.Context) (calculation, error) {
	name, pattern := c.String("scheme"), c.String("pattern")
	if !slices.Contains(version.Schemes(), name) {
		return calculation{}, failed{fmt.Sprintf("--scheme %s: wanted %s", name, orWords(version.Schemes())), ""}
	}
	scheme, err := version.ByName(name, pattern)
	if err != nil {
		return calculation{}, failed{"--pattern " + err.Error(), ""}
	}
	date, err := p.today(c)
	if err != nil {
		return calculation{}, err
	}
	first, err := day(c, "first-release")
	return calculation{scheme, date, first}, err
}

// dated stops an anyver calculation that lacks the day from which the age counts.
func (k calculation) dated() error {
	if k.scheme == version.AnyVer && k.firstRelease.IsZero() {
		return failed{"--first-release is missing", "anyver counts the age from it: --first-release YYYY-MM-DD"}
	}
	return nil
}

// parse reads versions from the command line. One that does not parse is a verdict.
func (k calculation) parse(texts ...string) ([]version.Version, error) {
	var all []version.Version
	for _, text := range texts {
		v, err := k.scheme.Parse(text)
		if err != nil {
			return nil, verdict{err}
		}
		all = append(all, v)
	}
	return all, nil
}

// step reads LEVEL…: anyver's kinds, of which there may be several, or one level.
func (k calculation) step(words []string) (version.Step, error) {
	step := version.Step{Date: k.date, FirstRelease: k.firstRelease}
	if k.scheme == version.AnyVer {
		if len(words) == 0 {
			return step, failed{"LEVEL is missing", "anyver takes kinds: functional, performance, bugfix, compatible, kaikaku, kakushin"}
		}
		for _, word := range words {
			kind, err := version.ParseKind(word)
			if err != nil {
				return step, failed{message: err.Error()}
			}
			step.Kinds = append(step.Kinds, kind)
		}
		return step, nil
	}
	dated := !slices.Contains(k.scheme.Levels(), version.Patch)
	switch {
	case len(words) == 0 && dated:
		return step, nil
	case len(words) == 0:
		return step, failed{"LEVEL is missing", "wanted " + levelWords(k.scheme)}
	case len(words) > 1:
		return step, failed{fmt.Sprintf("%q is one LEVEL too many: only anyver takes several", words[1]), ""}
	}
	level, err := version.ParseLevel(words[0])
	if err != nil || !slices.Contains(k.scheme.Levels(), level) {
		return step, failed{fmt.Sprintf("%q is no level of %s", words[0], k.scheme), "wanted " + levelWords(k.scheme)}
	}
	step.Level = level
	return step, nil
}

func levelWords(s version.Scheme) string {
	var words []string
	for _, l := range s.Levels() {
		if l != version.None {
			words = append(words, l.String())
		}
	}
	if len(words) == 0 {
		return "nothing: " + s.String() + " goes by date"
	}
	return orWords(words)
}
