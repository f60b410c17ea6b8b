package storetest

import (
	"context"
	"fmt"
	"testing"

	"joinery/registry"
)

// draw gives out the next patch of 1.0, as the registry does it.
func (s store) draw(item string) (number string, err error) {
	err = s.Update(s.ctx, []string{item}, func(ctx context.Context, tx registry.Tx) error {
		i, ok, err := tx.Item(ctx, item)
		if err != nil || !ok {
			return fmt.Errorf("item %s: %t, %w", item, ok, err)
		}
		mark, err := tx.Mark(ctx, item, "1.0")
		if err != nil {
			return err
		}
		n := int64(0)
		if mark != "" {
			if _, err := fmt.Sscanf(mark, "1.0.%d", &n); err != nil {
				return err
			}
		}
		v := drawnVersion(item, n+1)
		i.Given, i.Edition, number = i.Given+1, i.Edition+1, v.Number
		entry := sampleEntry(int(n))
		entry.Item, entry.Version = item, number
		return tx.Write(ctx, registry.Writing{
			Items: []registry.Item{i}, NewVersions: []registry.Version{v},
			Marks:   []registry.Mark{{Item: item, Key: "", Number: number}, {Item: item, Key: "1.0", Number: number}},
			Answers: []registry.Answer{sampleAnswer("draw "+item, number)}, Entries: []registry.Entry{entry},
		})
	})
	return number, err
}

func drawsAreDistinct(t testing.TB, h Harness) {
	const writers, draws = 10, 12
	stores := openTwice(t, h)
	s := stores[0]
	s.write(registry.Writing{NewItems: []registry.Item{plainItem("lib")}})
	drawn := make([][]string, writers)
	noErrors(t, "drawing", together(writers, func(i int) error {
		for range draws {
			number, err := stores[i%len(stores)].draw("lib")
			if err != nil {
				return err
			}
			drawn[i] = append(drawn[i], number)
		}
		return nil
	}))

	want := map[string]bool{}
	for i, numbers := range drawn {
		last := 0
		for _, number := range numbers {
			n := 0
			if _, err := fmt.Sscanf(number, "1.0.%d", &n); err != nil || n <= last {
				t.Errorf("writer %d drew %s after %d, want a higher one (%v)", i, number, last, err)
			}
			if last = n; want[number] {
				t.Errorf("%s was drawn twice", number)
			}
			want[number] = true
		}
	}
	versions := s.versions(registry.VersionQuery{Item: "lib", Oldest: true, Limit: every})
	same(t, "number of versions", len(versions), writers*draws)
	for i, v := range versions {
		same(t, "a version in its place", v, drawnVersion("lib", int64(i+1)))
		same(t, "answer to "+v.Number, s.answer("draw lib", v.Number), sampleAnswer("draw lib", v.Number))
	}
	same(t, "given", s.item("lib").Given, writers*draws)
	same(t, "mark", s.mark("lib", "1.0"), fmt.Sprintf("1.0.%d", writers*draws))
	same(t, "number of audit entries", len(s.audit(registry.AuditQuery{Limit: every})), writers*draws)
}
