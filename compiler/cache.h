// The saved programs of earlier compilations, in the user's cache (core/base/cache_folder.h). An entry names everything
// it was made from with its digest; what does not match or is damaged is as good as absent. Never reports.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/compile.h"
#include "compiler/read.h"
#include "core/base/cache_folder.h"

namespace licet::compiler {

inline constexpr std::uintmax_t kMaxCacheBytes = 256u << 20;

class Cache {
 public:
  // `files`: the rule files that the input names, as read now.
  Cache(const Input& input, const std::vector<RuleFile>& files);

  // The program as compiled before; nothing if there is none, or if a file that it rests on has changed.
  std::optional<Compiled> load() const;
  void save(const Compiled& compiled, const Library& library, const RecordingFiles& data) const;

 private:
  bool unchanged(const std::vector<std::string>& parts) const;

  const Input& input_;
  const std::vector<RuleFile>& files_;
  CacheFolder folder_;
  std::string name_;  // empty: no place to keep anything
};

}  // namespace licet::compiler
