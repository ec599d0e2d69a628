# Registers the tests; `ctest --test-dir build` runs them. Every test runs in the repository root.
set(LICET_TEST_BIN ${CMAKE_BINARY_DIR}/tests)

# What a test may need to know: where the program is.
set(test_environment "LICET_BUILD_DIR=${CMAKE_BINARY_DIR}")
if(TARGET licet)
  list(APPEND test_environment "LICET_BIN=$<TARGET_FILE:licet>")
endif()

function(licet_add_test name)
  add_test(NAME ${name} COMMAND ${ARGN} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES ENVIRONMENT "${test_environment}" TIMEOUT 900)
endfunction()

# licet_test_program(NAME source...)
function(licet_test_program name)
  add_executable(${name} ${ARGN})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE licet_warnings)
  licet_link(${name} PRIVATE licet_compiler licet_runtime licet_io licet_data licet_core
    nlohmann_json::nlohmann_json)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${LICET_TEST_BIN})
  add_dependencies(${name} licet_arrow licet_llvm licet_postgresql)
endfunction()

# Unit tests: tests/unit/**/*.cc. Catch2's main is slow to compile, so it has its own target.
licet_sources(unit_sources FOLDERS tests/unit)
if(unit_sources)
  find_package(Catch2 2.13 REQUIRED)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/catch_main.cc
    CONTENT "#define CATCH_CONFIG_MAIN\n#include <catch2/catch.hpp>\n" @ONLY)
  add_library(licet_catch_main STATIC ${CMAKE_BINARY_DIR}/generated/catch_main.cc)
  target_link_libraries(licet_catch_main PUBLIC Catch2::Catch2)
  target_compile_options(licet_catch_main PRIVATE -w -O0)
  licet_test_program(licet_unit_tests ${unit_sources})
  target_link_libraries(licet_unit_tests PRIVATE licet_catch_main)
  licet_add_test(unit $<TARGET_FILE:licet_unit_tests>)
  # The tests of the state of ledgers once more, in PostgreSQL.
  licet_add_test(state_postgresql ${CMAKE_SOURCE_DIR}/tests/ledger/with_postgresql
    $<TARGET_FILE:licet_unit_tests> [state])
endif()

# Goldens: one test per folder below tests/golden.
licet_sources(runner_sources FOLDERS tests/runner)
if(runner_sources)
  licet_test_program(licet_golden ${runner_sources})
  if(TARGET licet)
    add_dependencies(licet_golden licet)
  endif()
  file(GLOB golden_folders CONFIGURE_DEPENDS LIST_DIRECTORIES true
    RELATIVE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/tests/golden/*)
  foreach(folder IN LISTS golden_folders)
    if(IS_DIRECTORY ${CMAKE_SOURCE_DIR}/${folder} AND NOT folder STREQUAL "tests/golden/shared")
      get_filename_component(phase ${folder} NAME)
      licet_add_test(golden_${phase} $<TARGET_FILE:licet_golden> ${folder})
    endif()
  endforeach()
endif()

# The worked examples of the regulation, the scenarios of the shipped rules, the examples of the language page.
if(TARGET licet_golden AND TARGET licet)
  licet_add_test(worked_examples $<TARGET_FILE:licet_golden> --examples tests/examples rules/us/ear)
  licet_add_test(scenarios $<TARGET_FILE:licet> test rules/us/ear)
  licet_add_test(language_page $<TARGET_FILE:licet_golden> --language docs/language.md)
endif()

# Fuzzers: tests/fuzz/NAME.cc -> fuzz_NAME; --ci asks for a short run.
file(GLOB fuzz_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/*.cc)
foreach(source IN LISTS fuzz_sources)
  get_filename_component(name ${source} NAME_WE)
  string(REGEX REPLACE "^fuzz_" "" name ${name})
  licet_test_program(fuzz_${name} ${source})
  licet_add_test(fuzz_${name} $<TARGET_FILE:fuzz_${name}> --ci)
endforeach()

# The engines, on the shipped rules.
if(TARGET licet)
  licet_add_test(engines ${CMAKE_SOURCE_DIR}/tests/engines/check_same $<TARGET_FILE:licet>)
  licet_add_test(engines_modules ${CMAKE_SOURCE_DIR}/tests/engines/check_modules $<TARGET_FILE:licet>)
endif()

# The shape of the tree; each check also runs over planted faults.
set(architecture ${CMAKE_SOURCE_DIR}/tests/architecture)
licet_add_test(architecture_layers ${architecture}/check_layers)
licet_add_test(architecture_layers_planted ${architecture}/planted_failures layers)
licet_add_test(architecture_file_length ${architecture}/check_file_length)
licet_add_test(architecture_file_length_planted ${architecture}/planted_failures length)
licet_add_test(docs_planted ${architecture}/planted_failures docs)
if(TARGET licet)
  licet_add_test(docs ${CMAKE_SOURCE_DIR}/scripts/check-docs)
endif()
if(TARGET licet)
  licet_add_test(architecture_help ${architecture}/check_help $<TARGET_FILE:licet>)
  if(NOT LICET_SANITIZE) # the sanitizer wants to be the first library itself
    licet_add_test(architecture_help_planted ${architecture}/planted_failures help
      $<TARGET_FILE:licet> $<TARGET_FILE:licet::arrow>)
  endif()
endif()

# Ledgers between runs: a program that commits batches, to be killed and cut off.
licet_test_program(licet_commit_batches tests/ledger/commit_batches.cc)
if(TARGET licet_golden)
  add_dependencies(licet_golden licet_commit_batches) # transcripts look into its states
endif()
if(TARGET licet)
  # The short form; by hand with 200 kills of each sort (CONTRIBUTING.md).
  set(check_faults ${CMAKE_SOURCE_DIR}/tests/ledger/check_faults $<TARGET_FILE:licet>
    $<TARGET_FILE:licet_commit_batches>)
  licet_add_test(ledger_faults ${check_faults} 12)
  licet_add_test(ledger_faults_postgresql ${CMAKE_SOURCE_DIR}/tests/ledger/with_postgresql ${check_faults} 2 --postgresql)
endif()
