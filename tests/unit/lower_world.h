// A small rulebook's record, and shipments decided under text that is added to it: what the tests of lowering look at.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "compiler/compile.h"
#include "runtime/interp/evaluate.h"
#include "runtime/io/io.h"

namespace licet::test {

inline const char* kRecord = R"(
rulebook test.law title "Test" source "none".
event date is the export date.
law known from 2020-01-01 through 2026-12-31.
category country from file "countries.csv".
category ECCN, hierarchical, from file "eccn.csv".
category transaction: export; reexport; transfer (in-country) as "transfer_in_country".
category item kind: server; equipment.
category matter: bad use.
category knowledge state, from least to most: none after due diligence; reason to know; known.
category step kind: notice given.
category purpose: training; storage; inference.
record shipment:
    shipment id: text, required;
    transaction: transaction, required;
    export date: date from 1990-01-01 to 2100-12-31;
    destination: country;
    purpose as "purpose": list of purpose, not more than 8, complete by "purpose_complete";
    step record as "steps": list of step record, not more than 8, complete by "steps_complete";
    knowledge record as "knowledge": list of knowledge record, not more than 8, complete by "knowledge_complete";
    party as "parties": list of party, not more than 64, complete by "parties_complete";
    line as "lines": list of line, not more than 100.
record step record: step kind as "kind": step kind; step date as "on": date from 1990-01-01 to 2100-12-31.
record knowledge record: matter: matter; knowledge state as "state": knowledge state.
record party:
    party id as "id": text, key;
    located in as "country": country;
    headquartered in as "headquarters": country;
    ultimate parent as "": ultimate parent;
    license: boolean;
    granted to as "granted_to": date from 1990-01-01 to 2100-12-31, may be none;
    entry as "entries": list of entry, not more than 8, complete by "entries_complete".
record ultimate parent in party: headquartered in as "parent_headquarters": country.
record entry in party: entry code as "code": text; open entry: boolean.
record line:
    line number as "line_no": whole number from 1 to 1,000, required;
    quantity: number with 3 decimals from 0 to 1,000,000;
    claimed authorization: text, may be none;
    item as "": item.
record item in line:
    stated classification as "classification": list of ECCN, not more than 16;
    classification complete: boolean;
    item kind as "kind": item kind;
    of US origin as "us_origin": boolean;
    foreign-made: boolean;
    price: number of USD with 2 decimals from 0 to 1,000,000;
    circuit as "circuits": list of circuit, not more than 16, complete by "circuits_complete".
record circuit in item:
    count: whole number from 1 to 1,000;
    TPP as "tpp": number of TPP with 4 decimals from 0 to 1,000,000;
    area: number of mm2 with 3 decimals from 0 to 100,000;
    stated density as "density": number with 4 decimals from 0 to 1,000,000.
role exporter. role purchaser. role ultimate consignee. role end user. role intermediate consignee, may be none.
"party to the transaction" means the purchaser, any intermediate consignee, the ultimate consignee, or the end user.
"recipient" means the ultimate consignee or the end user.
decide specified in of a circuit, all are listed: ECCN.
decide specified in of an item, all are listed: ECCN; beside its stated classification;
    complete when it is classification complete; as "classification".
decide review policy of a line, the most restrictive prevails: presumption of approval; case by case;
    presumption of denial; policy of denial; otherwise none stated; as "review_policy".
list "Group D" of country: CN, MO.
"restricted destination" means Macau or a destination specified in Group D.
"covered" of a line means that the export date is after 2000-01-01.
)";

inline std::vector<compiler::MemoryFile> files_with(const std::string& text) {
  return {{"test.licet", kRecord + text},
          {"countries.csv", "code,name\nCN,China\nMO,Macau\nPL,Poland\nSG,Singapore\nUS,United States\n"},
          {"eccn.csv",
           "paragraph\n3A090\n3A090.a\n3A090.b\n3A090.c\n4A090\n4A090.a\n4A003\n4A003.z\n4A003.z.1\n4A003.z.1.a\n"
           "4A003.z.1.b\n4A004\n4A004.z\n4A004.z.1\n4A004.z.2\nEAR99\n"}};
}

class World {
 public:
  explicit World(const std::string& text) : compiled_(compiler::compile_texts(files_with(text))) {
    std::string found;
    for (const Diagnostic& d : compiled_.diagnostics.list())
      if (info(d.code).severity == Severity::Error)
        found += std::string(info(d.code).id) + " " + d.message() + "\n" + render(d, compiled_.sources, false);
    INFO(found);
    REQUIRE(compiled_.program != nullptr);
    interp::RunParameters run;
    run.mode = interp::Mode::AsCodified;
    auto plan = interp::bind(compiled_.program, run);
    REQUIRE(plan.ok());
    plan_ = plan.value();
    evaluator_ = std::make_unique<interp::Evaluator>(plan_);
  }

