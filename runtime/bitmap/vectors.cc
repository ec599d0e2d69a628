#include "runtime/bitmap/vectors.h"

#include <cstdlib>
#include <cstring>

namespace licet::bitmap {

const Vectors& vectors(Level level) {
  switch (level) {
    case Level::Avx512:
      return levels::kAvx512;
    case Level::Avx2:
      return levels::kAvx2;
    case Level::Baseline:
      break;
  }
  return levels::kBaseline;
}

Level best_level() {
  Level level = Level::Baseline;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) level = Level::Avx2;
  if (level == Level::Avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vbmi"))
    level = Level::Avx512;
#endif
  const char* wanted = std::getenv("LICET_CPU_LEVEL");
  if (wanted == nullptr) return level;
  if (std::strcmp(wanted, "baseline") == 0) return Level::Baseline;
  if (std::strcmp(wanted, "avx2") == 0 && level == Level::Avx512) return Level::Avx2;
  return level;
}

}  // namespace licet::bitmap
