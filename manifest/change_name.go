package manifest

import (
	"fmt"
	"strings"
)

// ChangeName returns a name for a new change file, without .md: three words such as
// quiet-otters-dance, which two branches hardly ever choose both. Random returns a number from 0
// below n; taken, which may be nil, reports the names that are in use. When a drawn name is
// taken the names behind it are tried in order, and once all are, with a number behind them.
func ChangeName(random func(n int) int, taken func(name string) bool) string {
	all := len(changeAdjectives) * len(changeNouns) * len(changeVerbs)
	drawn := nth(changeAdjectives, random)
	drawn = drawn*len(changeNouns) + nth(changeNouns, random)
	drawn = drawn*len(changeVerbs) + nth(changeVerbs, random)
	for i := 0; ; i++ {
		name := changeName((drawn + i) % all)
		if round := i / all; round > 0 {
			name = fmt.Sprintf("%s-%d", name, round+1)
		}
		if taken == nil || !taken(name) {
			return name
		}
	}
}

// nth draws an index of the words.
func nth(words []string, random func(n int) int) int {
	return min(max(random(len(words)), 0), len(words)-1)
}

// changeName returns the name with that number.
func changeName(i int) string {
	verb, i := i%len(changeVerbs), i/len(changeVerbs)
	noun, adjective := i%len(changeNouns), i/len(changeNouns)
	return changeAdjectives[adjective] + "-" + changeNouns[noun] + "-" + changeVerbs[verb]
}

var changeAdjectives = strings.Fields(`
	agile amber ancient bold brave bright brisk calm cheerful clever cosy crisp curious deft eager
	early fair fancy fleet fresh friendly gentle giant glad golden grand green happy hardy hidden
	honest humble jolly keen kind lively loyal lucky lunar mellow merry mighty modest neat nimble
	noble patient playful polite proud quick quiet rapid rosy rustic sandy sharp shiny silent silver
	sleepy smooth snowy solid steady sunny swift tidy tiny vivid warm wise witty young zesty`)

var changeNouns = strings.Fields(`
	acorns apples badgers beavers bees bells birches boats books bridges candles cats cedars clouds
	comets cranes crickets deer dolphins doves ducks eagles falcons ferns finches foxes frogs
	geese hares herons hills horses islands kites lamps larks lemons lions maples meadows mice moons
	mountains oaks otters owls pandas pears penguins pines planets plums ponies poppies rabbits ravens
	rivers robins roses seals sheep sparrows stars swans tigers tulips turtles violins waves whales
	willows wolves wrens zebras`)

var changeVerbs = strings.Fields(`
	agree arrive bake begin bloom bounce build call camp carve cheer chime climb cook count cross
	dance dash dive doze draw dream drift drum explore float fly gather gleam glide glow grow
	hike hop hum hurry jog join juggle jump knit land laugh leap learn linger listen march meet
	nap paint play ponder read rest return ride roam row run sail sing skate sketch ski skip sleep smile
	soar spin sprint stroll study surf swim talk travel wait wake walk wander wave weave whistle
	wink wonder write yawn`)
