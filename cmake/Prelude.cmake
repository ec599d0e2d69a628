# stdlib/prelude/*.licet -> build/generated/prelude.cc, compiled into licet_core (stdlib/prelude.h).
file(GLOB prelude_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/stdlib/prelude/*.licet)
list(SORT prelude_files)
set(prelude_entries "")
foreach(file IN LISTS prelude_files)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} text)
  file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR} ${file})
  string(APPEND prelude_entries "      {\"${name}\", R\"LICET(${text})LICET\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/prelude.cc CONTENT
"#include \"stdlib/prelude.h\"

namespace licet {

const std::vector<PreludeFile>& prelude() {
  static const std::vector<PreludeFile> files = {
@prelude_entries@  };
  return files;
}

}  // namespace licet
" @ONLY)
if(TARGET licet_core)
  target_sources(licet_core PRIVATE ${CMAKE_BINARY_DIR}/generated/prelude.cc)
endif()
