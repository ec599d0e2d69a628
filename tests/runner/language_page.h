// The examples of a page of documentation: code blocks marked ```licet parse and check without an error, each by itself
// on top of the blocks marked ```licet basis above it. A block that begins with "-- error L0121" shows a mistake
// instead.
#pragma once

#include <string>

namespace licet::golden {

int check_language_page(const std::string& path);  // exit code

}  // namespace licet::golden
