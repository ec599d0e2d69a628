# grammar/*.g4 -> build/generated/grammar/*.{h,cpp} -> licet_grammar, included as
# "grammar/LicetParser.h" by compiler/syntax/parse*.cc and lex*.cc only.
file(GLOB grammar_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/grammar/*.g4)
if(NOT grammar_files)
  return()
endif()

find_package(Java 11 REQUIRED COMPONENTS Runtime)
find_package(antlr4-runtime 4.9 REQUIRED)

# Lexers first: a parser reads the .tokens file of its lexer.
set(antlr_order ${grammar_files})
list(FILTER antlr_order INCLUDE REGEX "Lexer\\.g4$")
set(antlr_parsers ${grammar_files})
list(FILTER antlr_parsers EXCLUDE REGEX "Lexer\\.g4$")
set(antlr_lexers ${antlr_order})
list(APPEND antlr_order ${antlr_parsers})

set(antlr_out ${CMAKE_BINARY_DIR}/generated/grammar)
file(MAKE_DIRECTORY ${antlr_out})
set(antlr_sources "")
set(antlr_tokens "")
foreach(grammar IN LISTS antlr_order)
  get_filename_component(name ${grammar} NAME_WE)
  set(outputs ${antlr_out}/${name}.cpp ${antlr_out}/${name}.h)
  list(APPEND antlr_sources ${outputs})
  set(after "")
  if(grammar IN_LIST antlr_lexers)
    list(APPEND outputs ${antlr_out}/${name}.tokens)
    list(APPEND antlr_tokens ${antlr_out}/${name}.tokens)
  else()
    set(after ${antlr_tokens})
  endif()
  add_custom_command(
    OUTPUT ${outputs}
    COMMAND ${Java_JAVA_EXECUTABLE} -XX:+UseSerialGC -XX:TieredStopAtLevel=1
            -jar ${LICET_ANTLR_JAR} -Dlanguage=Cpp -Werror -no-listener -no-visitor
            -package licet::grammar -lib ${antlr_out} -o ${antlr_out} -Xexact-output-dir
            ${grammar}
    # The tables are read when the first parser is made, not at the start of every program.
    COMMAND sed -i
            -e "/^${name}::Initializer ${name}::_init;$/d"
            -e "/^${name}::${name}(.*) {$/a static const Initializer tables_read;"
            ${antlr_out}/${name}.cpp
    DEPENDS ${grammar} ${after} ${LICET_ANTLR_JAR}
    COMMENT "ANTLR ${name}.g4"
    VERBATIM)
endforeach()

add_library(licet_grammar STATIC ${antlr_sources})
target_compile_options(licet_grammar PRIVATE -w)
target_include_directories(licet_grammar SYSTEM PUBLIC ${CMAKE_BINARY_DIR}/generated
  ${ANTLR4_INCLUDE_DIR})
target_link_libraries(licet_grammar PUBLIC antlr4_static)
