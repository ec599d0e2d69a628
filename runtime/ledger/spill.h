// Bytes of a run that may not fit into memory: appended once, read by place, kept in memory up to a bound and in a file
// without a name beyond it. One thread appends; when it is done, any may read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace licet::ledger {

class Spill {
 public:
  explicit Spill(std::size_t in_memory = std::size_t{64} << 20) : most_(in_memory) {}
  ~Spill();
  Spill(const Spill&) = delete;
  Spill& operator=(const Spill&) = delete;

  // The place of what was appended.
  Result<std::uint64_t> append(std::string_view bytes);
  Status read(std::uint64_t place, std::string* bytes) const;

 private:
  Status flush();

  const std::size_t most_;
  int file_ = -1;
  std::uint64_t in_file_ = 0;  // bytes before those of `tail_`
  std::string tail_;
};

}  // namespace licet::ledger
