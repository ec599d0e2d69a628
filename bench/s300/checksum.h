// What an engine decided of the rows of S300, as numbers that must be the same for all of them: of each row the
// possible values as bits, a hash of the provisions among the grounds, and the facts it waits for as bits.
#pragma once

#include <cstdint>
#include <cstdio>

namespace s300 {

inline std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}
inline std::uint64_t of_provision(std::uint32_t number) { return mixed(number + 0x9e3779b97f4a7c15u); }

struct Checksum {
  std::uint64_t all = 0, values = 0, rows[32] = {};
  void add(std::uint64_t row, std::uint8_t possible, std::uint64_t grounds, std::uint16_t waits) {
    all +=
        mixed(row * 0x9e3779b97f4a7c15u ^ mixed(grounds ^ mixed(static_cast<std::uint64_t>(possible) << 16 | waits)));
    values += (row % 1000003 + 1) * possible;
    ++rows[possible & 31];
  }
  void print() const {
    std::printf("checksum %016lx values %lu\n", static_cast<unsigned long>(all), static_cast<unsigned long>(values));
    for (unsigned p = 0; p < 32; ++p)
      if (rows[p] != 0) std::printf("possible %02x: %lu\n", p, static_cast<unsigned long>(rows[p]));
  }
};

}  // namespace s300
