package sqlstore

import (
	"strings"

	"joinery/registry"
)

// errSetting refuses a setting.
func errSetting(database, name, found, wanted, why, hint string) error {
	e := registry.Errorf(registry.Invalid, "%s has %s = %s, wanted %s: %s", database, name, found, strings.ReplaceAll(wanted, " ", " or "), why)
	e.Hint = hint
	return e
}

// among reports whether a value is one of those that a text lists.
func among(values, value string) bool {
	for v := range strings.FieldsSeq(values) {
		if v == value {
			return true
		}
	}
	return false
}
