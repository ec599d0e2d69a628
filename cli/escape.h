// Text for XML and HTML: the four characters that markup takes for itself; control characters that neither can hold
// become spaces.
#pragma once

#include <string>
#include <string_view>

namespace licet::cli {

std::string escaped(std::string_view text);

}  // namespace licet::cli
