#include "tests/runner/catalogue.h"

#include <cstdio>
#include <filesystem>
#include <set>

#include "core/base/diagnostic.h"
#include "tests/runner/golden_file.h"

namespace licet::golden {

int check_catalogue(const std::string& folder) {
  int faults = 0;
  const auto fault = [&](const std::string& name, const char* text) {
    std::printf("FAILED %s/%s.golden %s\n", folder.c_str(), name.c_str(), text);
    ++faults;
  };
  std::set<std::string> codes;
  for (Code code : all_codes()) {
    const std::string id(info(code).id);
    codes.insert(id);
    GoldenFile file;
    std::string problem;
    const bool there = read_golden(folder + "/" + id + ".golden", &file, &problem);
    if (!there) {
      fault(id, "is missing or empty");
      continue;
    }
    bool emitted = false;
    for (const Section& section : file.sections)
      if (section.kind == "expect" || section.kind == "stderr") emitted |= section.text.find(id) != std::string::npos;
    if (!emitted) fault(id, "does not bring about its code");
    if (file.head.rfind("-- ", 0) != 0) fault(id, "has no head comment, which is the page of the code");
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().stem().string();
    if (entry.path().extension() == ".golden" && name.size() == 5 && name[0] == 'L' && codes.count(name) == 0)
      fault(name, "is of no code in the catalogue");
  }
  return faults;
}

}  // namespace licet::golden
