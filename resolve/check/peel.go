package check

// peel takes out of in, again and again, the nodes that no edge from another one in it leads to.
// A node on a circle stays.
func peel(in []bool, from, to []int32) {
	degree := make([]int32, len(in)) // edges that lead to a node
	start := make([]int32, len(in)+1)
	for i := range from {
		if in[from[i]] && in[to[i]] {
			degree[to[i]]++
			start[from[i]+1]++
		}
	}
	for n := range in {
		start[n+1] += start[n]
	}
	next := make([]int32, start[len(in)])
	fill := append([]int32(nil), start[:len(in)]...)
	for i := range from {
		if in[from[i]] && in[to[i]] {
			next[fill[from[i]]] = to[i]
			fill[from[i]]++
		}
	}
	var queue []int32
	for n := range in {
		if in[n] && degree[n] == 0 {
			queue = append(queue, int32(n))
		}
	}
	for len(queue) > 0 {
		n := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		in[n] = false
		for _, m := range next[start[n]:start[n+1]] {
			if degree[m]--; degree[m] == 0 {
				queue = append(queue, m)
			}
		}
	}
}
