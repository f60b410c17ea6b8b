package sqlstore

import (
	"strings"

	"joinery/registry"
)

// errSetting refuses a setting. Wanted is for people, see either.
func errSetting(database, name, found, wanted, why, hint string) error {
	e := registry.Errorf(registry.Invalid, "%s has %s = %s, wanted %s: %s", database, name, found, wanted, why)
	e.Hint = hint
	return e
}

// either says which values are wanted: "on or remote_apply".
func either(values string) string { return strings.ReplaceAll(values, " ", " or ") }

// among reports whether a value is one of those that a text lists.
func among(values, value string) bool {
	for v := range strings.FieldsSeq(values) {
		if v == value {
			return true
		}
	}
	return false
}
