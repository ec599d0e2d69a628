# What is not ours. All headers are system headers: no warnings from them.
# The versions are those of scripts/setup.
set(LICET_ANTLR_JAR ${CMAKE_SOURCE_DIR}/.cache/antlr-4.9.2-complete.jar)
set(LICET_PYARROW ${CMAKE_SOURCE_DIR}/.cache/pyarrow-26.0.1)

if(NOT EXISTS ${LICET_ANTLR_JAR} OR NOT EXISTS ${LICET_PYARROW}/complete)
  execute_process(COMMAND ${CMAKE_SOURCE_DIR}/scripts/setup --fetch COMMAND_ERROR_IS_FATAL ANY)
  if(NOT EXISTS ${LICET_ANTLR_JAR} OR NOT EXISTS ${LICET_PYARROW}/complete)
    message(FATAL_ERROR "cmake/ThirdParty.cmake and scripts/setup name different versions")
  endif()
endif()

find_package(fmt 9 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
set(OPENSSL_USE_STATIC_LIBS TRUE)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)

# Arrow C++ out of the pyarrow wheel. The libraries are linked into build/lib beside the module that
# opens them, so that a build tree runs wherever it is moved.
file(GLOB LICET_PYARROW_PACKAGE ${LICET_PYARROW}/lib/python3.*/site-packages/pyarrow)
function(licet_arrow_library name file)
  set(place ${CMAKE_BINARY_DIR}/lib/${file})
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
  file(CREATE_LINK ${LICET_PYARROW_PACKAGE}/${file} ${place} COPY_ON_ERROR)
  add_library(licet::${name} SHARED IMPORTED GLOBAL)
  set_target_properties(licet::${name} PROPERTIES
    IMPORTED_LOCATION ${place}
    IMPORTED_SONAME ${file}
    INTERFACE_INCLUDE_DIRECTORIES ${LICET_PYARROW_PACKAGE}/include)
  install(FILES ${place} DESTINATION lib)
endfunction()
licet_arrow_library(arrow libarrow.so.2600)
licet_arrow_library(parquet libparquet.so.2600)

# LLVM, static: only the code generator of this machine and what loads its code. Its own list of libraries names Z3,
# which nothing here needs; --as-needed drops it.
find_package(LLVM 19.1 REQUIRED CONFIG)
llvm_map_components_to_libnames(licet_llvm_libraries orcjit native)
add_library(licet::llvm INTERFACE IMPORTED GLOBAL)
set_target_properties(licet::llvm PROPERTIES
  INTERFACE_INCLUDE_DIRECTORIES "${LLVM_INCLUDE_DIRS}"
  INTERFACE_LINK_LIBRARIES "${licet_llvm_libraries}")

# SQLite, static: `licet --help` maps no library for it. PostgreSQL's is opened on demand.
find_package(SQLite3 3.40 REQUIRED)
find_library(LICET_SQLITE libsqlite3.a REQUIRED)
mark_as_advanced(LICET_SQLITE)
add_library(licet::sqlite STATIC IMPORTED GLOBAL)
set_target_properties(licet::sqlite PROPERTIES
  IMPORTED_LOCATION ${LICET_SQLITE}
  INTERFACE_INCLUDE_DIRECTORIES "${SQLite3_INCLUDE_DIRS}"
  INTERFACE_LINK_LIBRARIES m)

# CMake's own finder also asks for the headers of the server.
find_path(LICET_PQ_HEADERS libpq-fe.h PATH_SUFFIXES postgresql REQUIRED)
find_library(LICET_PQ pq REQUIRED)
mark_as_advanced(LICET_PQ_HEADERS LICET_PQ)
add_library(licet::pq SHARED IMPORTED GLOBAL)
set_target_properties(licet::pq PROPERTIES
  IMPORTED_LOCATION ${LICET_PQ}
  INTERFACE_INCLUDE_DIRECTORIES ${LICET_PQ_HEADERS})
