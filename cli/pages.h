// The page of each diagnostic, from the head comment of its golden: put into the program by cmake/Pages.cmake.
#pragma once

#include <string_view>
#include <vector>

namespace licet::cli {

struct Page {
  std::string_view code;  // "L0412"
  std::string_view text;
};

const std::vector<Page>& diagnostic_pages();  // by code

}  // namespace licet::cli
