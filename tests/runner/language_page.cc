#include "tests/runner/language_page.h"

#include <cstdio>
#include <sstream>
#include <vector>

#include "compiler/compile.h"
#include "tests/runner/golden_file.h"

namespace licet::golden {
namespace {

struct Block {
  std::string info, text;
  int line = 0;
};

std::vector<Block> blocks_of(const std::string& page) {
  std::vector<Block> out;
  std::istringstream lines(page);
  bool inside = false;
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.rfind("```", 0) == 0) {
      if (!inside) out.push_back({line.substr(3), {}, number});
      inside = !inside;
    } else if (inside) {
      out.back().text += line + "\n";
    }
  }
  return out;
}

}  // namespace

int check_language_page(const std::string& path) {
  std::string page;
  if (!read_text(path, &page)) {
    std::printf("%s cannot be read\n", path.c_str());
    return 1;
  }
  int checked = 0, failed = 0;
  std::string basis;
  for (const Block& block : blocks_of(page)) {
    if (block.info != "licet" && block.info != "licet basis") continue;
    ++checked;
    const std::string name = path + ":" + std::to_string(block.line) + ".licet";
    const compiler::Compiled compiled = compiler::compile_texts({{name, basis + block.text}});
    std::string found, errors;
    for (const Diagnostic& d : compiled.diagnostics.list()) {
      if (info(d.code).severity != Severity::Error) continue;
      found += std::string(info(d.code).id) + " ";
      errors += render(d, compiled.sources, false) + "\n";
    }
    std::string expected;
    if (block.text.rfind("-- error ", 0) == 0) expected = block.text.substr(9, 5);
    const bool good = expected.empty() ? found.empty() : found.find(expected) != std::string::npos;
    if (!good) {
      ++failed;
      std::printf("FAILED %s%s\n%s", name.c_str(),
                  expected.empty() ? "" : (" does not bring about " + expected).c_str(), errors.c_str());
    }
    if (block.info == "licet basis") basis += block.text;
  }
  std::printf("%d blocks of %s, %d failed\n", checked, path.c_str(), failed);
  return failed == 0 ? 0 : 1;
}

}  // namespace licet::golden
