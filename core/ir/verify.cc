// verify(): the order of its checks, and what they have in common. The rest is in verify_*.cc.
#include <algorithm>
#include <exception>

#include "core/ir/archive.h"
#include "core/ir/verify_parts.h"

namespace licet::ir {
namespace checks {

void require_type(const Program& program, const Type& type) {
  require_enumerator(type.kind, ValueKind::Source, "the kind of its type");
  const bool number = type.kind == ValueKind::Number;
  const bool category = type.kind == ValueKind::Category;
  const bool record = type.kind == ValueKind::Struct || type.kind == ValueKind::Role || type.kind == ValueKind::List ||
                      type.kind == ValueKind::Source;
  require(number || (type.scale == 0 && type.unit == kNone), "its type has a scale or unit and is not a number");
  require(category || type.category == kNone, "its type has a category and is not one");
  require(record || type.record == kNone, "its type has a record type and no rows");
  if (number) {
    require(type.scale >= -18 && type.scale <= 38, "its scale is {}", static_cast<int>(type.scale));
    require_id_or_none(type.unit, program.schema.units, "its unit");
  }
  if (category) require_id(type.category, program.schema.categories, "its category");
  if (record) require_id(type.record, program.schema.records, "its record type");
}

void require_period(const Program& program, const Period& period) {
  require(period.from >= kBeginning && period.through <= kForever, "a period lies outside time");
  require(period.from <= period.through, "a period ends on {}, before it begins on {}", format_day(period.through),
          format_day(period.from));
  require_id_or_none(period.document, program.documents, "the document of a period");
  require_id_or_none(period.ended_by, program.documents, "the document that ends a period");
}

void require_span(const Program& program, Span span) {
  require(!span.known() || within(span.file, program.files), "the file of its span does not exist ({})", span.file);
  require(span.begin <= span.end, "its span ends before it begins");
}

void require_alternative(const Program& program, Id reading, Id alternative) {
  if (reading == kNone) return;
  require_id(reading, program.readings, "its reading");
  require_id(alternative, program.readings[at(reading)].alternatives, "the alternative of its reading");
}

void require_node(const Program& program, Id node, Result result, const char* what) {
  require_id(node, program.nodes, what);
  require(result_of(program.nodes[at(node)].op) == result, "{} is %{}, {}", what, node,
          name_of(program.nodes[at(node)].op));
}

void require_node_or_none(const Program& program, Id node, Result result, const char* what) {
  if (node != kNone) require_node(program, node, result, what);
}

std::vector<Id> owners_of(const Schema& schema, Id record) {
  std::vector<Id> chain;
  for (Id r = record; r != kNone; r = schema.records[at(r)].parent) chain.push_back(r);
  std::reverse(chain.begin(), chain.end());
  return chain;
}

void check_operations(const Program& program) {
  constexpr Op kLast = Op::Within;
  std::vector<int> depth(program.nodes.size(), 1);
  std::vector<int> rows(program.nodes.size(), 1);  // that a source puts around its elements
  for (std::size_t i = 0; i < program.nodes.size(); ++i) {
    const Node& n = program.nodes[i];
    require(n.op <= kLast, "node %{}: its operation does not exist ({})", i, static_cast<unsigned>(n.op));
    for (const Id arg : n.args) {
      require(arg >= 0 && at(arg) < i, "node %{} ({}): its argument %{} does not come before it", i, name_of(n.op),
              arg);
      depth[i] = std::max(depth[i], depth[at(arg)] + 1);
    }
    if (n.op == Op::Where && !n.args.empty()) rows[i] = rows[at(n.args[0])];
    if (n.op == Op::Within && n.args.size() == 2) rows[i] = rows[at(n.args[0])] + rows[at(n.args[1])];
    require(rows[i] <= kMostRows, "node %{} ({}): it goes through more than {} rows", i, name_of(n.op), kMostRows);
    require(depth[i] <= kDeepest, "node %{} ({}): it is nested deeper than {} levels", i, name_of(n.op), kDeepest);
  }
}

namespace {

// Everything that prints a program expects UTF-8.
struct Texts {
  template <class T>
  void number(T&) {}
  void text(std::string& value) { require(is_utf8(value), "a text is not UTF-8: {}", printable(value)); }
  template <class T, class Each>
  void list(std::vector<T>& value, Each each) {
    for (T& element : value) each(element);
  }
  bool wants_places() const { return true; }

  static bool is_utf8(const std::string& text) {
    const auto* p = reinterpret_cast<const unsigned char*>(text.data());
    const auto* end = p + text.size();
    while (p < end) {
      if (*p < 0x80) {
        ++p;
        continue;
      }
      const int more = *p >= 0xf0 ? 3 : *p >= 0xe0 ? 2 : 1;
      if (*p < 0xc2 || *p > 0xf4 || end - p <= more) return false;
      // The second byte tells overlong forms, surrogates and what lies beyond U+10FFFF.
      const unsigned low = *p == 0xe0 ? 0xa0 : *p == 0xf0 ? 0x90 : 0x80;
      const unsigned high = *p == 0xed ? 0x9f : *p == 0xf4 ? 0x8f : 0xbf;
      if (p[1] < low || p[1] > high) return false;
      for (int i = 2; i <= more; ++i)
        if ((p[i] & 0xc0) != 0x80) return false;
      p += more + 1;
    }
    return true;
  }
  static std::string printable(std::string text) {
    for (char& c : text)
      if (static_cast<unsigned char>(c) >= 0x80 || static_cast<unsigned char>(c) < 0x20) c = '?';
    return text.substr(0, 60);
  }
};

}  // namespace
}  // namespace checks

std::string verify(const Program& program) {
  using namespace checks;
  try {
    Texts texts;
    walk(program, texts);
    check_operations(program);
    check_schema(program);
    check_data(program);
    check_law(program);
    check_licensing(program);
    check_questions(program);
    check_nodes(program);
    check_ledgers(program);
    check_values_at_hand(program);
    const Reads reads(program);
    check_reads(program, reads);
    check_scopes(program, reads);
  } catch (const Invalid& invalid) {
    return invalid.problem;
  } catch (const std::exception& exception) {
    return std::string("it cannot be checked: ") + exception.what();
  }
  return {};
}

}  // namespace licet::ir
