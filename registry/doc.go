// Package registry hands out versions: the one place that build stages ask which share no pipeline.
//
// The promise: an acknowledged version is unique forever per item, never lost, never given again;
// draws on one item are linearizable; gaps are possible; the same idempotency key gets the same
// answer.
//
// An item is a component. Its versions are drawn (a number is given out), published (what a
// Component document says about the version is known) or lapsed (reserved, and nobody came back):
//
//	r := registry.New(memory.New(), registry.Options{Now: time.Now})
//	r.AddItem(ctx, who, registry.NewItem{Name: "payments-api", Initial: "1.4.0"})
//	v, err := r.Draw(ctx, who, registry.Draw{Item: "payments-api", Level: version.Minor})
//	v.Number // 1.5.0
//	v, err = r.Draw(ctx, who, registry.Draw{Item: "payments-api", Level: version.Patch, Line: "1.4"})
//	v.Number // 1.4.1, which extends 1.4.0
//
// # Who does what
//
// [Registry] holds the rules and knows no database. A [Store] keeps what was decided, all of it or
// nothing; package storetest is the meaning of a store, packages memory and sqlstore are stores.
// Package server speaks HTTP, package client asks it.
//
// # How a number is found
//
// Each item has marks: the highest production version that was ever given, of the item as a whole,
// of each MAJOR and of each line, and the highest candidate of each number (see [Marks]). The next
// number is the successor of a mark, so finding it reads one row, whatever the number of versions;
// and since a mark never goes back, a number that lapsed is not given again.
//
// Draws on one item wait for each other: those that arrive while a transaction runs share the next
// one. The store locks the item's row, so several processes may share a database. A store that
// refuses two rows of one number is the last line of defence.
package registry
