//go:build unix

package faulttest_test

import (
	"reflect"
	"strings"

	"joinery/registry/sqlstore"
)

// variant returns a dialect that is another one but for how it connects, under a scheme of its own.
func variant(d *sqlstore.Dialect, scheme string, connect func(url string) (*sqlstore.Pools, error)) *sqlstore.Dialect {
	v := new(sqlstore.Dialect)
	from, to := reflect.ValueOf(d).Elem(), reflect.ValueOf(v).Elem()
	for i := range from.NumField() {
		if from.Type().Field(i).IsExported() {
			to.Field(i).Set(from.Field(i))
		}
	}
	v.Schemes = []string{scheme}
	v.Connect = func(url string) (*sqlstore.Pools, error) {
		return connect(d.Schemes[0] + strings.TrimPrefix(url, scheme))
	}
	return v
}
