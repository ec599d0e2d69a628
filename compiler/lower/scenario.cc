#include "compiler/lower/scenario.h"

namespace licet::lower {

void lower_scenarios(Work*, Reader*) {}

}  // namespace licet::lower
