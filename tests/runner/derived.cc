// "derived" of an example: a decided value or a definition of the rulebook, by the table tests/examples/derived.json:
//   "tpp_of_shipment": {"definition": "TPP", "of": "shipment"}      a number, exactly; ratios as "2499/10000"
//   "subject_to_the_ear": {"decided": "subject to the EAR", "true": "yes"}
//   "foundry_presumption": {"decided": "…", "values": {"stands": "presumed", …}}
//   "nveu_cap": null                                                not in the rulebook: passed over
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
    const interp::Evaluator::Value v = line.evaluator->value(line.record, line.line, d.body, row);
    const bool condition = d.type.kind == ir::ValueKind::Bool;
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
  else
    by_decided(line, name, *entry, expected, problems);
}

}  // namespace licet::golden
