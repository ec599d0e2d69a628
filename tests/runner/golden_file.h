// A golden: one text file per behaviour, in sections. In front of the first section stands what it shows, as "-- …".
//   --- rules [NAME]          rule text (main.licet)      --- file NAME     a data file beside it
//   --- shared NAME           rules NAME, taken from tests/golden/shared
//   --- damage                what a mistake of licet itself does to the program (L0602)
//   --- rows                  JSON lines, shipments       --- run           run parameters, one per line
//   --- expect WHAT           decisions, diagnostics, ir, explain, tree, format
//   --- command, --- stdin, --- stdout, --- stderr, --- exit, --- file    a transcript of the command line
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace licet::golden {

struct Section {
  std::string kind;      // "rules", "expect"
  std::string name;      // the rest of the line
  std::string text;      // without the blank lines at its end
  std::size_t line = 0;  // of its head, from 1
  std::string shared;    // of a shared section: the text of its file

  bool is_rules() const { return kind == "rules" || kind == "shared"; }
  std::string content() const { return kind == "shared" ? shared : text + "\n"; }
};

struct GoldenFile {
  std::string path;
  std::string head;  // everything in front of the first section
  std::vector<Section> sections;

  const Section* find(std::string_view kind, std::string_view name = {}) const;
  std::string text() const;  // as it is written back by --update
};

// False with a reason where the file cannot be read or has a section of unknown kind.
bool read_golden(const std::string& path, GoldenFile* file, std::string* problem);

bool read_text(const std::string& path, std::string* text);
bool write_text(const std::string& path, const std::string& text);
std::string without_final_blanks(std::string text);

// Line by line, the lines that differ with "-" and "+".
std::string difference(const std::string& expected, const std::string& actual);

}  // namespace licet::golden
