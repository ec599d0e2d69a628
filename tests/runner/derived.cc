// "derived" of an example: a decided value or a definition of the rulebook, by the table tests/examples/derived.json:
//   "tpp_of_shipment": {"definition": "TPP", "of": "shipment"}      a number, exactly; ratios as "2499/10000"
//   "affiliate_of_listed": {"definition": "affiliate", "of": "party", "any": true}           true of some party
//   "subject_to_the_ear": {"decided": "subject to the EAR", "true": "yes"}
//   "foundry_presumption": {"decided": "…", "values": {"stands": "presumed", …}}
//   "us_share": {"term": "controlled value", "over": "fair market value", "of": "item"}     a quotient, by its two
//   terms "no_de_minimis": {"paragraph": "734.4(a)(8)"}                                            a condition by its
//   citation "destination_in_d1": {"list": "Country Group D:1", "fact": "destination"}                a question of a
//   dated list "nveu_cap": null                                                not in the rulebook: passed over
#include "core/base/decimal.h"
#include "runtime/explain/row.h"
#include "tests/runner/expectation.h"

namespace licet::golden {
namespace {

using data::JsonValue;
using ir::Id;

std::size_t at(Id id) { return static_cast<std::size_t>(id); }

bool row_of(const DecidedLine& line, Id type, std::uint32_t* row) {
  const ir::Schema& schema = line.program.schema;
  if (type == schema.line) return *row = line.line, true;
  for (*row = 0; *row < line.record.rows(type).size(); ++*row) {
    Id t = type;
    std::uint32_t r = *row;
    while (t != ir::kNone && t != schema.line && t != schema.shipment) {
      r = line.record.rows(t).parents[r];
      t = schema.records[at(t)].parent;
    }
    if (t == schema.shipment || (t == schema.line && r == line.line)) return true;
  }
  return false;
}

// "7.916E+7", "2499/10000", 5: as a fraction.
bool fraction(const std::string& text, Int128* n, Int128* d) {
  const std::size_t slash = text.find('/');
  const ParsedDecimal top = parse_decimal(text.substr(0, slash), 6);
  const ParsedDecimal bottom = slash == std::string::npos ? ParsedDecimal{DecimalError::kNone, 1000000}
                                                          : parse_decimal(text.substr(slash + 1), 6);
  *n = top.value;
  *d = bottom.value;
  return top.error == DecimalError::kNone && bottom.error == DecimalError::kNone && bottom.value != 0;
}

std::string status_of(const interp::Evaluator::Value& v, bool condition) {
  if (v.undefined) return "error";
  if (condition) return v.may_be_true && v.may_be_false ? "undetermined" : "decided";
  return v.missing || v.lo != v.hi ? "undetermined" : "decided";
}

bool is_status_list(const JsonValue& expected) { return expected.is_array(); }

bool accepts(const JsonValue& expected, const std::string& status) {
  for (const JsonValue& e : expected.elements)
    if (e.text == status) return true;
  return false;
}

void by_definition(const DecidedLine& line, const std::string& name, const JsonValue& entry, const JsonValue& expected,
                   std::vector<std::string>* problems) {
  const ir::Program& program = line.program;
  for (const ir::Definition& d : program.definitions) {
    if (d.subject == ir::kNone) continue;
    const std::string subject = program.schema.records[at(d.subject)].name;
    if (d.name != entry.text_of("definition") || subject != entry.text_of("of", "line")) continue;
    std::uint32_t row = 0;
    if (!row_of(line, d.subject, &row)) return problems->push_back(name + ": the record has no " + subject);
    interp::Evaluator::Value v = line.evaluator->value(line.record, line.line, d.body, row);
    const bool condition = d.type.kind == ir::ValueKind::Bool;
    if (condition && entry.find("any") != nullptr) {  // of some row, not of the first
      for (row = 1; row < line.record.rows(d.subject).size(); ++row) {
        const interp::Evaluator::Value other = line.evaluator->value(line.record, line.line, d.body, row);
        v.may_be_true = v.may_be_true || other.may_be_true;
        v.may_be_false = v.may_be_false && other.may_be_false;
      }
    }
    const std::string status = status_of(v, condition);
    if (is_status_list(expected)) {
      if (!accepts(expected, status)) problems->push_back(name + " has the status " + status);
    } else if (status != "decided") {
      problems->push_back(name + " is " + status);
    } else if (condition) {
      if (v.may_be_true != expected.boolean) problems->push_back(name + " is " + (v.may_be_true ? "true" : "false"));
    } else {
      Int128 n = 0, d128 = 0;
      const JsonValue* times = entry.find("times");  // a share in percent: 100
      const Int128 factor = times != nullptr ? std::stol(times->text) : 1;
      const bool good = fraction(expected.text, &n, &d128) && v.lo * d128 == n * factor * power_of_ten(d.type.scale);
      if (!good)
        problems->push_back(name + " should be " + expected.text + " and is " + format_decimal(v.lo, d.type.scale));
    }
    return;
  }
  problems->push_back(name + ": the rulebook has no \"" + entry.text_of("definition") + "\" of " +
                      entry.text_of("of", "line"));
}

// A definition of the subject, or a fact of it that some rule reads.
Id term_named(const ir::Program& program, const std::string& name, Id subject) {
  for (const ir::Definition& d : program.definitions)
    if (d.subject == subject && d.name == name) return d.body;
  const std::vector<ir::Field>& fields = program.schema.records[at(subject)].fields_;
  for (std::size_t i = 0; i < program.nodes.size(); ++i) {
    const ir::Node& n = program.nodes[i];
    if (n.op == ir::Op::NumField && n.scope == subject && fields[at(static_cast<Id>(n.a))].name == name)
      return static_cast<Id>(i);
  }
  return ir::kNone;
}

void by_quotient(const DecidedLine& line, const std::string& name, const JsonValue& entry, const JsonValue& expected,
                 std::vector<std::string>* problems) {
  const ir::Program& program = line.program;
  Id subject = ir::kNone;
  for (std::size_t i = 0; i < program.schema.records.size(); ++i)
    if (program.schema.records[i].name == entry.text_of("of", "line")) subject = static_cast<Id>(i);
  std::uint32_t row = 0;
  if (subject == ir::kNone || !row_of(line, subject, &row))
    return problems->push_back(name + ": the record has no " + entry.text_of("of", "line"));
  const Id top = term_named(program, entry.text_of("term"), subject);
  const Id bottom = term_named(program, entry.text_of("over"), subject);
  if (top == ir::kNone || bottom == ir::kNone)
    return problems->push_back(name + ": the rulebook has no such terms of " + entry.text_of("of", "line"));
  const interp::Evaluator::Value n = line.evaluator->value(line.record, line.line, top, row);
  const interp::Evaluator::Value d = line.evaluator->value(line.record, line.line, bottom, row);
  if (status_of(n, false) != "decided" || status_of(d, false) != "decided")
    return problems->push_back(name + " is undetermined");
  Int128 wanted_n = 0, wanted_d = 0;
  const int n_scale = program.nodes[at(top)].type.scale, d_scale = program.nodes[at(bottom)].type.scale;
  if (!fraction(expected.text, &wanted_n, &wanted_d) ||
      n.lo * power_of_ten(d_scale) * wanted_d != d.lo * power_of_ten(n_scale) * wanted_n)
    problems->push_back(name + " should be " + expected.text + " and is " + format_decimal(n.lo, n_scale) + "/" +
                        format_decimal(d.lo, d_scale));
}

void by_paragraph(const DecidedLine& line, const std::string& name, const JsonValue& entry, const JsonValue& expected,
                  std::vector<std::string>* problems) {
  const ir::Program& program = line.program;
  for (const ir::Paragraph& p : program.paragraphs) {
    std::uint32_t row = 0;
    if (p.citation != entry.text_of("paragraph") || p.node == ir::kNone) continue;
    if (p.subject != ir::kNone && !row_of(line, p.subject, &row)) continue;
    const interp::Evaluator::Value v = line.evaluator->value(line.record, line.line, p.node, row);
    const std::string actual = status_of(v, true) != "decided" ? "undetermined" : v.may_be_true ? "true" : "false";
    if (actual != (expected.boolean ? "true" : "false")) problems->push_back(name + " is " + actual);
    return;
  }
  problems->push_back(name + ": no condition stands under " + entry.text_of("paragraph"));
}

void by_list(const DecidedLine& line, const std::string& name, const JsonValue& entry, const JsonValue& expected,
             std::vector<std::string>* problems) {
  const ir::Program& program = line.program;
  for (std::size_t i = 0; i < program.nodes.size(); ++i) {
    const ir::Node& n = program.nodes[i];
    if (n.op != ir::Op::InList || program.lists[at(static_cast<Id>(n.a))].name != entry.text_of("list")) continue;
    const ir::Node& fact = program.nodes[at(n.args.at(0))];
    if (fact.op != ir::Op::CatField ||
        program.schema.records[at(fact.scope)].fields_[at(static_cast<Id>(fact.a))].name != entry.text_of("fact"))
      continue;
    const interp::Evaluator::Value v = line.evaluator->value(line.record, line.line, static_cast<Id>(i), 0);
    if (status_of(v, true) != "decided" || v.may_be_true != expected.boolean)
      problems->push_back(name + " is " +
                          (status_of(v, true) != "decided" ? "undetermined"
                           : v.may_be_true                 ? "true"
                                                           : "false"));
    return;
  }
  problems->push_back(name + ": no rule asks whether the " + entry.text_of("fact") + " is in " + entry.text_of("list"));
}

void by_decided(const DecidedLine& line, const std::string& name, const JsonValue& entry, const JsonValue& expected,
                std::vector<std::string>* problems) {
  const ir::Program& program = line.program;
  for (std::size_t i = 0; i < program.decided.size(); ++i) {
    if (program.decided[i].name != entry.text_of("decided")) continue;
    const Id id = static_cast<Id>(i);
    std::uint32_t row = 0;
    if (!row_of(line, program.decided[i].subject, &row))
      return problems->push_back(name + ": the record has no subject of it");
    const interp::Outcome outcome = line.evaluator->outcome(line.record, line.line, id, row);
    if (is_status_list(expected)) {
      if (!accepts(expected, to_string(outcome.status)))
        problems->push_back(name + " has the status " + to_string(outcome.status));
      return;
    }
    std::string wanted = expected.kind == JsonValue::Kind::Bool
                             ? entry.text_of(expected.boolean ? "true" : "false", expected.boolean ? "yes" : "no")
                             : expected.text;
    if (const JsonValue* values = entry.find("values"); values != nullptr) wanted = values->text_of(wanted, wanted);
    std::string actual = to_string(outcome.status);
    if (outcome.status == interp::Status::Decided)
      actual = outcome.values.empty() ? "none" : explain::value_text(program, id, outcome.values.front());
    if (actual != wanted) problems->push_back(name + " should be " + wanted + " and is " + actual);
    return;
  }
  problems->push_back(name + ": the rulebook does not decide \"" + entry.text_of("decided") + "\"");
}

}  // namespace

void compare_derived(const DecidedLine& line, const std::string& name, const JsonValue& expected,
                     const JsonValue& names, std::vector<std::string>* problems) {
  const JsonValue* entry = names.find(name);
  if (entry == nullptr) return problems->push_back("derived.json does not say what " + name + " is");
  if (entry->is_null()) return;
  if (entry->find("definition") != nullptr)
    by_definition(line, name, *entry, expected, problems);
  else if (entry->find("term") != nullptr)
    by_quotient(line, name, *entry, expected, problems);
  else if (entry->find("paragraph") != nullptr)
    by_paragraph(line, name, *entry, expected, problems);
  else if (entry->find("list") != nullptr)
    by_list(line, name, *entry, expected, problems);
  else
    by_decided(line, name, *entry, expected, problems);
}

}  // namespace licet::golden
