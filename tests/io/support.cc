#include "tests/io/support.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <dlfcn.h>

#include "core/base/date.h"
#include "core/base/decimal.h"

namespace licet::io_test {

namespace fs = std::filesystem;
using ir::Field;
using ir::Id;
using ir::ValueKind;

namespace {

constexpr Id kShipment = 0, kLine = 1, kParty = 2, kOwner = 3, kItem = 4, kCircuit = 5, kDie = 6, kPurpose = 7,
             kClass = 8, kStep = 9;

Field field(std::string column, ValueKind kind, int scale = 0) {
  Field f;
  f.name = column;
  f.column = std::move(column);
  f.type.kind = kind;
  f.type.scale = static_cast<std::int8_t>(scale);
  return f;
}
Field category(std::string column, Id id) {
  Field f = field(std::move(column), ValueKind::Category);
  f.type.category = id;
  return f;
}
Field rows(std::string column, ValueKind kind, Id record, std::string complete = "") {
  Field f = field(std::move(column), kind);
  f.type.record = record;
  f.complete_column = std::move(complete);
  return f;
}
Field required(Field f) {
  f.required = true;
  return f;
}
Field or_none(Field f) {
  f.may_be_none = true;
  return f;
}
Field bounded(Field f, std::int64_t lo, std::int64_t hi) {
  f.bounded = true;
  f.lo = lo;
  f.hi = hi;
  return f;
}

ir::Schema make_schema() {
  ir::Schema s;
  s.categories = {{"country", false, false, {"US", "CN", "DE", "SG", "TW"}, {}, {}},
                  {"eccn", false, true, {"3A090", "3A090.a", "3A090.b", "4A090", "EAR99"}, {-1, 0, 0, -1, -1}, {}},
                  {"purpose", false, false, {"training", "inference", "storage"}, {}, {}},
                  {"item kind", false, false, {"integrated circuit", "assembly"}, {}, {"", "board"}},
                  {"authorization", false, false, {"AIA", "LPP", "license"}, {}, {}}};
  const auto add = [&](std::string name, Id parent, std::vector<Field> fields) {
    ir::RecordType r;
    r.name = std::move(name);
    r.parent = parent;
    r.fields_ = std::move(fields);
    s.records.push_back(std::move(r));
  };
  Field unused = field("invoice", ValueKind::Text);
  unused.unused = true;
  Field capped = rows("steps", ValueKind::List, kStep);
  capped.max_elements = 2;
  add("shipment", ir::kNone,
      {field("shipment_id", ValueKind::Text), required(category("destination", 0)),
       bounded(required(field("export_date", ValueKind::Date)), 10957, 47482),
       rows("purpose", ValueKind::List, kPurpose, "purpose_complete"),
       rows("parties", ValueKind::List, kParty, "parties_complete"), rows("lines", ValueKind::List, kLine),
       rows("end_user", ValueKind::Role, kParty), rows("ultimate_consignee", ValueKind::Role, kParty),
       or_none(rows("intermediate_consignee", ValueKind::Role, kParty)), capped, unused});
  add("line", kShipment,
      {field("line_no", ValueKind::Number), bounded(field("quantity", ValueKind::Number, 3), 0, 1000000000000),
       rows("classification", ValueKind::List, kClass, "classification_complete"),
       or_none(category("claimed_authorization", 4)), rows("item", ValueKind::Struct, kItem),
       field("fair_market_value", ValueKind::Number), or_none(field("license_number", ValueKind::Text))});
  add("party", kShipment,
      {field("id", ValueKind::Text), category("country", 0), category("headquarters", 0),
       field("private_sector", ValueKind::Bool), rows("ownership", ValueKind::List, kOwner, "ownership_complete")});
  s.records[kParty].key = 0;
  add("owner", kParty,
      {field("owner_party_id", ValueKind::Text), field("pct", ValueKind::Number, 2),
       rows("ownership", ValueKind::List, kOwner, "ownership_complete")});
  s.records[kOwner].depth = 5;
  s.records[kOwner].children = 2;
  add("item", kLine,
      {category("kind", 3), field("us_origin", ValueKind::Bool),
       rows("integrated_circuits", ValueKind::List, kCircuit, "integrated_circuits_complete"),
       field("training_operations", ValueKind::Number, -18), field("packaged_by.place", ValueKind::Text)});
  add("integrated circuit", kItem,
      {field("count", ValueKind::Number), field("tpp", ValueKind::Number, 4),
       rows("dies", ValueKind::List, kDie, "dies_complete"), field("has_hbm", ValueKind::Bool)});
  add("die", kCircuit, {field("area", ValueKind::Number, 3), field("node", ValueKind::Number, 1)});
  add("purpose", kShipment, {category("", 2)});
  add("classification", kLine, {category("", 1)});
  add("step", kShipment, {field("kind", ValueKind::Text), field("on", ValueKind::Date)});
  s.shipment = kShipment;
  s.line = kLine;
  s.lines_field = 5;
  s.party = kParty;
  s.parties_field = 4;
  return s;
}

class Dump {
 public:
  Dump(const ir::Schema& schema, const data::Record& record) : schema_(schema), record_(record) {}

