# Files as the program reads and writes them: tests/io/*.cc. No rules, so no compiler and no evaluator.
licet_sources(io_test_sources FOLDERS tests/io)
if(io_test_sources AND TARGET licet_arrow AND TARGET licet_catch_main)
  add_executable(licet_io_tests ${io_test_sources})
  target_include_directories(licet_io_tests PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(licet_io_tests PRIVATE licet_warnings licet_catch_main licet_io licet_data
    licet_core)
  set_target_properties(licet_io_tests PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${LICET_TEST_BIN})
  add_dependencies(licet_io_tests licet_arrow)
  # Arrow's own Python writes the nested files that the tests read.
  licet_add_test(io ${CMAKE_COMMAND} -E env LICET_PYTHON=${LICET_PYARROW}/bin/python
    $<TARGET_FILE:licet_io_tests>)
endif()
