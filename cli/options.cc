#include "cli/options.h"

#include <cstdio>

#include <CLI/CLI.hpp>

#include "cli/exit_code.h"
#include "core/base/nearest.h"

namespace licet::cli {
namespace {

constexpr std::size_t kColumn = 30;  // where the help texts begin
constexpr std::size_t kWidth = 100;

// Two columns, the right one wrapped at words.
void put_entry(const std::string& left, const std::string& right, std::string* out) {
  std::string line = "  " + left;
  line.resize(line.size() < kColumn ? kColumn : line.size() + 2, ' ');
  for (std::size_t begin = 0; begin <= right.size();) {
    std::size_t end = right.find(' ', begin);
    if (end == std::string::npos) end = right.size();
    if (line.size() + (end - begin) > kWidth && line.find_first_not_of(' ') != std::string::npos) {
      *out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
      line.assign(kColumn, ' ');
    }
    line += right.substr(begin, end - begin) + " ";
    begin = end + 1;
  }
  *out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

std::string spaced(const std::string& flags) {
  const std::size_t comma = flags.find(',');
  return comma == std::string::npos ? "    " + flags : flags.substr(0, comma) + ", " + flags.substr(comma + 1);
}

}  // namespace

struct Options::Impl {
  CLI::App app;
  std::string command, summary;
  std::string usage;
  std::string arguments, options, examples;  // of the help
  std::vector<std::string> long_names;

  void add_option(const std::string& flags, const std::string& value, const std::string& help) {
    put_entry(spaced(flags) + (value.empty() ? "" : " " + value), help, &options);
    const std::size_t dashes = flags.find("--");
    if (dashes != std::string::npos) long_names.push_back(flags.substr(dashes));
  }

  int fail(const std::string& message) const {
    std::fprintf(stderr, "licet %s: %s\n", command.c_str(), message.c_str());
    std::fprintf(stderr, "usage: licet %s%s\nSee: licet %s --help\n", command.c_str(), usage.c_str(), command.c_str());
    return kUsage;
  }
};

Options::Options(std::string command, std::string summary) : impl_(std::make_unique<Impl>()) {
  impl_->command = std::move(command);
  impl_->summary = std::move(summary);
  impl_->app.set_help_flag();  // help is ours
  impl_->app.allow_extras();   // and so is what we say about what is left over
}

Options::~Options() = default;

void Options::positional(const std::string& name, const std::string& help, std::string* target, bool required) {
  impl_->app.add_option(name, *target)->required(required);
  impl_->usage += required ? " " + name : " [" + name + "]";
  put_entry(name, help, &impl_->arguments);
}

void Options::positionals(const std::string& name, const std::string& help, std::vector<std::string>* target) {
  impl_->app.add_option(name, *target)->required();
  impl_->usage += " " + name + "...";
  put_entry(name + "...", help, &impl_->arguments);
}

void Options::value(const std::string& flags, const std::string& value, const std::string& help, std::string* target) {
  impl_->app.add_option(flags, *target);
  impl_->add_option(flags, value, help);
}

void Options::values(const std::string& flags, const std::string& value, const std::string& help,
                     std::vector<std::string>* target) {
  impl_->app.add_option(flags, *target)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  impl_->add_option(flags, value, help);
}

void Options::number(const std::string& flags, const std::string& value, const std::string& help,
                     std::optional<std::uint64_t>* target) {
  impl_->app.add_option(flags, *target);
  impl_->add_option(flags, value, help);
}

void Options::choice(const std::string& flags, const std::vector<std::string>& allowed, const std::string& help,
                     std::string* target) {
  impl_->app.add_option(flags, *target)->check(CLI::IsMember(allowed));
  std::string names;
  for (const std::string& a : allowed) names += (names.empty() ? "" : "|") + a;
  impl_->add_option(flags, names, help);
}

void Options::flag(const std::string& flags, const std::string& help, bool* target) {
  impl_->app.add_flag(flags, *target);
  impl_->add_option(flags, "", help);
}

void Options::example(const std::string& line) { impl_->examples += "  " + line + "\n"; }

std::string Options::help() const {
  std::string out = "licet " + impl_->command + ": " + impl_->summary + "\n\nusage: licet " + impl_->command +
                    impl_->usage + (impl_->options.empty() ? "" : " [options]") + "\n\n" + impl_->arguments;
  if (!impl_->options.empty()) out += "\noptions:\n" + impl_->options;
  if (!impl_->examples.empty()) out += "\nexamples:\n" + impl_->examples;
  return out;
}

std::optional<int> Options::parse(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--") break;
    if (word != "--help" && word != "-h") continue;
    std::fputs(help().c_str(), stdout);
    return kOk;
  }
  try {
    impl_->app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return impl_->fail(error.what());
  }
  const std::vector<std::string> extras = impl_->app.remaining();
  if (extras.empty()) return std::nullopt;
  const std::string& word = extras.front();
  if (word.size() < 2 || word[0] != '-') return impl_->fail("there is no place for \"" + word + "\"");
  Nearest nearest(word);
  for (const std::string& name : impl_->long_names) nearest.consider(name);
  return impl_->fail("there is no option " + word +
                     (nearest.best().empty() ? std::string() : "; did you mean " + nearest.best() + "?"));
}

}  // namespace licet::cli