  void row(Id type, std::uint32_t r, const std::string& path) {
    const auto& fields = schema_.records[static_cast<std::size_t>(type)].fields_;
    for (std::size_t f = 0; f < fields.size(); ++f) {
      const data::Cell& cell = record_.rows(type).at(r, static_cast<Id>(f));
      const std::string at = path + (path.empty() || fields[f].column.empty() ? "" : ".") + fields[f].column;
      if (cell.state == data::State::None) out_ << at << " = none\n";
      if (cell.state == data::State::Known) known(fields[f].type, cell, at);
    }
  }
  std::string text() const { return out_.str(); }

 private:
  void known(const ir::Type& type, const data::Cell& cell, const std::string& at) {
    switch (type.kind) {
      case ValueKind::Bool:
        out_ << at << " = " << (cell.value != 0 ? "true" : "false") << "\n";
        break;
      case ValueKind::Number:
        out_ << at << " = "
             << (type.scale < 0 ? std::to_string(cell.value) + "e" + std::to_string(-type.scale)
                                : format_decimal(cell.value, type.scale))
             << "\n";
        break;
      case ValueKind::Date:
        out_ << at << " = " << format_day(static_cast<Day>(cell.value)) << "\n";
        break;
      case ValueKind::Category:
        out_ << at << " = "
             << schema_.categories[static_cast<std::size_t>(type.category)].values[static_cast<std::size_t>(cell.value)]
             << "\n";
        break;
      case ValueKind::Text:
        out_ << at << " = " << record_.text(cell) << "\n";
        break;
      case ValueKind::Struct:
        row(type.record, static_cast<std::uint32_t>(cell.value), at);
        break;
      case ValueKind::List:
      case ValueKind::Role:
        out_ << at << " has " << cell.count << (cell.closed ? "" : " or more") << "\n";
        for (std::uint32_t i = 0; i < cell.count; ++i)
          row(type.record,
              type.kind == ValueKind::List ? static_cast<std::uint32_t>(cell.value) + i : record_.role_row(cell, i),
              at + "[" + std::to_string(i) + "]");
        break;
      case ValueKind::Source:
        break;
    }
  }

  const ir::Schema& schema_;
  const data::Record& record_;
  std::ostringstream out_;
};

std::string show(const io::Value& value) {
  switch (value.kind) {
    case io::Value::Kind::Null:
      return "-";
    case io::Value::Kind::Text:
      return std::string(value.text);
    case io::Value::Kind::Integer:
      return "int " + std::to_string(value.number);
    case io::Value::Kind::Boolean:
      return value.number != 0 ? "TRUE" : "FALSE";
    case io::Value::Kind::Date:
      return "day " + format_day(static_cast<Day>(value.number));
    case io::Value::Kind::TextList:
      return "list";
  }
  return "";
}

}  // namespace

const ir::Schema& schema() {
  static const ir::Schema made = make_schema();
  return made;
}

Folder::Folder() {
  std::string place = (fs::temp_directory_path() / "licet-io-XXXXXX").string();
  if (mkdtemp(place.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = place;
}
Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}
std::string Folder::write(const std::string& name, const std::string& content) const {
  std::ofstream(path(name), std::ios::binary) << content;
  return path(name);
}
std::string Folder::read(const std::string& name) const {
  std::ifstream in(path(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
bool Folder::has(const std::string& name) const { return fs::exists(path(name)); }
void Folder::python(const std::string& arguments) const {
  const char* python = std::getenv("LICET_PYTHON");
  const std::string script = fs::absolute("tests/io/convert.py").string();
  const std::string command =
      "cd " + path_ + " && " + (python != nullptr ? python : "python3") + " " + script + " " + arguments;
  if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
}

std::string Reading::reject(std::size_t i) const {
  if (i >= rejects.size()) return "there is no reject " + std::to_string(i);
  const io::Reject& r = rejects[i];
  return std::to_string(r.row) + " " + r.shipment_id + "/" + r.line_no + " " + r.field + ": " + r.reason;
}

Reading read(const std::string& path) {
  io::ReadOptions options;
  options.path = path;
  options.pass = {"*"};
  return read(options);
}

Reading read(const io::ReadOptions& options) {
  Reading result;
  auto reader = io::open_reader(schema(), options);
  if (!reader.ok()) {
    result.failure = reader.failure().message;
    return result;
  }
  io::Batch batch;
  for (;;) {
    auto more = reader.value()->next(&batch);
    if (!more.ok()) {
      result.failure = more.failure().message;
      break;
    }
    if (!more.value()) break;
    for (std::size_t i = 0; i < batch.size; ++i) {
      const io::Shipment& shipment = *batch.shipments[i];
      result.shipments.push_back(dump(schema(), shipment.record));
      for (std::uint32_t l = 0; l < shipment.line_count; ++l) {
        const io::Line& line = shipment.lines[l];
        result.rows.push_back(line.row);
        std::string text = shipment.shipment_id + "/" + line.line_no + ":";
        for (std::size_t c = 0; c < line.passed.size(); ++c)
          text += " " + reader.value()->passed_columns()[c].name + "=" + show(line.passed[c]);
        result.passed.push_back(text);
      }
    }
    result.rejects.insert(result.rejects.end(), batch.rejects.begin(), batch.rejects.end());
  }
  result.notes = reader.value()->take_notes();
  result.files = reader.value()->files();
  return result;
}

std::string dump(const ir::Schema& schema, const data::Record& record) {
  Dump d(schema, record);
  d.row(schema.shipment, 0, "");
  return d.text();
}

}  // namespace licet::io_test
