package manifest

// Nearest returns the candidate that is most like name, or "" when none is near: at most a third
// of name's characters may differ (one at least), a swap of neighbours counts as one. Of equally
// near ones the first by text wins.
func Nearest(name string, candidates []string) string {
	best, bestDistance := "", max(1, len(name)/3)+1
	for _, c := range candidates {
		if abs(len(c)-len(name)) >= bestDistance+1 {
			continue
		}
		d := distance(name, c)
		if d < bestDistance || d == bestDistance && best != "" && c < best {
			best, bestDistance = c, d
		}
	}
	return best
}

// distance is the optimal string alignment distance of a and b in bytes.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			substitute := 1
			if a[i-1] == b[j-1] {
				substitute = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+substitute)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

func abs(n int) int { return max(n, -n) }
