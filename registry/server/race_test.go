//go:build race

package server_test

// manyItems is how many items [TestManyItems] lists: fewer, since the race detector takes ten times as long.
const manyItems = 10_000
