# licet_warnings: all of our code. licet_warnings_strict adds what finds the places that a new
# construct has to touch: a switch over an enumeration names every value, even with a default.
add_library(licet_warnings INTERFACE)
target_compile_options(licet_warnings INTERFACE -Wall -Wextra -Wnon-virtual-dtor
  # The sorting of libstdc++ 12 uses what C++ has deprecated, and clang tells so in our code.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>
  $<$<BOOL:${LICET_WERROR}>:-Werror>)

add_library(licet_warnings_strict INTERFACE)
target_link_libraries(licet_warnings_strict INTERFACE licet_warnings)
target_compile_options(licet_warnings_strict INTERFACE -Wswitch-enum)
