// The schema as the decoder wants it: paths as interned keys, the words of categories in hash tables. Made once per
// reader from an ir::Schema, which must outlive it; not changed afterwards, except for the words remembered for "did
// you mean".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/ir/schema.h"
#include "runtime/io/tree.h"

namespace licet::io {

// The words of one category.
class Vocabulary {
 public:
  explicit Vocabulary(const ir::Category& category);
  // Code of a word as data spells it; in a hierarchy that of the nearest known node above it. kNone if there is none.
  ir::Id find(std::string_view word) const;
  // The known word that looks most like this one; empty if none does.
  std::string nearest(std::string_view word) const;
  const std::string& name() const { return category_->name; }

 private:
  const ir::Category* category_;
  Words codes_;
};

using Path = std::vector<KeyId>;

struct FieldPlan {
  ir::Id id = ir::kNone;
  const ir::Field* field = nullptr;
  Path path;                          // empty: the object of the record itself
  Path complete;                      // empty: none
  const Vocabulary* words = nullptr;  // Category
};

struct RecordPlan {
  std::vector<FieldPlan> fields;  // those that are read, without roles
  ir::Id element = ir::kNone;     // index into fields: what an element of a list of plain values is; kNone: not read
  bool plain = false;             // declared as a plain value: an element need not be an object
};

struct RolePlan {
  FieldPlan field;
  std::string word;  // as `roles` of a party spell it
};

class Plan {
 public:
  Plan(const ir::Schema& schema, Keys* keys);
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  const ir::Schema& schema() const { return schema_; }
  const RecordPlan& record(ir::Id type) const { return records_[static_cast<std::size_t>(type)]; }
  const std::vector<RolePlan>& roles() const { return roles_; }
  const FieldPlan* parties() const { return parties_.field != nullptr ? &parties_ : nullptr; }
  const FieldPlan& lines() const { return lines_; }
  const Keys& keys() const { return *keys_; }
  KeyId key_of(std::string_view name) const { return keys_->intern(name); }
  // Field of the party that identifies it; null if there is none.
  const FieldPlan* party_key() const { return party_key_.field != nullptr ? &party_key_ : nullptr; }

  // Names of the layout itself, the same for every rulebook.
  KeyId shipment_id, line_no, role_words, none, self;

  // True if a column of this path, or one below it, is read from the object of the shipment or of the line.
  bool reads(const Path& path) const;
  // Fields of the shipment and line, with paths of several steps for the fields of their structs: what columns there
  // can be.
  struct Expected {
    std::string name;  // "item.kind"
    Path path;
    bool required;
    bool of_line;
    bool of_party;
  };
  const std::vector<Expected>& expected() const { return expected_; }
  // Of the members of a row: those of this key say something of its shipment.
  bool of_header(KeyId key) const { return reads_all_ || (key < header_keys_.size() && header_keys_[key]); }

 private:
  Path path_of(std::string_view column);
  void note_header_keys(ir::Id type);
  void note_header_key(const Path& path);
  void expect(ir::Id type, const Path& prefix, int depth, bool of_line, bool of_party);

  const ir::Schema& schema_;
  Keys* keys_;
  std::vector<Vocabulary> vocabularies_;
  std::vector<RecordPlan> records_;
  std::vector<RolePlan> roles_;
  FieldPlan parties_;
  FieldPlan lines_;
  FieldPlan party_key_;
  std::vector<Expected> expected_;
  std::vector<bool> header_keys_;
  bool reads_all_ = false;  // a party or a list is the row as a whole
};

std::string join(const Path& path, const Keys& keys);
// Fewest insertions, deletions and replacements that turn one into the other.
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace licet::io
