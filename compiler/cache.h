// The saved programs of earlier compilations, under $XDG_CACHE_HOME/licet or ~/.cache/licet: files of mode 0600,
// written beside and renamed, the oldest removed beyond a bound in bytes. An entry names everything it was made from
// with its digest; what does not match, is damaged or belongs to somebody else is as good as absent. Never reports.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/compile.h"
#include "compiler/read.h"

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
  std::string folder_;  // empty: no place to keep anything
  std::string path_;
};

}  // namespace licet::compiler
