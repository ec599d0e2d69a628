#include "compiler/read.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

namespace licet::compiler {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxDataBytes = 64u << 20;

// Every .licet below a folder, in the order of their paths. Hidden folders are not rules.
std::vector<std::string> rule_paths_below(const std::string& folder, bool deep) {
  std::vector<std::string> paths;
  std::error_code ignored;
  auto it = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, ignored);
  for (; !ignored && it != fs::recursive_directory_iterator(); it.increment(ignored)) {
    const std::string name = it->path().filename().string();
    const bool is_folder = it->is_directory(ignored);
    if (is_folder && (!deep || name.starts_with("."))) it.disable_recursion_pending();
    if (!is_folder && it->path().extension() == ".licet" && !name.starts_with("."))
      paths.push_back(it->path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

std::vector<std::string> rulebooks_in(const std::string& text) {
  std::vector<std::string> ids;
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line)) {
    if (!line.starts_with("rulebook ")) continue;
    std::size_t end = 9;
    while (end < line.size() && !std::isspace(static_cast<unsigned char>(line[end]))) ++end;
    std::string id = line.substr(9, end - 9);
    if (id.ends_with(".")) id.pop_back();
    ids.push_back(std::move(id));
  }
  return ids;
}

bool read_file(const std::string& path, std::string* text, std::string* error) {
  std::error_code failed;
  if (fs::is_directory(path, failed)) {
    *error = "it is a folder";
    return false;
  }
  const std::uintmax_t size = fs::file_size(path, failed);
  if (failed) {
    *error = failed.message();
    return false;
  }
  if (size > kMaxDataBytes) {
    *error = "it is larger than 64 MB";
    return false;
  }
  std::ifstream in(path, std::ios::binary);
  text->resize(static_cast<std::size_t>(size));
  if (!in || !in.read(text->data(), static_cast<std::streamsize>(size))) {
    *error = errno ? std::strerror(errno) : "it cannot be read";
    return false;
  }
  return true;
}

std::vector<RuleFile> find_rule_files(const std::vector<std::string>& paths, Diagnostics* diagnostics) {
  std::vector<RuleFile> files;
  std::set<std::string> seen;
  const auto add = [&](const std::string& path) {
    std::error_code ignored;
    const fs::path canonical = fs::weakly_canonical(path, ignored);
    if (!seen.insert(ignored ? path : canonical.string()).second) return;
    RuleFile file{path, folder_of(path), {}};
    std::string error;
    if (read_file(path, &file.text, &error))
      files.push_back(std::move(file));
    else
      diagnostics->add(Code::SourceUnreadable, {}, {path, error});
  };
  for (const std::string& path : paths) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) {
      add(path);
      continue;
    }
    const std::vector<std::string> below = rule_paths_below(path, true);
    if (below.empty()) diagnostics->add(Code::SourceUnreadable, {}, {path, "no .licet file lies in it"});
    for (const std::string& file : below) add(file);
  }
  return files;
}

Library::Library(const std::vector<RuleFile>& given, const std::vector<std::string>& search_path)
    : search_path_(search_path) {
  for (const RuleFile& file : given) {
    given_.insert(file.name);
    if (std::find(folders_.begin(), folders_.end(), file.folder) == folders_.end()) folders_.push_back(file.folder);
  }
}

std::vector<std::string> Library::candidates() const {
  std::vector<std::string> paths;
  for (const auto& [folders, deep] : {std::pair{&folders_, false}, {&search_path_, true}})
    for (const std::string& folder : *folders)
      for (std::string& path : rule_paths_below(folder, deep))
        if (!given_.contains(path)) paths.push_back(std::move(path));
  return paths;
}

void Library::look_around() {
  looked_ = true;
  for (const std::string& path : candidates()) {
    std::string text, ignored;
    if (!read_file(path, &text, &ignored)) continue;
    for (const std::string& id : rulebooks_in(text)) by_rulebook_.try_emplace(id, path);
  }
}

std::unique_ptr<RuleFile> Library::find(const std::string& rulebook) {
  if (!looked_) look_around();
  const auto found = by_rulebook_.find(rulebook);
  if (found == by_rulebook_.end()) return nullptr;
  auto file = std::make_unique<RuleFile>(RuleFile{found->second, folder_of(found->second), {}});
  std::string ignored;
  if (!read_file(file->name, &file->text, &ignored)) return nullptr;
  taken_.push_back(*file);
  return file;
}

bool DiskFiles::read(const std::string& folder, const std::string& name, std::string* text, std::string* error) {
  const fs::path asked(name);
  // A rulebook may be somebody else's: its data lie beside it, nowhere else.
  const bool leaves = asked.is_absolute() || std::find(asked.begin(), asked.end(), "..") != asked.end();
  if (leaves) {
    *error = "a data file lies in the folder of its rulebook or below it";
    return false;
  }
  return read_file((fs::path(folder) / asked).string(), text, error);
}

bool RecordingFiles::read(const std::string& folder, const std::string& name, std::string* text, std::string* error) {
  auto entry = std::find_if(entries_.begin(), entries_.end(),
                            [&](const Entry& e) { return e.folder == folder && e.name == name; });
  if (entry == entries_.end()) {
    entries_.push_back({folder, name, {}, {}, false});
    entry = std::prev(entries_.end());
    entry->ok = from_->read(folder, name, &entry->text, &entry->error);
  }
  *text = entry->text;
  *error = entry->error;
  return entry->ok;
}

}  // namespace licet::compiler
