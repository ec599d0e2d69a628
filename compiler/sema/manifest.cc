#include "compiler/sema/manifest.h"

#include <map>

namespace licet::sema {
namespace {

constexpr int kMaxDepth = 8;

// Just enough JSON: objects, strings without escapes of consequence, numbers and words; values by dotted path. A
// manifest is written by hand or by a script, and the compiler links no JSON library for three numbers.
class Json {
 public:
  explicit Json(std::string_view text) : text_(text) {}

  bool read(std::map<std::string, std::string>* out) {
    blanks();
    if (!object("", out, 0)) return false;
    blanks();
    return at_ == text_.size();
  }

 private:
  bool object(const std::string& path, std::map<std::string, std::string>* out, int depth) {
    if (depth > kMaxDepth || !take('{')) return false;
    if (take('}')) return true;
    do {
      std::string key;
      if (!string(&key) || !take(':')) return false;
      const std::string full = path.empty() ? key : path + "." + key;
      if (peek() == '{') {
        if (!object(full, out, depth + 1)) return false;
      } else if (peek() == '"') {
        if (!string(&(*out)[full])) return false;
      } else if (!word(&(*out)[full])) {
        return false;
      }
    } while (take(','));
    return take('}');
  }

  bool string(std::string* out) {
    out->clear();
    if (!take('"')) return false;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      out->push_back(text_[at_++]);
    }
    return take('"');
  }

  bool word(std::string* out) {
    out->clear();
    while (at_ < text_.size() && (std::string_view("+-.").find(text_[at_]) != std::string_view::npos ||
                                  (text_[at_] >= '0' && text_[at_] <= '9') || (text_[at_] >= 'a' && text_[at_] <= 'z')))
      out->push_back(text_[at_++]);
    blanks();
    return !out->empty();
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    blanks();
    return true;
  }
  void blanks() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<std::int64_t> count(const std::map<std::string, std::string>& fields, const std::string& name) {
  const auto found = fields.find(name);
  if (found == fields.end() || found->second.empty() || found->second.size() > 15) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : found->second) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::optional<Manifest> read_manifest(std::string_view json) {
  std::map<std::string, std::string> fields;
  if (!Json(json).read(&fields)) return std::nullopt;
  Manifest manifest;
  manifest.date = parse_day(fields["date"]);
  manifest.sha256 = fields["sha256"];
  manifest.min_rows = count(fields, "rows.min");
  manifest.max_rows = count(fields, "rows.max");
  return manifest;
}

}  // namespace licet::sema
