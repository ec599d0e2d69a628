// The options of one command: declared by the command, parsed here. CLI11 is included by options.cc alone. Targets of
// options must outlive parse(). Used by the main thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace licet::cli {

class Options {
 public:
  Options(std::string command, std::string summary);
  ~Options();

  void positional(const std::string& name, const std::string& help, std::string* target, bool required = true);
  void positionals(const std::string& name, const std::string& help, std::vector<std::string>* target);
  // `flags` as "-o,--output"; `value` is what help calls the value: "FILE".
  void value(const std::string& flags, const std::string& value, const std::string& help, std::string* target);
  void values(const std::string& flags, const std::string& value, const std::string& help,
              std::vector<std::string>* target);  // may be given several times
  void number(const std::string& flags, const std::string& value, const std::string& help,
              std::optional<std::uint64_t>* target);
  void choice(const std::string& flags, const std::vector<std::string>& allowed, const std::string& help,
              std::string* target);
  void flag(const std::string& flags, const std::string& help, bool* target);
  void example(const std::string& line);

  // An exit code where there is nothing left to do: help was printed, or stderr says what is wrong and the way out.
  std::optional<int> parse(int argc, const char* const* argv);
  std::string help() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace licet::cli
