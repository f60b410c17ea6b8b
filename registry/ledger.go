package registry

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"joinery/manifest"
	"joinery/manifest/version"
)

// ledger is one item in one transaction: what it is, and what is written about it at the end.
type ledger struct {
	ctx    context.Context
	tx     Tx
	item   Item
	scheme version.Scheme
	now    time.Time
	marks  map[string]string // what was read or raised
	raised map[string]bool
	given  map[string]int // numbers in out.NewVersions
	out    Writing
}

// openLedger opens the ledger of an item whose row the transaction holds. The error is NotFound
// when there is no such item.
func openLedger(ctx context.Context, tx Tx, name string, now time.Time) (*ledger, error) {
	item, ok, err := tx.Item(ctx, name)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, noItem(name)
	}
	return newLedger(ctx, tx, item, now)
}

func newLedger(ctx context.Context, tx Tx, item Item, now time.Time) (*ledger, error) {
	scheme, err := item.By()
	if err != nil {
		return nil, fmt.Errorf("item %s: %w", item.Name, err)
	}
	return &ledger{
		ctx: ctx, tx: tx, item: item, scheme: scheme, now: now,
		marks: map[string]string{}, raised: map[string]bool{}, given: map[string]int{},
	}, nil
}

// mark returns the version under a mark, zero if there is none.
func (l *ledger) mark(key string) (version.Version, error) {
	number, ok := l.marks[key]
	if !ok {
		var err error
		if number, err = l.tx.Mark(l.ctx, l.item.Name, key); err != nil {
			return version.Version{}, err
		}
		l.marks[key] = number
	}
	if number == "" {
		return version.Version{}, nil
	}
	v, err := l.stored(number)
	if err != nil && strings.HasPrefix(key, floorMark("")) {
		return version.Version{}, nil // of a scheme that the item had before it had versions
	}
	return v, err
}

// stored parses a number that the store gave.
func (l *ledger) stored(number string) (version.Version, error) {
	v, err := l.scheme.Parse(number)
	if err != nil {
		return v, fmt.Errorf("item %s holds a number that is none: %w", l.item.Name, err)
	}
	return v, nil
}

// version returns a version of the item, as this transaction leaves it.
func (l *ledger) version(number string) (Version, bool, error) {
	if i, ok := l.given[number]; ok {
		return l.out.NewVersions[i], true, nil
	}
	for _, v := range l.out.Versions {
		if v.Number == number {
			return v, true, nil
		}
	}
	return l.tx.Version(l.ctx, l.item.Name, number)
}

// give writes a new version and raises the marks. It sets what the item says of it.
func (l *ledger) give(parsed version.Version, v Version) (Version, error) {
	keys := Marks(parsed)
	if parsed.IsPrerelease() && l.scheme != version.Loose {
		if top, err := l.mark(topMark); err != nil {
			return v, err
		} else if top.IsZero() {
			keys = append(keys, earlyMark)
		}
	}
	for _, key := range keys {
		highest, err := l.mark(key)
		if err != nil {
			return v, err
		}
		if highest.IsZero() || parsed.Compare(highest) > 0 {
			l.marks[key], l.raised[key] = numberOf(parsed), true
		}
	}
	if v.Level == "" {
		if err := l.listedAfterRestore(parsed); err != nil {
			return v, err
		}
	}
	l.item.Given++
	v.Item, v.Number, v.Line, v.Seq = l.item.Name, numberOf(parsed), parsed.Line(), l.item.Given
	if v.Text == "" {
		v.Text = v.Number
	}
	if v.Status == "" {
		v.Status = "active"
	}
	if v.Created.IsZero() {
		v.Created = l.now
	}
	if day, ok := version.Day(parsed); ok && l.item.Since.IsZero() && l.scheme == version.AnyVer {
		l.item.Since = day
		if v.Level != "" {
			l.item.Since = l.now.Truncate(24 * time.Hour)
		}
	}
	l.given[v.Number] = len(l.out.NewVersions)
	l.out.NewVersions = append(l.out.NewVersions, v)
	return v, nil
}

// change writes a version that was there before.
func (l *ledger) change(v Version) {
	if i, ok := l.given[v.Number]; ok {
		l.out.NewVersions[i] = v
		return
	}
	for i := range l.out.Versions {
		if l.out.Versions[i].Number == v.Number {
			l.out.Versions[i] = v
			return
		}
	}
	l.out.Versions = append(l.out.Versions, v)
}

// tell adds a line to the audit log.
func (l *ledger) tell(who Who, action, number, detail string) {
	l.out.Entries = append(l.out.Entries, entryOf(who, l.now, action, l.item.Name, number, detail))
}

func entryOf(who Who, now time.Time, action, item, number, detail string) Entry {
	return Entry{
		At: now, Who: who.Name, From: who.From, Request: who.Request,
		Action: action, Item: item, Version: number, Detail: detail,
	}
}

// touched reports whether there is anything to write.
func (l *ledger) touched() bool {
	return len(l.out.NewVersions)+len(l.out.Versions)+len(l.out.Entries)+len(l.out.Answers) > 0
}

// writing returns what the ledger writes, the item's new edition with it.
func (l *ledger) writing() Writing {
	w := l.out
	for _, key := range slices.Sorted(maps.Keys(l.raised)) {
		w.Marks = append(w.Marks, Mark{Item: l.item.Name, Key: key, Number: l.marks[key]})
	}
	l.item.Edition++
	w.Items = append(w.Items, l.item)
	return w
}

// aName refuses what is no name before a store sees it. The error is NotFound.
func aName(name string) error {
	if manifest.CheckName(name) != nil {
		return noItem(Quoted(name))
	}
	return nil
}

func noItem(name string) *Error {
	e := Errorf(NotFound, "there is no item %s", name)
	e.Hint = "joinery publish adds one, or POST /items/add"
	return e
}
