// Where the program finds what is installed with it.
#pragma once

#include <string>

namespace licet::cli {

// ../share/licet beside the program, where rulebooks that `use` the common ones find them.
std::string share_folder();

}  // namespace licet::cli
