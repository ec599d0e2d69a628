#include "tests/runner/transcript.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <regex>

#include <sys/wait.h>
#include <unistd.h>

namespace licet::golden {
namespace {

namespace fs = std::filesystem;

// A folder of its own, removed at the end.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "licet-golden-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// What differs from run to run and from machine to machine.
std::string settled(std::string text, const std::string& folder) {
  for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder, at))
    text.replace(at, folder.size(), "$DIR");
  text = std::regex_replace(text, std::regex("\\b[0-9a-f]{64}\\b"), "$$HASH");
  text = std::regex_replace(text, std::regex("licet [0-9]+\\.[0-9]+\\.[0-9]+"), "licet $$VERSION");
  return without_final_blanks(text);
}

void set_section(GoldenFile* file, const std::string& kind, const std::string& text) {
  for (Section& section : file->sections) {
    if (section.kind != kind) continue;
    section.text = text;
    return;
  }
  if (!text.empty()) file->sections.push_back({kind, {}, text, 0, {}});
}

}  // namespace

Status run_transcript(const GoldenFile& file, GoldenFile* actual) {
  const char* program = std::getenv("LICET_BIN");
  if (program == nullptr) return Failure{"LICET_BIN is not set: a transcript needs the program"};
  const Section* command = file.find("command");
  if (command == nullptr) return Failure{"there is no section \"command\""};
  const Folder folder;
  if (folder.path().empty()) return Failure{"cannot make a temporary folder"};
  for (const Section& section : file.sections) {
    if (section.kind != "file" && !section.is_rules()) continue;
    const std::string name = section.name.empty() ? "main.licet" : section.name;
    const fs::path path = fs::path(folder.path()) / name;
    std::error_code ignored;
    fs::create_directories(path.parent_path(), ignored);
    if (!write_text(path.string(), section.content())) return Failure{"cannot write " + path.string()};
  }
  const Section* input = file.find("stdin");
  const std::string in = folder.path() + "/.stdin", out = folder.path() + "/.stdout", err = folder.path() + "/.stderr";
  if (!write_text(in, input != nullptr ? input->text + "\n" : std::string())) return Failure{"cannot write " + in};
  const std::string script = folder.path() + "/.command";
  const std::string place = fs::absolute(program).parent_path().string();
  if (!write_text(script, "export PATH=" + place + ":$PATH NO_COLOR=1 LC_ALL=C.UTF-8 REPOSITORY=" +
                              fs::current_path().string() + "\ncd " + folder.path() + "\n" + command->text + "\n"))
    return Failure{"cannot write " + script};
  const int code = std::system(("bash " + script + " <" + in + " >" + out + " 2>" + err).c_str());
  if (code == -1 || !WIFEXITED(code)) return Failure{"the command did not come to its end"};

  *actual = file;
  std::string text;
  read_text(out, &text);
  set_section(actual, "stdout", settled(text, folder.path()));
  read_text(err, &text);
  set_section(actual, "stderr", settled(text, folder.path()));
  set_section(actual, "exit", std::to_string(WEXITSTATUS(code)));
  return Unit{};
}

}  // namespace licet::golden
