// Command bench measures how fast joinery is, and prints it as ratios.
//
// Times change from machine to machine and from minute to minute; ratios taken in one run hardly
// do. The yardstick is the floor: reading the same files and decoding them with yaml.v3 into
// plain structs, on all processors. A line like
//
//	60000 components  check  5.9s  1.21 of the floor  610 MB  1.43 of the floor
//
// says that checking a workspace took 1.21 times as long as the floor, and 1.43 times its
// memory. What a pull request and a release cost is measured in a git repository, as ratios to a
// check of the same workspace; of a release the files that it wrote are counted, too. Each figure is that of a process of its own; the runs that are compared take turns, the
// best time and the median of the memory count.
//
//	go run ./cmd/bench                      every table, about ten minutes
//	go run ./cmd/bench -size 6000 -rounds 5 one size, each work five times
//	go run ./cmd/bench -write DIR -size 6000 the workspace that is measured, to look at or to profile
//	go test -run xxx -bench . ./cmd/bench   the same works as Go benchmarks, inside one process
//
// docs/performance.md holds the last figures.
package main
