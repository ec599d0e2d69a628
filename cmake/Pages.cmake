# Head comments of tests/golden/diagnostics/L*.golden -> build/generated/cli/pages.cc: what
# `licet explain L0412` prints.
file(GLOB golden_pages CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/golden/diagnostics/L*.golden)
list(SORT golden_pages)
set(licet_pages ${CMAKE_BINARY_DIR}/generated/cli/pages.cc)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated/cli)
add_custom_command(
  OUTPUT ${licet_pages}
  COMMAND awk -f ${CMAKE_SOURCE_DIR}/cmake/pages.awk /dev/null ${golden_pages} > ${licet_pages}
  DEPENDS ${golden_pages} ${CMAKE_SOURCE_DIR}/cmake/pages.awk
  COMMENT "Pages of the diagnostics"
  VERBATIM)
