// The catalogue of diagnostics against tests/golden/diagnostics: one golden per code, which emits it and documents it.
#pragma once

#include <string>

namespace licet::golden {

// Prints what is missing; gives the number of faults.
int check_catalogue(const std::string& folder);

}  // namespace licet::golden