  const ir::Program& program() const { return *compiled_.program; }

  // Decides line 1 of a shipment given as JSON members of the shipment and of its line.
  const interp::Decision& decide(const std::string& shipment, const std::string& line = "",
                                 const std::string& day = "2025-06-02") {
    const std::string json = R"({"shipment_id":"t","transaction":"export","export_date":")" + day + "\"" +
                             (shipment.empty() ? "" : ",") + shipment + R"(,"lines":[{"line_no":"1")" +
                             (line.empty() ? "" : ",") + line + "}]}";
    shipment_ = std::make_unique<io::Shipment>(program().schema);
    const Status read = io::ShipmentReader(program().schema).read(json, shipment_.get());
    INFO((read.ok() ? "" : read.failure().message));
    REQUIRE(read.ok());
    evaluator_->decide(shipment_->record, 0, &decision_);
    return decision_;
  }

  // "license required", or the possible values in alphabetical order: "available | license required".
  std::string disposition() const { return outcome(program().licensing.disposition); }
  std::string outcome(ir::Id id) const {
    for (const interp::Outcome& o : decision_.outcomes) {
      if (o.decided != id) continue;
      const auto& values =
          program()
              .schema.categories[static_cast<std::size_t>(program().decided[static_cast<std::size_t>(id)].category)]
              .values;
      std::vector<std::string> names;
      for (const ir::Id v : o.status == interp::Status::Decided ? o.values : o.possible)
        names.push_back(values[static_cast<std::size_t>(v)]);
      if (o.gap_possible) names.push_back("gap");
      std::sort(names.begin(), names.end());
      std::string out;
      for (const std::string& n : names) out += (out.empty() ? "" : " | ") + n;
      return out;
    }
    return "not decided";
  }
  std::string review() const { return outcome(program().licensing.review); }

  std::string requirements() const {
    std::string out;
    for (const interp::RequirementState& r : decision_.requirements)
      out += (out.empty() ? "" : ", ") +
             program().licensing.requirements[static_cast<std::size_t>(r.requirement)].citation +
             (r.applies == interp::Truth::True ? "" : "?");
    return out;
  }
  std::string exception(const std::string& name) const {
    for (const interp::ExceptionState& s : decision_.exceptions)
      if (program().licensing.exceptions[static_cast<std::size_t>(s.exception)].name == name) {
        std::string out = to_string(s.status);
        if (s.failing != ir::kNone) out += " at " + program().paragraphs[static_cast<std::size_t>(s.failing)].citation;
        return out;
      }
    return "not asked";
  }

  // The condition that a definition of the line or the shipment's own words became, for the shipment decided last:
  // "true", "false" or "unknown".
  std::string truth(const std::string& definition) {
    for (const ir::Definition& d : program().definitions) {
      if (d.name != definition) continue;
      const auto v = evaluator_->value(shipment_->record, 0, d.body, 0);
      return v.may_be_true && v.may_be_false ? "unknown" : v.may_be_true ? "true" : "false";
    }
    return "no definition";
  }

 private:
  compiler::Compiled compiled_;
  std::shared_ptr<const interp::Plan> plan_;
  std::unique_ptr<interp::Evaluator> evaluator_;
  std::unique_ptr<io::Shipment> shipment_;
  interp::Decision decision_;
};

// The errors of a text: "L0307" and the words, one a line; empty if there is none.
inline std::string errors_of(const std::string& text) {
  const compiler::Compiled compiled = compiler::compile_texts(files_with(text));
  std::string out;
  for (const Diagnostic& d : compiled.diagnostics.list())
    if (info(d.code).severity == Severity::Error) out += std::string(info(d.code).id) + " " + d.message() + "\n";
  return out;
}

inline std::string party(const std::string& role, const std::string& country, const std::string& parent) {
  return R"({"roles":[")" + role + R"("],"id":")" + role + R"(","country":")" + country + R"(","headquarters":")" +
         country + R"(","parent_headquarters":")" + parent + R"(","entries":[],"entries_complete":true})";
}

// Everyone in SG; the end user's parent where the test says.
inline std::string parties(const std::string& end_user_parent = "SG") {
  return R"("parties":[)" + party("purchaser", "SG", "SG") + "," + party("ultimate_consignee", "SG", "SG") + "," +
         party("end_user", "SG", end_user_parent) + R"(,{"roles":["intermediate_consignee"],"none":true}])";
}

}  // namespace licet::test
