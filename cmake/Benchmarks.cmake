# bench/NAME.cc -> build/bench/NAME, by `ninja benchmarks` or, with LICET_BENCH, by default.
file(GLOB bench_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/*.cc)
if(NOT bench_sources)
  return()
endif()
if(LICET_BENCH)
  add_custom_target(benchmarks ALL)
else()
  add_custom_target(benchmarks)
endif()
foreach(source IN LISTS bench_sources)
  get_filename_component(name ${source} NAME_WE)
  add_executable(bench_${name} EXCLUDE_FROM_ALL ${source})
  target_include_directories(bench_${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_definitions(bench_${name} PRIVATE LICET_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_link_libraries(bench_${name} PRIVATE licet_warnings)
  licet_link(bench_${name} PRIVATE licet_compiler licet_runtime licet_io licet_data licet_core
    nlohmann_json::nlohmann_json)
  set_target_properties(bench_${name} PROPERTIES
    OUTPUT_NAME ${name}
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
  add_dependencies(benchmarks bench_${name})
endforeach()
