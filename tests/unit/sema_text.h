// Declares rule text without lowering a sentence: what the tests of declarations and of their checks look at.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "compiler/sema/checks.h"
#include "compiler/sema/declaring.h"
#include "compiler/syntax/parse.h"
#include "core/ir/build.h"

namespace licet::sema {

class TextFiles : public DataFiles {
 public:
  std::map<std::string, std::string> files;
  bool read(const std::string&, const std::string& name, std::string* text, std::string* error) override {
    const auto found = files.find(name);
    if (found == files.end()) {
      *error = "there is no such file";
      return false;
    }
    *text = found->second;
    return true;
  }
};

// Units, records and documents that most texts need.
inline const char* kBasics =
    "rulebook test.basics source \"none\".\n"
    "unit TPP. unit nm.\n"
    "category country from file \"countries.csv\".\n"
    "category ECCN, hierarchical, from file \"eccn.csv\".\n"
    "record shipment:\n"
    "    shipment id: text, required;\n"
    "    export date: date from 1990-01-01 to 2100-12-31;\n"
    "    destination: country;\n"
    "    party as \"parties\": list of party, not more than 64, complete by \"parties_complete\";\n"
    "    line as \"lines\": list of line, not more than 100.\n"
    "record party: party id as \"id\": text, key; headquartered in as \"headquarters\": country.\n"
    "record line: line number as \"line_no\": whole number from 1 to 1,000, required; item as \"\": item.\n"
    "record item in line: TPP as \"tpp\": number of TPP with 4 decimals from 0 to 1,000,000; foreign-made: boolean;\n"
    "    stated classification as \"classification\": list of ECCN, not more than 16.\n"
    "role end user. role ultimate consignee. role intermediate consignee, may be none.\n"
    "rule 90 FR 4544 published 2025-01-15; effective 2025-01-13; comply from 2025-05-15.\n"
    "rule 91 FR 43034 published 2026-07-14; effective 2026-07-10.\n"
    "reading R04 lpp on TPP: excluded (default) | included.\n";

class Text {
 public:
  explicit Text(const std::string& text, const std::map<std::string, std::string>& files = {}, bool checks = false) {
    data_.files = {{"countries.csv", "code,name\nAE,United Arab Emirates\nAU,Australia\nMO,Macau\nSG,Singapore\n"},
                   {"eccn.csv", "paragraph\n3A090.a.1\n3A090.b\nEAR99\n"}};
    for (const auto& [name, content] : files) data_.files[name] = content;
    const FileId id = sources_.add("test.licet", kBasics + text);
    scanned_ = syntax::scan(sources_, id, &diagnostics);
    syntax::add_values(&scanned_.interface, "country",
                       {"AE", "United Arab Emirates", "Australia", "Macau", "Singapore"});
    names_ = syntax::make_names({&scanned_.interface}, &diagnostics);
    file_ = syntax::parse(sources_, scanned_, *names_, &diagnostics);
    syntax_errors = diagnostics.list().size();
    units_.push_back({"test.basics", "", &file_, id});
    symbols.build = &build;
    declare_all(units_, &data_, &symbols, &diagnostics);
    if (checks) {
      check_declared(units_, symbols, &diagnostics);
      check_unused(units_, symbols, &diagnostics);
    }
    diagnostics.sort();
  }

  ir::Program& program() { return build.program(); }
  // "L0402 two periods of …" and so on, for one look at all that was found.
  std::string found() const {
    std::string all;
    for (const Diagnostic& d : diagnostics.list()) all += std::string(info(d.code).id) + " " + d.message() + "\n";
    return all;
  }
  std::string help(Code code) const {
    for (const Diagnostic& d : diagnostics.list())
      if (d.code == code) return d.help;
    return "not reported";
  }
  std::string underlined(Code code) const {
    for (const Diagnostic& d : diagnostics.list())
      if (d.code == code) return std::string(sources_.text(d.span));
    return "not reported";
  }
  const ir::Category& category(const std::string& name) {
    return program().schema.categories.at(static_cast<std::size_t>(symbols.category(name)));
  }
  const ir::RecordType& record(const std::string& name) {
    return program().schema.records.at(static_cast<std::size_t>(symbols.record_type(name)));
  }
  const ir::Field& field(const std::string& record_name, const std::string& name) {
    for (const ir::Field& field : record(record_name).fields_)
      if (field.name == name) return field;
    return record(record_name).fields_.at(1000);  // throws: there is none
  }

  Diagnostics diagnostics;
  ir::Builder build;
  Symbols symbols;
  std::size_t syntax_errors = 0;

 private:
  TextFiles data_;
  SourceMap sources_;
  syntax::Scanned scanned_;
  std::shared_ptr<const syntax::NameTable> names_;
  ast::File file_;
  std::vector<Unit> units_;
};

}  // namespace licet::sema
