#include "tests/runner/golden_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace licet::golden {
namespace {

constexpr std::string_view kKinds[] = {"rules",  "shared",  "file",  "rows",   "opening", "damage", "run",
                                       "expect", "command", "stdin", "stdout", "stderr",  "exit"};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

// "--- expect decisions" -> expect, decisions. Other lines that begin with dashes are text.
bool section_head(const std::string& line, Section* section) {
  if (line.rfind("--- ", 0) != 0) return false;
  const std::size_t space = line.find(' ', 4);
  const std::string kind = line.substr(4, space == std::string::npos ? space : space - 4);
  if (std::find(std::begin(kKinds), std::end(kKinds), kind) == std::end(kKinds)) return false;
  section->kind = kind;
  section->name = space == std::string::npos ? std::string() : line.substr(space + 1);
  return true;
}

// tests/golden/shared, for a golden one folder below tests/golden.
std::string shared_folder(const std::string& golden) {
  return (std::filesystem::absolute(golden).parent_path().parent_path() / "shared").string() + "/";
}

}  // namespace

std::string without_final_blanks(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

const Section* GoldenFile::find(std::string_view kind, std::string_view name) const {
  for (const Section& section : sections)
    if (section.kind == kind && (name.empty() || section.name == name)) return &section;
  return nullptr;
}

std::string GoldenFile::text() const {
  std::string out = head.empty() ? std::string() : head + "\n";
  for (const Section& section : sections) {
    out += "--- " + section.kind + (section.name.empty() ? "" : " " + section.name) + "\n";
    if (!section.text.empty()) out += section.text + "\n";
  }
  return out;
}

bool read_text(const std::string& path, std::string* text) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return false;
  text->assign(std::istreambuf_iterator<char>(in), {});
  return true;
}

bool write_text(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  return static_cast<bool>(out.flush());
}

bool read_golden(const std::string& path, GoldenFile* file, std::string* problem) {
  std::string text;
  if (!read_text(path, &text)) {
    *problem = "cannot be read";
    return false;
  }
  file->path = path;
  std::size_t number = 0;
  for (const std::string& line : lines_of(text)) {
    ++number;
    Section section;
    if (section_head(line, &section)) {
      section.line = number;
      if (section.kind == "shared" && !read_text(shared_folder(path) + section.name, &section.shared)) {
        *problem = "tests/golden/shared has no " + section.name;
        return false;
      }
      file->sections.push_back(std::move(section));
      continue;
    }
    std::string& body = file->sections.empty() ? file->head : file->sections.back().text;
    body += line + "\n";
  }
  file->head = without_final_blanks(file->head);
  for (Section& section : file->sections) section.text = without_final_blanks(section.text);
  if (file->sections.empty()) *problem = "has no section";
  return !file->sections.empty();
}

std::string difference(const std::string& expected, const std::string& actual) {
  const std::vector<std::string> a = lines_of(expected), b = lines_of(actual);
  // Longest common subsequence; goldens are short.
  std::vector<std::vector<std::size_t>> common(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
  std::string out;
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      out += "    " + a[i] + "\n";
      ++i, ++j;
    } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
      out += "  - " + a[i++] + "\n";
    } else {
      out += "  + " + b[j++] + "\n";
    }
  }
  return out;
}

}  // namespace licet::golden
