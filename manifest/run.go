package manifest

import (
	"context"
	"io/fs"
	"runtime"
	"sync"

	"joinery/manifest/diag"
)

// reading is what a number of files say.
type reading struct {
	documents
	changes []*Change
}

func (r *reading) add(other reading) {
	r.components = append(r.components, other.components...)
	r.products = append(r.products, other.products...)
	r.bundles = append(r.bundles, other.bundles...)
	r.changes = append(r.changes, other.changes...)
	r.problems = append(r.problems, other.problems...)
}

// run is one load: its workers and its progress.
type run struct {
	ctx      context.Context
	fsys     fs.FS
	workers  int
	progress func(done, total int)

	mu          sync.Mutex
	done, total int
}

func newRun(ctx context.Context, opt Options, fsys fs.FS) *run {
	r := &run{ctx: ctx, fsys: fsys, workers: opt.Workers, progress: opt.Progress}
	if r.workers <= 0 {
		r.workers = runtime.GOMAXPROCS(0)
	}
	return r
}

// documents reads manifests; the result is in the order of the files.
func (r *run) documents(files []string) reading {
	return r.each(files, func(d *decoder, file string) reading {
		src, problem := readSource(r.fsys, file)
		if problem != nil {
			return reading{documents: documents{problems: diag.List{*problem}}}
		}
		return reading{documents: d.read(src)}
	})
}

// changes reads change files; the result is in the order of the files.
func (r *run) changes(files []string) reading {
	return r.each(files, func(d *decoder, file string) reading {
		src, problem := readSource(r.fsys, file)
		if problem != nil {
			return reading{documents: documents{problems: diag.List{*problem}}}
		}
		change, problems := d.change(src)
		read := reading{documents: documents{problems: problems}}
		if change != nil {
			read.changes = []*Change{change}
		}
		return read
	})
}

// each reads files at the same time and joins what they say in their order.
func (r *run) each(files []string, read func(*decoder, string) reading) reading {
	r.advance(0, len(files))
	results := make([]reading, len(files))
	decoders := make([]*decoder, r.workers)
	r.parallel(len(files), func(worker, i int) {
		if decoders[worker] == nil {
			decoders[worker] = newDecoder()
		}
		results[i] = read(decoders[worker], files[i])
		r.advance(1, 0)
	})
	var all reading
	for i := range results {
		all.add(results[i])
	}
	return all
}

// parallel calls do for each number below n, until ctx is done.
func (r *run) parallel(n int, do func(worker, i int)) {
	var wait sync.WaitGroup
	var mu sync.Mutex
	next := 0
	for worker := range min(r.workers, n) {
		wait.Go(func() {
			for r.ctx.Err() == nil {
				mu.Lock()
				i := next
				next++
				mu.Unlock()
				if i >= n {
					return
				}
				do(worker, i)
			}
		})
	}
	wait.Wait()
}

func (r *run) advance(done, total int) {
	if r.progress == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done, r.total = r.done+done, r.total+total
	r.progress(r.done, r.total)
}
