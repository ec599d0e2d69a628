// A decision in words, to the last reason, so that engines can be compared; and the comparison of one shipment.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/bitmap/engine.h"
#include "runtime/interp/evaluate.h"

namespace licet::engines {

inline std::string told(const std::vector<ir::Id>& ids) {
  std::string out;
  for (ir::Id id : ids) out += " " + std::to_string(id);
  return out;
}

inline std::string told(const interp::Outcome& o) {
  std::string out = "value " + std::to_string(o.decided) + ": " + interp::to_string(o.status) + " values" +
                    told(o.values) + " possible" + told(o.possible) + " grounds" + told(o.grounds);
  if (o.one_of) out += " one of";
  if (o.conflict_possible) out += " conflict?";
  if (o.gap_possible) out += " gap?";
  if (o.beyond_possible) out += " beyond?";
  if (o.burden_of_proof) out += " burden";
  out += " " + o.error;
  for (const interp::OpenFact& f : o.open_facts) out += " [" + f.path + "]";
  return out;
}

// All of a decision but the instances of requirements, which are rows of its own record.
inline std::string told(const interp::Decision& d) {
  std::string out;
  for (const interp::Outcome& o : d.outcomes) out += told(o) + "\n";
  for (const interp::RequirementState& r : d.requirements) {
    out += "requirement " + std::to_string(r.requirement) + " " + std::to_string(static_cast<int>(r.applies)) +
           std::to_string(static_cast<int>(r.overcome)) + "\n";
  }
  for (const interp::ExceptionState& e : d.exceptions) {
    out += "exception " + std::to_string(e.exception) + " " + interp::to_string(e.status) + " " +
           std::to_string(e.claimed) + std::to_string(static_cast<int>(e.used)) + " at " + std::to_string(e.failing) +
           " by " + std::to_string(e.foreclosed_by);
    for (std::int32_t s : e.steps_open) out += " step " + std::to_string(s);
    out += "\n";
  }
  for (const interp::DutyState& x : d.duties)
    out += "duty " + std::to_string(x.duty) + " " + std::to_string(static_cast<int>(x.due)) + " " +
           (x.has_date ? std::to_string(x.date) : "") + "\n";
  out += "findings" + told(d.findings) + " presumptions" + told(d.presumptions) + " readings" + told(d.readings) +
         " unconfirmed" + told(d.unconfirmed);
  for (const std::string& name : d.unconfirmed_data) out += " " + name;
  if (d.scheduled) out += " scheduled";
  if (d.compliance_window) out += " window";
  return out;
}

// The compiled code of a circuit, for the level of this processor or one below it.
inline std::shared_ptr<const bitmap::GateCode> compiled(const bitmap::Circuit& circuit, bitmap::Level level,
                                                        bool cached) {
  bitmap::CodeOptions options;
  options.level = level;
  options.cached = cached;
  auto code = bitmap::GateCode::make(circuit.graph, bitmap::steps(circuit.graph, bitmap::wanted(circuit)), options);
  if (!code.ok()) check_failed(code.failure().message.c_str(), __FILE__, __LINE__);
  return code.value();
}

// Decides every line of a shipment with the interpreter, the kernels and compiled code: empty if they agree, else what
// differs. `books`: who answers for ledgers.
inline std::string difference(const std::shared_ptr<const interp::Plan>& plan, const data::Record& record,
                              interp::Balances* books = nullptr) {
  if (interp::parameters_of(*plan).exact) return {};  // the interpreter alone refines by cells
  const auto circuit = std::make_shared<const bitmap::Circuit>(bitmap::build(plan));
  const std::uint32_t count = record.rows(interp::program_of(*plan).schema.line).size();
  interp::Evaluator evaluator(plan);
  interp::Decision decision;
  evaluator.keep_books(books);
  evaluator.take_up(record);
  bitmap::Engine engine(circuit);
  engine.keep_books(books);
  for (const char* name : {"kernels", "compiled code"}) {
    if (name[0] == 'c') engine.take_over(compiled(*circuit, bitmap::best_level(), true));
    engine.take_up(record);
    for (std::uint32_t line = 0; line < count; ++line) engine.add(line);
    std::vector<bitmap::Line> lines;
    engine.run(&lines);
    for (std::uint32_t line = 0; line < count; ++line) {
      evaluator.decide(line, &decision);
      const std::string want = told(decision), have = told(bitmap::whole(lines[line]));
      if (want != have)
        return "the engines differ in line " + std::to_string(line + 1) + "\ninterpreter:\n" + want + "\n" + name +
               ":\n" + have;
    }
  }
  return {};
}

}  // namespace licet::engines
