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
  const auto codes_in = [&](const char* name) {
    std::set<std::string> out;
    std::string list;
    if (read_text(folder + name, &list))
      for (std::size_t begin = 0; begin < list.size(); begin = std::min(list.find('\n', begin), list.size() - 1) + 1)
        if (list.compare(begin, 1, "L") == 0) out.insert(list.substr(begin, 5));
    return out;
  };
  // Codes that rule text alone cannot bring about, and those that no golden brings about yet, stand in lists with why.
  const std::set<std::string> waived = codes_in("/without-golden.txt");
  const std::set<std::string> pending = codes_in("/not-brought-about.txt");

  std::set<std::string> codes;
  for (Code code : all_codes()) {
    const std::string id(info(code).id);
    codes.insert(id);
    GoldenFile file;
    std::string problem;
    const bool there = read_golden(folder + "/" + id + ".golden", &file, &problem);
    if (waived.count(id) > 0) {
      if (there) fault(id, "is there, and without-golden.txt says that it cannot be");
      continue;
    }
    if (!there) {
      if (pending.count(id) == 0) fault(id, "is missing or empty");
      continue;
    }
    bool emitted = false;
    for (const Section& section : file.sections)
      if (section.kind == "expect" || section.kind == "stderr") emitted |= section.text.find(id) != std::string::npos;
    if (!emitted && pending.count(id) == 0) fault(id, "does not bring about its code");
    if (emitted && pending.count(id) > 0) fault(id, "brings about its code, and stands in not-brought-about.txt");
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
