//go:build race

package sqlstore_test

// underRace says that the race detector watches, which takes ten times as long.
const underRace = true
