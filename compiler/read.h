// Finds and reads the rule files of a compilation: folders (recursive, sorted), files, and what `use` asks for beside
// them and in the search path. Also the data files beside them. Used by compile() and its cache; not thread-safe.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "compiler/compile.h"
#include "compiler/sema/unit.h"
#include "core/base/diagnostic.h"

namespace licet::compiler {

// One rule file as read; `name` is the path as the user gave it.
struct RuleFile {
  std::string name;
  std::string folder;  // where its data files lie
  std::string text;
};

// The ids that a text declares with "rulebook us.ear.terms" at the head of a line: enough to find a file, not to read
// it.
std::vector<std::string> rulebooks_in(const std::string& text);

// The files that the paths of an input name, in order, each once. Unreadable ones are reported (L0100).
std::vector<RuleFile> find_rule_files(const std::vector<std::string>& paths, Diagnostics* diagnostics);

// Files that may hold a rulebook which a `use` asks for: those in the folders of the given files, then everything below
// the search path. Each is read at most once, and only when asked for.
class Library {
 public:
  Library(const std::vector<RuleFile>& given, const std::vector<std::string>& search_path);
  // Null if no file declares that rulebook.
  std::unique_ptr<RuleFile> find(const std::string& rulebook);

  // What a cache has to know: every place that may be looked at, and the files that were taken.
  std::vector<std::string> candidates() const;
  bool looked() const { return looked_; }
  const std::vector<RuleFile>& taken() const { return taken_; }

 private:
  void look_around();
  std::vector<std::string> folders_;
  std::vector<std::string> search_path_;
  std::set<std::string> given_;
  bool looked_ = false;
  std::map<std::string, std::string> by_rulebook_;  // id -> path
  std::vector<RuleFile> taken_;
};

// Data files on disk.
class DiskFiles : public sema::DataFiles {
 public:
  bool read(const std::string& folder, const std::string& name, std::string* text, std::string* error) override;
};

// Remembers what was asked for and what came, so that two phases read a file once and a cache knows what it rests on.
class RecordingFiles : public sema::DataFiles {
 public:
  explicit RecordingFiles(sema::DataFiles* from) : from_(from) {}
  bool read(const std::string& folder, const std::string& name, std::string* text, std::string* error) override;

  struct Entry {
    std::string folder, name, text, error;
    bool ok = false;
  };
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  sema::DataFiles* from_;
  std::vector<Entry> entries_;
};

// False with the reason in words.
bool read_file(const std::string& path, std::string* text, std::string* error);

}  // namespace licet::compiler
