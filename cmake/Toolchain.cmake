# Language level, output folders, linker, compiler cache, sanitizers.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON) # layers are linked into modules too
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)    # a moved build tree still runs

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()
# Line tables are enough for stack traces, and take a third off compile times.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")

# Paths in the program (assertions, debug information) are relative to the repository.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)

find_program(LICET_MOLD mold)
mark_as_advanced(LICET_MOLD)
if(LICET_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
# g++ passes it by itself, except with -fsanitize.
add_link_options(-Wl,--as-needed)

find_program(LICET_CCACHE ccache)
mark_as_advanced(LICET_CCACHE)
if(LICET_CCACHE)
  # Relative paths, so that several build folders and clones share what they compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}
    CCACHE_NOHASHDIR=true ${LICET_CCACHE})
endif()

if(LICET_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined
    -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-maybe-uninitialized) # false alarms in <regex>
  else()
    add_compile_options(-fno-sanitize=function) # reads a signature in front of each callee
    add_link_options(-fno-sanitize=function)
  endif()
endif()
