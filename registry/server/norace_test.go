//go:build !race

package server_test

// manyItems is how many items [TestManyItems] lists.
const manyItems = 100_000
