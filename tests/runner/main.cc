// licet_golden [--update] FOLDER|FILE…                  goldens (tests/runner/golden_file.h)
// licet_golden --language FILE                          the rule text in the code blocks of a page parses and checks
// licet_golden [--update] --examples FOLDER RULEBOOK    the worked examples (tests/runner/examples.h)
// In a folder "diagnostics" every code of the catalogue must have its golden.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/runner/catalogue.h"
#include "tests/runner/examples.h"
#include "tests/runner/golden_file.h"
#include "tests/runner/language_page.h"
#include "tests/runner/phases.h"
#include "tests/runner/transcript.h"

namespace licet::golden {
namespace {

namespace fs = std::filesystem;

struct Count {
  int run = 0, failed = 0, updated = 0;
};

void fail(const GoldenFile& file, const Section* section, const std::string& text, Count* count) {
  ++count->failed;
  std::printf("FAILED %s%s%s\n%s\n", file.path.c_str(), section != nullptr ? ":" : "",
              section != nullptr ? std::to_string(section->line).c_str() : "", text.c_str());
}

// Fills in what comes out today; false where something could not be worked out at all.
bool work_out(const GoldenFile& file, GoldenFile* actual, Count* count) {
  *actual = file;
  if (file.find("command") != nullptr) {
    const Status ran = run_transcript(file, actual);
    if (!ran.ok()) fail(file, nullptr, ran.failure().message, count);
    return ran.ok();
  }
  Phases phases(file);
  bool expected = false;
  for (Section& section : actual->sections) {
    if (section.kind != "expect") continue;
    expected = true;
    Result<std::string> text = phases.actual(section.name);
    if (!text.ok()) {
      fail(file, &section, text.failure().message, count);
      return false;
    }
    section.text = without_final_blanks(std::move(text.value()));
  }
  if (!expected) fail(file, nullptr, "expects nothing", count);
  return expected;
}

void run_golden(const std::string& path, bool update, Count* count) {
  ++count->run;
  GoldenFile file;
  std::string problem;
  if (!read_golden(path, &file, &problem)) {
    file.path = path;
    return fail(file, nullptr, problem, count);
  }
  GoldenFile actual;
  if (!work_out(file, &actual, count)) return;
  if (actual.text() == file.text()) return;
  if (update) {
    if (!write_text(path, actual.text())) return fail(file, nullptr, "cannot be written", count);
    ++count->updated;
    return;
  }
  for (const Section& now : actual.sections) {
    const Section* before = file.find(now.kind, now.name);
    if (before == nullptr || before->text != now.text)
      fail(file, before, difference(before != nullptr ? before->text : std::string(), now.text), count);
  }
}

std::vector<std::string> goldens_below(const std::string& place) {
  std::vector<std::string> out;
  if (!fs::is_directory(place)) return {place};
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(place))
    if (entry.path().extension() == ".golden") out.push_back(entry.path().string());
  std::sort(out.begin(), out.end());
  return out;
}

int run(std::vector<std::string> places) {
  const auto taken = [&](const char* flag) { return std::erase(places, flag) > 0; };
  const bool update = taken("--update");
  if (taken("--language") && places.size() == 1) return check_language_page(places[0]);
  if (taken("--examples") && places.size() == 2) return run_examples(places[0], places[1], update);
  if (places.empty()) {
    std::fputs("usage: licet_golden [--update] FOLDER|FILE…\n", stderr);
    return 2;
  }
  Count count;
  for (const std::string& place : places) {
    // As CMake hands over the name of a phase, and as a person types a path.
    const std::string known = "tests/golden/" + place;
    const std::string folder = fs::exists(known) ? known : place;
    const std::vector<std::string> files = goldens_below(folder);
    for (const std::string& file : files) run_golden(file, update, &count);
    if (fs::path(folder).filename() == "diagnostics") count.failed += check_catalogue(folder);
  }
  if (count.run == 0) {
    std::fputs("there is no golden there\n", stderr);
    return 2;
  }
  std::printf("%d goldens, %d failed, %d updated\n", count.run, count.failed, count.updated);
  return count.failed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace licet::golden

int main(int argc, char** argv) { return licet::golden::run({argv + 1, argv + argc}); }
