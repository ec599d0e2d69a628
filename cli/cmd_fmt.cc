// licet fmt [--check] FILE…: the one canonical form. A file is replaced as a whole or not at all.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include "cli/command.h"
#include "cli/exit_code.h"
#include "cli/share_folder.h"
#include "cli/terminal.h"
#include "compiler/compile.h"

namespace licet::cli {
namespace {

namespace fs = std::filesystem;

struct FmtCommand {
  std::vector<std::string> files;
  bool check = false;
  int run();
};

// To a file beside it that then takes its name, with the same permissions.
bool replace(const std::string& path, const std::string& text) {
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  if (error) return false;
  const fs::path partial = real.parent_path() / ("." + real.filename().string() + ".partial");
  {
    std::ofstream out(partial, std::ios::binary | std::ios::trunc);
    out << text;
    if (!out.flush()) return false;
  }
  fs::permissions(partial, fs::status(real).permissions(), error);
  fs::rename(partial, real, error);
  return !error;
}

int FmtCommand::run() {
  const compiler::Formatting formatting = compiler::format({files, {share_folder()}});
  bool mistakes = false;
  for (const Diagnostic& d : formatting.diagnostics.list()) {
    if (info(d.code).severity != Severity::Error) continue;
    mistakes = true;
    std::fprintf(stderr, "%s\n", render(d, formatting.sources, color_on_stderr()).c_str());
  }
  std::size_t changed = 0;
  for (const compiler::FormattedFile& file : formatting.files) {
    if (file.after == file.before) continue;
    ++changed;
    std::puts(file.name.c_str());
    if (!check && !replace(file.name, file.after)) {
      say("cannot write " + file.name);
      return kUsage;
    }
  }
  if (mistakes) {
    say("files with mistakes are left as they are");
    return kRulesInvalid;
  }
  return check && changed > 0 ? kFindings : kOk;
}

}  // namespace

Run declare_fmt(Options* options) {
  auto command = std::make_shared<FmtCommand>();
  options->positionals("FILE", "rule files, or folders of them", &command->files);
  options->flag("--check", "change nothing; name the files that would change, and exit with 1 if there are any",
                &command->check);
  options->example("licet fmt rules/us/ear");
  options->example("licet fmt --check rules");
  return [command] { return command->run(); };
}

}  // namespace licet::cli
