// The rulebooks that every program begins with (stdlib/prelude/*.licet), compiled into the library so that a program
// needs no folder at run time. Made by cmake/Prelude.cmake; constant.
#pragma once

#include <string_view>
#include <vector>

namespace licet {

struct PreludeFile {
  std::string_view name;  // "stdlib/prelude/units.licet"
  std::string_view text;
};

const std::vector<PreludeFile>& prelude();  // by name

}  // namespace licet
