// What the generated evaluators share: from the provisions that may say something of a row to its possible values, its
// grounds and what it waits for. Plain C++, for rows that have any.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "bench/s300/checksum.h"

namespace s300 {

struct Columns {
  std::size_t rows = 0;
  const void* values[12] = {};
  const std::uint8_t* known[12] = {};  // a byte per row; null: all are
};

enum Kind { kSet, kLeast, kFlag, kNotFlag, kNotExempt };
struct TestOf {
  int kind, column;
  const std::uint8_t* set;  // by code
  std::int64_t least;       // or the exception
};
struct ProvisionOf {
  int value;
  int displaced_by;  // -1: by none
  const TestOf* tests;
  int count;
};
struct ExceptionOf {
  const TestOf* tests;
  int count;
};
extern const ProvisionOf kProvisions[];
extern const ExceptionOf kExceptions[];

// May be true: 1; may be false: 2.
inline int state_of(const Columns& c, const TestOf& t, std::size_t row) {
  if (t.kind == kNotExempt) {
    int p = 1, n = 0;
    for (int i = 0; i < kExceptions[t.least].count; ++i) {
      const int s = state_of(c, kExceptions[t.least].tests[i], row);
      p &= s & 1;
      n |= s & 2;
    }
    return (p != 0 ? 2 : 0) | (n != 0 ? 1 : 0);
  }
  if (c.known[t.column] != nullptr && c.known[t.column][row] == 0) return 3;
  bool holds = false;
  if (t.kind == kSet) holds = t.set[static_cast<const std::uint8_t*>(c.values[t.column])[row]] != 0;
  if (t.kind == kLeast) holds = static_cast<const std::int64_t*>(c.values[t.column])[row] >= t.least;
  if (t.kind == kFlag) holds = static_cast<const std::uint8_t*>(c.values[t.column])[row] != 0;
  if (t.kind == kNotFlag) holds = static_cast<const std::uint8_t*>(c.values[t.column])[row] == 0;
  return holds ? 1 : 2;
}

inline void unknown_facts(const Columns& c, const TestOf* tests, int count, std::size_t row, unsigned* waits) {
  for (int i = 0; i < count; ++i) {
    if (state_of(c, tests[i], row) != 3) continue;
    if (tests[i].kind == kNotExempt)
      unknown_facts(c, kExceptions[tests[i].least].tests, kExceptions[tests[i].least].count, row, waits);
    else
      *waits |= 1u << tests[i].column;
  }
}

struct Hit {
  std::int32_t provision;
  std::int32_t state;  // 1 or 3
};
struct Decided {
  std::vector<std::uint8_t> possible;
  std::vector<std::uint64_t> grounds;
  std::vector<std::uint16_t> waits;
  explicit Decided(std::size_t rows) : possible(rows), grounds(rows), waits(rows) {}
};

inline void decide(const Columns& c, std::size_t row, const Hit* hits, int count, bool all, Decided* out) {
  int of_displacer[64], in_scope[64];
  unsigned may = 0;
  const auto sure = [&](unsigned values) {
    for (int i = 0; i < count; ++i) {
      const ProvisionOf& p = kProvisions[hits[i].provision];
      if ((values >> p.value & 1) == 0 || hits[i].state != 1) continue;
      if ((of_displacer[i] & 1) == 0 || (values >> kProvisions[p.displaced_by].value & 1) != 0) return true;
    }
    return false;
  };
  for (int i = 0; i < count; ++i) {
    const int q = kProvisions[hits[i].provision].displaced_by;
    of_displacer[i] = 2;
    if (q >= 0 && i > 0 && hits[i - 1].provision == q) of_displacer[i] = hits[i - 1].state;
    in_scope[i] = (hits[i].state & 1 & (of_displacer[i] >> 1)) | ((hits[i].state | (of_displacer[i] & 1) << 1) & 2);
    if (in_scope[i] & 1) may |= 1u << kProvisions[hits[i].provision].value;
  }
  unsigned possible = sure(31) ? 0 : 1;
  for (int v = 1; v < 5; ++v)
    if ((may >> v & 1) != 0 && !sure(31u << (v + 1) & 31)) possible |= 1u << v;
  out->possible[row] = static_cast<std::uint8_t>(possible);
  if (!all) return;
  std::uint64_t grounds = 0, perhaps = 0;
  unsigned waits = 0;
  if ((possible & (possible - 1)) == 0) {
    bool some = false;
    for (int i = 0; i < count; ++i) {
      if ((possible >> kProvisions[hits[i].provision].value & 1) == 0) continue;
      if (in_scope[i] == 1) {
        grounds ^= of_provision(static_cast<std::uint32_t>(hits[i].provision));
        some = true;
      }
      if (in_scope[i] & 1) perhaps ^= of_provision(static_cast<std::uint32_t>(hits[i].provision));
    }
    if (!some) grounds = perhaps;
  } else {
    for (int i = 0; i < count; ++i) {
      const ProvisionOf& p = kProvisions[hits[i].provision];
      if (in_scope[i] != 3 || (possible >> p.value & 1) == 0 || sure(1u << p.value)) continue;
      unknown_facts(c, p.tests, p.count, row, &waits);
      if (of_displacer[i] == 3)
        unknown_facts(c, kProvisions[p.displaced_by].tests, kProvisions[p.displaced_by].count, row, &waits);
    }
  }
  out->grounds[row] = grounds;
  out->waits[row] = static_cast<std::uint16_t>(waits);
}

inline std::vector<char> load(const std::string& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  std::vector<char> out(in ? static_cast<std::size_t>(in.tellg()) : 0);
  in.seekg(0);
  in.read(out.data(), static_cast<std::streamsize>(out.size()));
  return out;
}

inline double processor_seconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

// EVALUATOR FOLDER ROWS value|all RUNS
template <class Evaluate>
int run(int argc, char** argv, const char* const* names, Evaluate evaluate) {
  if (argc < 5) return 2;
  Columns c;
  c.rows = std::strtoull(argv[2], nullptr, 10);
  const bool all = std::string(argv[3]) == "all";
  std::vector<std::vector<char>> buffers(24);
  for (int i = 0; i < 12; ++i) {
    buffers[static_cast<std::size_t>(2 * i)] = load(std::string(argv[1]) + "/" + names[i] + ".values");
    const std::vector<char> bits = load(std::string(argv[1]) + "/" + names[i] + ".valid");
    c.values[i] = buffers[static_cast<std::size_t>(2 * i)].data();
    if (bits.empty()) continue;
    std::vector<char>& bytes = buffers[static_cast<std::size_t>(2 * i + 1)];
    bytes.resize(c.rows);
    for (std::size_t row = 0; row < c.rows; ++row) bytes[row] = bits[row / 8] >> (row % 8) & 1;
    c.known[i] = reinterpret_cast<const std::uint8_t*>(bytes.data());
  }
  Decided out(c.rows);
  for (int k = std::atoi(argv[4]); k-- > 0;) {
    const double start = processor_seconds();
    evaluate(c, all, &out);
    std::printf("rows/s %.0f\n", static_cast<double>(c.rows) / (processor_seconds() - start));
  }
  Checksum sum;
  for (std::size_t row = 0; row < c.rows; ++row) sum.add(row, out.possible[row], out.grounds[row], out.waits[row]);
  sum.print();
  return 0;
}

}  // namespace s300
