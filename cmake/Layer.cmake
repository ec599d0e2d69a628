# One function per kind of target. All of them do nothing while their folders have no sources, and
# drop dependencies that do not exist yet.

# licet_sources(VAR FOLDERS f... [EXCEPT f...]): the *.cc below the folders.
function(licet_sources var)
  cmake_parse_arguments(ARG "" "" "FOLDERS;EXCEPT" ${ARGN})
  set(found "")
  foreach(folder IN LISTS ARG_FOLDERS)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cc)
    list(APPEND found ${sources})
  endforeach()
  foreach(folder IN LISTS ARG_EXCEPT)
    list(FILTER found EXCLUDE REGEX "^${CMAKE_SOURCE_DIR}/${folder}/")
  endforeach()
  set(${var} ${found} PARENT_SCOPE)
endfunction()

# licet_link(TARGET PUBLIC|PRIVATE library...): links those that exist.
function(licet_link target visibility)
  foreach(library IN LISTS ARGN)
    if(TARGET ${library})
      target_link_libraries(${target} ${visibility} ${library})
    endif()
  endforeach()
endfunction()

# licet_layer(NAME FOLDERS f... [EXCEPT f...] [PUBLIC lib...] [PRIVATE lib...])
function(licet_layer name)
  cmake_parse_arguments(ARG "" "" "FOLDERS;EXCEPT;PUBLIC;PRIVATE" ${ARGN})
  licet_sources(sources FOLDERS ${ARG_FOLDERS} EXCEPT ${ARG_EXCEPT})
  if(NOT sources)
    return()
  endif()
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE licet_warnings_strict)
  licet_link(${name} PUBLIC ${ARG_PUBLIC})
  licet_link(${name} PRIVATE ${ARG_PRIVATE})
endfunction()

# licet_module(NAME FOLDERS f... EXPORTS symbol [PRIVATE lib...]): lib/libNAME.so, opened with
# dlopen, exporting the one table and nothing else.
function(licet_module name)
  cmake_parse_arguments(ARG "" "EXPORTS" "FOLDERS;PRIVATE" ${ARGN})
  licet_sources(sources FOLDERS ${ARG_FOLDERS})
  if(NOT sources)
    return()
  endif()
  # Not -fvisibility=hidden: templates of third parties have default visibility all the same.
  set(script ${CMAKE_BINARY_DIR}/${name}.map)
  file(CONFIGURE OUTPUT ${script} CONTENT "{ global: @ARG_EXPORTS@; local: *; };\n" @ONLY)
  add_library(${name} MODULE ${sources})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  # The build id is what cached code is told apart by; clang asks for none by itself.
  target_link_options(${name} PRIVATE -Wl,--version-script=${script} -Wl,--gc-sections -Wl,--build-id)
  target_link_libraries(${name} PRIVATE licet_warnings)
  licet_link(${name} PRIVATE ${ARG_PRIVATE})
  set_target_properties(${name} PROPERTIES
    LINK_DEPENDS ${script}
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib
    BUILD_RPATH "\$ORIGIN"
    INSTALL_RPATH "\$ORIGIN")
  install(TARGETS ${name} LIBRARY DESTINATION lib)
endfunction()
