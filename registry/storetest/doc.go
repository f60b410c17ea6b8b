// Package storetest is the meaning of a [registry.Store], as tests that every store passes.
//
// A store's own test says how to make an empty one, and how to open it again:
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, func(t testing.TB) storetest.Harness {
//			path := filepath.Join(t.TempDir(), "registry.db")
//			return storetest.Harness{Open: func(t testing.TB) registry.Store {
//				s, err := sqlstore.Open(t.Context(), "sqlite:"+path, sqlstore.Options{})
//				if err != nil {
//					t.Fatal(err)
//				}
//				return s
//			}}
//		})
//	}
//
// There is a file per behaviour. What the interface leaves open, these tests settle:
//
//   - After an error of Write, nothing of the transaction is kept: Update returns change's error,
//     or Write's where change returns nil.
//   - Writing something new over what was there all along, in a change that did not look, is
//     Exists in the end; changing what is not there is NotFound.
//   - A changed product has an Edition one above the one that is there. A change whose product
//     was changed meanwhile runs again, so that no change is lost; where that does not help, the
//     error is Conflict.
//   - Two versions of one item do not share a Seq, two tokens neither an ID nor a Name: Exists.
//   - What is new in a Writing can be changed in the same Writing. A mark stands in it once.
//   - A token that is revoked stays revoked, and its last use only gets later, whoever writes an
//     older copy of it.
//   - A panic in a change reaches the caller of Update; nothing is kept, nothing stays locked.
//   - Reads outside do not wait for a change that runs, but for a page of the audit log, oldest
//     first: that may wait, or stop short, so that who follows the log by its numbers never
//     misses an entry that was committed late.
//   - Times are cut to the microsecond. Empty lists, maps and texts come back with a length of 0,
//     nil or not. Strings are UTF-8 without zero bytes; documents, bodies and hashes are any bytes.
//   - The second Close returns nil.
//
// [Faulty] makes a good store fail at chosen points, for tests of what stands on a store.
package storetest
