// Result<T>: a value, or a failure of the world (a file that cannot be read, a database that is gone). Mistakes in rule
// text are Diagnostics, failures of a row are data in the decision; neither travels here. LICET_CHECK is for bugs.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <variant>

namespace licet {

struct Failure {
  std::string message;  // names the place and the way out, without a final newline
  int exit_code = 4;    // as in docs/command-line.md: 2 usage, 3 rule source, 4 data, 5 list snapshot, 70 internal
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Failure failure) : state_(std::in_place_index<1>, std::move(failure)) {}

  bool ok() const { return state_.index() == 0; }
  T& value() { return std::get<0>(state_); }
  const T& value() const { return std::get<0>(state_); }
  const Failure& failure() const { return std::get<1>(state_); }

 private:
  std::variant<T, Failure> state_;
};

struct Unit {};  // of a Result that carries nothing
using Status = Result<Unit>;

[[noreturn]] inline void check_failed(const char* what, const char* file, int line) {
  std::fprintf(stderr, "licet: internal error: %s (%s:%d)\n", what, file, line);
  std::exit(70);
}

}  // namespace licet

#define LICET_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::licet::check_failed(#condition, __FILE__, __LINE__))
