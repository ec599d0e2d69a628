// Figures: a value by date. An entry under a reading takes the place of the plain entry of the same days under that
// alternative, so that on every day and under every choice of readings at most one entry holds.
#include <algorithm>

#include "compiler/sema/declaring.h"
#include "compiler/sema/period.h"
#include "compiler/sema/types.h"
#include "compiler/sema/written.h"

namespace licet::sema {
namespace {

using Values = std::vector<ir::FigureValue>;

class Figures {
 public:
  explicit Figures(Declaring* d) : d_(d) {}

  void declare(const Declared& declared) {
    declared_ = declared;
    const ast::Tree& tree = declared.tree();
    ir::Figure figure;
    figure.name = declared.node().text;
    figure.source = property_text(tree, declared.id, "source");
    figure.type = type();
    const bool unconfirmed = has_tag(tree, declared.id, "unconfirmed");
    std::vector<Version> versions;
    for (const ast::NodeId kid : declared.node().kids) {
      if (tree.kind(kid) != ast::Kind::FigureEntry) continue;
      ir::FigureValue value;
      if (!entry(kid, figure, &value)) continue;
      value.unconfirmed = value.unconfirmed || unconfirmed;
      versions.push_back({value.period, tree[kid].span, value.reading, value.alternative});
      figure.values.push_back(value);
    }
    report_overlaps(figure.name, versions, Code::PeriodsOverlap, &d_->diagnostics());
    report_gaps(figure.name, versions, &d_->diagnostics());
    figure.values = apart(std::move(figure.values));
    std::vector<ir::Period*> periods;
    for (ir::FigureValue& value : figure.values) periods.push_back(&value.period);
    settle_ends(periods);
    const auto id = static_cast<ir::Id>(d_->program().figures.size());
    d_->name(figure.name, SymbolKind::Figure, id, ir::kNone, declared.node().span);
    d_->program().figures.push_back(std::move(figure));
  }

 private:
  ir::Type type() {
    const ast::Tree& tree = declared_.tree();
    ir::Type type;
    const ast::NodeId unit = tree.kid(declared_.id, 0);
    if (unit == ast::kNoNode || tree.kind(unit) != ast::Kind::Unit) {
      type.kind = ir::ValueKind::Date;
      return type;
    }
    type.kind = ir::ValueKind::Number;
    type.unit = d_->symbols().unit(tree[unit].text);
    if (type.unit == ir::kNone)
      report_unknown(*d_, tree[unit].text, tree[unit].span, "declare it: unit " + tree[unit].text + ".");
    for (const ast::NodeId kid : declared_.node().kids)
      if (tree.kind(kid) == ast::Kind::FigureEntry)
        if (const ast::NodeId value = tree.kid(kid, 3); value != ast::kNoNode)
          type.scale = std::max(type.scale, static_cast<std::int8_t>(decimals_written(tree[value].text)));
    return type;
  }

  bool entry(ast::NodeId node, const ir::Figure& figure, ir::FigureValue* out) {
    const ast::Tree& tree = declared_.tree();
    out->period = d_->period(declared_, node);
    out->period.document = d_->document(declared_, tree.kid(node, 2));
    out->period.ended_by = d_->document(declared_, property_value(tree, node, "ended by"));
    out->unconfirmed = has_tag(tree, node, "unconfirmed");
    if (const ast::NodeId under = tree.kid(node, 4); under != ast::kNoNode) {
      out->reading = d_->symbols().reading(tree[under].name2);
      out->alternative = d_->symbols().alternative(out->reading, tree[under].text);
      if (out->alternative == ir::kNone) return false;  // reported with the other references to readings
    }
    const ast::NodeId value = tree.kid(node, 3);
    out->stated = !(tree[node].flags & ast::kNotStated) && value != ast::kNoNode;
    return !out->stated || read(tree, value, figure, out);
  }

  bool read(const ast::Tree& tree, ast::NodeId node, const ir::Figure& figure, ir::FigureValue* out) {
    const std::string& text = tree[node].text;
    const Span span = tree[node].span;
    if (figure.type.kind == ir::ValueKind::Date) {
      const auto days = days_of(tree, node);
      if (!days) {
        d_->diagnostics().add(Code::TypeMismatch, span, {"a date", text, "none"}).help =
            "a figure that is not a date names its unit: figure " + figure.name + " in …";
        return false;
      }
      out->value = days->first;
      return true;
    }
    if (tree.kind(node) == ast::Kind::Quantity && !tree[node].name2.empty() &&
        d_->symbols().unit(tree[node].name2) != figure.type.unit) {
      const ir::Id unit = figure.type.unit;
      const auto& units = d_->program().schema.units;
      d_->diagnostics().add(
          Code::UnitMismatch, span,
          {tree[node].name2, unit == ir::kNone ? "this figure" : units[static_cast<std::size_t>(unit)].name});
      return false;
    }
    const ParsedDecimal number = parse_written(text, figure.type.scale);
    out->value = number.value;
    if (number.error == DecimalError::kNone) return true;
    if (number.error == DecimalError::kOverflow)
      d_->diagnostics().add(Code::NumberTooLarge, span, {text, number_of_places(figure.type.scale)});
    else
      d_->diagnostics().add(Code::TypeMismatch, span, {"a number", text, "none"});
    return false;
  }

  // Takes out of every plain entry the days of entries under a reading, and puts it back for the other alternatives.
  Values apart(Values values) {
    Values out;
    for (const ir::FigureValue& value : values) {
      if (value.reading != ir::kNone) {
        out.push_back(value);
        continue;
      }
      std::vector<ir::Period> rest = {value.period};
      for (const ir::FigureValue& special : values)
        if (special.reading != ir::kNone) rest = without_all(rest, special.period);
      for (const ir::Period& period : rest) {
        out.push_back(value);
        out.back().period = period;
      }
      for (const ir::FigureValue& special : values)
        if (special.reading != ir::kNone && overlap(special.period, value.period))
          other_alternatives(value, special, values, &out);
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const auto& a, const auto& b) { return a.period.from < b.period.from; });
    return out;
  }

  void other_alternatives(const ir::FigureValue& plain, const ir::FigureValue& special, const Values& values,
                          Values* out) {
    const auto& words = d_->program().readings[static_cast<std::size_t>(special.reading)].alternatives;
    for (std::size_t word = 0; word < words.size(); ++word) {
      ir::FigureValue put_back = plain;
      put_back.reading = special.reading;
      put_back.alternative = static_cast<ir::Id>(word);
      ir::Period both = plain.period;
      both.from = std::max(plain.period.from, special.period.from);
      both.through = std::min(plain.period.through, special.period.through);
      std::vector<ir::Period> rest = {both};
      for (const Values* taken : {&values, static_cast<const Values*>(out)})
        for (const ir::FigureValue& other : *taken)
          if (other.reading == put_back.reading && other.alternative == put_back.alternative)
            rest = without_all(rest, other.period);
      for (const ir::Period& period : rest) {
        out->push_back(put_back);
        out->back().period = period;
      }
    }
  }

  static std::vector<ir::Period> without_all(const std::vector<ir::Period>& parts, const ir::Period& hole) {
    std::vector<ir::Period> left;
    for (const ir::Period& part : parts)
      for (const ir::Period& piece : without(part, hole)) left.push_back(piece);
    return left;
  }

  Declaring* d_;
  Declared declared_;
};

}  // namespace

void declare_figures(Declaring& d) {
  for (const Declared& figure : d.all(ast::Kind::Figure)) Figures(&d).declare(figure);
}

}  // namespace licet::sema
