package registry

import (
	"context"
	"runtime"
	"sync"
)

// queue lets the draws on one item that arrive while a transaction runs share the next one.
type queue struct {
	run func(item string, batch []*asked)

	mu      sync.Mutex
	waiting map[string][]*asked // an item whose transaction runs has an entry
	closed  bool
	busy    sync.WaitGroup
	draws   int64 // whose transaction began
	batches int64 // transactions that began
}

// asked is a draw that waits for its answer.
type asked struct {
	ctx   context.Context
	who   Who
	draw  Draw
	done  chan struct{} // closed when version and err are set
	got   Version
	fault error
}

// maxBatch is how many draws share a transaction at most.
const maxBatch = 256

func newQueue(run func(item string, batch []*asked)) *queue {
	return &queue{run: run, waiting: map[string][]*asked{}}
}

// ask waits until the draw is answered or ctx ends. A draw that ctx takes out of the line before its
// transaction began is not done; later, nobody knows: the error is Unsure.
func (q *queue) ask(ctx context.Context, who Who, draw Draw) (Version, error) {
	a := &asked{ctx: ctx, who: who, draw: draw, done: make(chan struct{})}
	q.mu.Lock()
	if q.closed {
		q.mu.Unlock()
		return Version{}, Errorf(Unavailable, "the registry is shutting down, nothing was drawn")
	}
	line, running := q.waiting[draw.Item]
	q.waiting[draw.Item] = append(line, a)
	if !running {
		q.busy.Add(1)
		go q.work(draw.Item)
	}
	q.mu.Unlock()

	select {
	case <-a.done:
		return a.got, a.fault
	case <-ctx.Done():
	}
	if q.leave(a) {
		return Version{}, ctx.Err()
	}
	select {
	case <-a.done: // both were ready
		return a.got, a.fault
	default:
		return Version{}, &Error{Code: Unsure, Message: "the request ended while its version was drawn", Hint: "ask again with the same Idempotency-Key", Err: ctx.Err()}
	}
}

// leave takes a draw out of the line. It is false when its transaction began.
func (q *queue) leave(a *asked) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	line := q.waiting[a.draw.Item]
	for i := range line {
		if line[i] == a {
			q.waiting[a.draw.Item] = append(line[:i:i], line[i+1:]...)
			return true
		}
	}
	return false
}

// work answers an item's draws until none waits.
func (q *queue) work(item string) {
	defer q.busy.Done()
	for {
		q.mu.Lock()
		line := q.waiting[item]
		if len(line) == 0 {
			delete(q.waiting, item)
			q.mu.Unlock()
			return
		}
		batch := line[:min(len(line), maxBatch)]
		q.waiting[item] = append([]*asked{}, line[len(batch):]...)
		q.draws, q.batches = q.draws+int64(len(batch)), q.batches+1
		q.mu.Unlock()
		q.run(item, batch)
		all := q.inLine(item) + len(batch)
		for _, a := range batch {
			close(a.done)
		}
		if all > 1 {
			q.letIn(item, all)
		}
	}
}

// inLine returns how many draws on an item wait.
func (q *queue) inLine(item string) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.waiting[item])
}

// letIn lets those that were answered come in again for the next transaction, as they may at once, beside
// those that wait: else it would begin with the first of them alone, or two crowds would take turns. It
// takes no time when nothing else is to be done.
func (q *queue) letIn(item string, all int) {
	for range 2 * all {
		if q.inLine(item) >= all {
			return
		}
		runtime.Gosched()
	}
}

// close takes no more draws and waits for those that are in the line.
func (q *queue) close(ctx context.Context) error {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	idle := make(chan struct{})
	go func() { q.busy.Wait(); close(idle) }()
	select {
	case <-idle:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
