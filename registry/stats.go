package registry

// Stats are figures about draws, since the registry was made.
type Stats struct {
	Waiting int   // draws that wait for their transaction to begin
	Draws   int64 // draws whose transaction began
	Batches int64 // transactions that began for them
}

// Stats returns the figures of now.
func (r *Registry) Stats() Stats {
	q := r.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	s := Stats{Draws: q.draws, Batches: q.batches}
	for _, line := range q.waiting {
		s.Waiting += len(line)
	}
	return s
}
