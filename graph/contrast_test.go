package graph

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestContrast holds that text stands out by 4.5 to 1 at least against what it stands on, and
// the lines and signs of a mark by 3 to 1, in light and in dark.
func TestContrast(t *testing.T) {
	light, dark, _ := strings.Cut(pictureCSS, "@media screen and (prefers-color-scheme: dark) {\n")
	for theme, css := range map[string]string{"light": light, "dark": dark} {
		color := func(selector, property string) string {
			for _, rule := range regexp.MustCompile(`(?m)^ *([^{}\n]+) \{([^}]*)\}`).FindAllStringSubmatch(css, -1) {
				found := regexp.MustCompile(`(?:^|[ ;])` + property + `: (#[0-9a-f]+)`).FindStringSubmatch(rule[2])
				if found == nil {
					continue
				}
				for one := range strings.SplitSeq(rule[1], ", ") {
					if one == ".joinery "+selector {
						return found[1]
					}
				}
			}
			return ""
		}
		paper := color(".paper", "fill")
		papers := map[string]string{"": paper, "plain": color(".box", "fill")}
		for _, m := range marks {
			papers[m.word] = orElse(color("."+m.word+" .box", "fill"), paper)
			line := color("."+m.word+" .box", "stroke")
			if m.mark == Muted {
				continue
			}
			for what, got := range map[string]float64{
				"line": ratio(t, line, paper), "sign": ratio(t, color("."+m.word+" .badge", "fill"), papers[m.word]),
				"sign's own": ratio(t, color("."+m.word+" .badge", "fill"), color(".badge-sign", "stroke")),
			} {
				if got < 3 {
					t.Errorf("%s, %s: the %s has a contrast of %.2f, want 3", theme, m.word, what, got)
				}
			}
		}
		inks := []string{color("text", "fill"), color(".rest", "fill")}
		for name, ground := range papers {
			for _, ink := range inks {
				if got := ratio(t, ink, ground); got < 4.5 {
					t.Errorf("%s: %s on the box of %q (%s) has a contrast of %.2f, want 4.5", theme, ink, name, ground, got)
				}
			}
		}
	}
}

// ratio is WCAG's contrast of two colours.
func ratio(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t *testing.T, color string) float64 {
	t.Helper()
	hex := strings.TrimPrefix(color, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	v, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || len(hex) != 6 {
		t.Fatalf("got the colour %q, want #rrggbb", color)
	}
	linear := func(c uint64) float64 {
		s := float64(c&0xff) / 255
		if s <= 0.03928 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(v>>16) + 0.7152*linear(v>>8) + 0.0722*linear(v)
}
