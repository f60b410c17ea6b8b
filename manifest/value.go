package manifest

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"joinery/manifest/version"
)

// What values look like, and how each is read. A scalar is taken as it is written: 1.10 is the
// text "1.10", whether it is quoted or not.
var (
	anyText = value[Text]{form: form{word: "text", scalar: anyScalar}, read: readText}

	// filled is text that is not empty.
	someText = checked(form{word: "text", scalar: anyScalar, minLength: 1}, func(t string) error {
		if strings.TrimSpace(t) == "" {
			return fmt.Errorf("found an empty text, wanted text")
		}
		return nil
	})

	nameText = checked(form{word: "a name", scalar: plainScalar, pattern: namePattern, not: nameExcept, maxLength: maxName},
		func(t string) error {
			if err := CheckName(t); err != nil {
				return err
			}
			return nil
		})

	// versionText is parsed once the scheme is known.
	versionText = value[Text]{form: form{word: "a version", scalar: plainScalar, minLength: 1}, read: readText}

	constraintText = value[Text]{form: form{word: "a version or a constraint", scalar: plainScalar, minLength: 1}, read: readText}

	dayText = checked(form{word: "a day as YYYY-MM-DD", scalar: plainScalar, pattern: `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`},
		func(t string) error {
			_, err := version.ParseDate(t)
			return err
		})

	digestText = checked(form{word: "a digest as sha256: and 64 hexadecimal digits", scalar: plainScalar, pattern: `^sha256:[0-9a-f]{64}$`}, checkDigest)

	revisionText = checked(form{word: "text", scalar: anyScalar, minLength: 1, maxLength: maxRevision}, CheckRevision)

	trueOrFalse = value[bool]{form: form{word: "true or false", scalar: []string{"boolean"}}, read: readFlag}
)

func readText(d *decoder, n *yaml.Node, into *Text) bool {
	if n.Kind != yaml.ScalarNode {
		hint := []string(nil)
		if n.Kind == yaml.SequenceNode && len(n.Content) == 1 && n.Content[0].Kind == yaml.ScalarNode && isPlain(n.Content[0].Value) {
			hint = []string{"write " + n.Content[0].Value + " without the brackets or dash"}
		}
		d.unfit(n, kindOf(n), "text", hint...)
		return false
	}
	*into = d.text(n)
	return true
}

// checked is text that has to pass a check. What does not pass is kept and reported.
func checked(f form, check func(string) error) value[Text] {
	return value[Text]{form: f, read: func(d *decoder, n *yaml.Node, into *Text) bool {
		if !readText(d, n, into) {
			return false
		}
		if err := check(n.Value); err != nil {
			d.wrong(n, d.here()+": "+err.Error(), hintOf(err)...)
			return false
		}
		return true
	}}
}

// oneOf is text out of a short fixed list.
func oneOf(words ...string) value[Text] { return oneOfMany(either(words), words) }

// oneOfMany is text out of a list that is too long for a message, which says what instead.
func oneOfMany(what string, words []string) value[Text] {
	f := form{word: what, enum: words}
	return value[Text]{form: f, read: func(d *decoder, n *yaml.Node, into *Text) bool {
		if !readText(d, n, into) {
			return false
		}
		if !slices.Contains(words, n.Value) {
			d.unfit(n, quoted(n.Value), f.word, meant(Nearest(strings.ToLower(n.Value), words))...)
			return false
		}
		return true
	}}
}

// as is text that stands for a value of another type.
func as[X any](v value[Text], meaning func(string) X) value[X] {
	return value[X]{form: v.form, read: func(d *decoder, n *yaml.Node, into *X) bool {
		var t Text
		if !v.read(d, n, &t) {
			return false
		}
		*into = meaning(t.Value)
		return true
	}}
}

// asString is text whose place is of no interest.
func asString(v value[Text]) value[string] { return as(v, func(t string) string { return t }) }

func readFlag(d *decoder, n *yaml.Node, into *bool) bool {
	if n.Kind != yaml.ScalarNode {
		d.unfit(n, kindOf(n), "true or false")
		return false
	}
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 || n.Value != "true" && n.Value != "false" {
		var hint []string
		switch strings.ToLower(n.Value) {
		case "true", "yes", "on", "y":
			hint = []string{"write true, without quotes"}
		case "false", "no", "off", "n":
			hint = []string{"write false, without quotes"}
		}
		d.unfit(n, quoted(n.Value), "true or false", hint...)
		return false
	}
	*into = n.Value == "true"
	return true
}

func checkDigest(t string) error {
	const prefix, digits = "sha256:", 64
	hex, ok := strings.CutPrefix(t, prefix)
	if !ok {
		return fmt.Errorf("found %s, wanted a digest that starts with %q", quoted(t), prefix)
	}
	if at := strings.IndexFunc(hex, func(r rune) bool { return !strings.ContainsRune("0123456789abcdef", r) }); at >= 0 {
		return fmt.Errorf("found %q in the digest, wanted %d digits 0-9 a-f after %q", []rune(hex[at:])[0], digits, prefix)
	}
	if len(hex) != digits {
		return fmt.Errorf("found %d digits in the digest, wanted %d after %q", len(hex), digits, prefix)
	}
	return nil
}
