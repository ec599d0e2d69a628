#include "runtime/io/decode.h"

namespace licet::io {

namespace {

class Comparison {
 public:
  Comparison(const ir::Schema& schema, const data::Record& a, const data::Record& b) : schema_(schema), a_(a), b_(b) {}

  bool rows(ir::Id type, std::uint32_t row_a, std::uint32_t row_b, ir::Id except, std::string* differs) {
    const auto& fields = schema_.records[static_cast<std::size_t>(type)].fields_;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      const auto id = static_cast<ir::Id>(f);
      if (id == except) continue;
      if (cells(fields[f].type, a_.rows(type).at(row_a, id), b_.rows(type).at(row_b, id))) continue;
      if (differs != nullptr) *differs = fields[f].column;
      return false;
    }
    return true;
  }

 private:
  bool cells(const ir::Type& type, const data::Cell& a, const data::Cell& b) {
    if (a.state != b.state) return false;
    switch (type.kind) {
      case ir::ValueKind::Text:
        return a.state != data::State::Known || a_.text(a) == b_.text(b);
      case ir::ValueKind::Struct:
        return a.count == b.count && (a.count == 0 || below(type.record, a.value, b.value));
      case ir::ValueKind::List:
        if (a.count != b.count || a.closed != b.closed) return false;
        for (std::uint32_t i = 0; i < a.count; ++i)
          if (!below(type.record, a.value + i, b.value + i)) return false;
        return true;
      case ir::ValueKind::Role:
        if (a.count != b.count || a.closed != b.closed) return false;
        for (std::uint32_t i = 0; i < a.count; ++i)
          if (!below(type.record, a_.role_row(a, i), b_.role_row(b, i))) return false;
        return true;
      case ir::ValueKind::Bool:
      case ir::ValueKind::Number:
      case ir::ValueKind::Date:
      case ir::ValueKind::Category:
      case ir::ValueKind::Source:
        break;
    }
    return a.state != data::State::Known || a.value == b.value;
  }

  bool below(ir::Id type, std::int64_t row_a, std::int64_t row_b) {
    return rows(type, static_cast<std::uint32_t>(row_a), static_cast<std::uint32_t>(row_b), ir::kNone, nullptr);
  }

  const ir::Schema& schema_;
  const data::Record& a_;
  const data::Record& b_;
};

}  // namespace

bool same_row(const ir::Schema& schema, ir::Id type, const data::Record& a, std::uint32_t row_a, const data::Record& b,
              std::uint32_t row_b, ir::Id except_field, std::string* differs) {
  return Comparison(schema, a, b).rows(type, row_a, row_b, except_field, differs);
}

}  // namespace licet::io
