// How many lines a second of one core the file module reads: bench/io [LINES] [FOLDER]. Makes a flat CSV log and a
// nested JSON log of about 1 KB a line, with a schema of the size of rules/us/ear/shipment.licet, and reads both,
// without deciding anything. Files that are in FOLDER already (log.parquet, made from log.csv by any tool) are read as
// well.
#include "runtime/io/io.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <sys/resource.h>

namespace {

using licet::ir::Field;
using licet::ir::Id;
using licet::ir::ValueKind;

Field field(std::string column, ValueKind kind, Id of = licet::ir::kNone, int scale = 0) {
  Field f;
  f.name = column;
  f.column = std::move(column);
  f.type.kind = kind;
  f.type.scale = static_cast<std::int8_t>(scale);
  if (kind == ValueKind::Category)
    f.type.category = of;
  else
    f.type.record = of;
  return f;
}

licet::ir::Schema make_schema() {
  licet::ir::Schema s;
  std::vector<std::string> countries;
  for (char a = 'A'; a <= 'Z'; ++a)
    for (const char b : {'A', 'E', 'H', 'N', 'R', 'S', 'T', 'W', 'X'}) countries.push_back(std::string{a, b});
  countries.push_back("DE");
  std::vector<std::string> eccns{"3A090", "3A090.a", "3A090.b", "4A090", "4A090.a", "EAR99"};
  s.categories = {{"country", false, false, countries, {}, {}},
                  {"eccn", false, true, eccns, {-1, 0, 0, -1, 3, -1}, {}},
                  {"word",
                   false,
                   false,
                   {"export", "reexport", "shipment", "AIA", "LPP", "NLR", "integrated_circuit", "logic"},
                   {},
                   {}}};
  const auto add = [&](std::string name, Id parent, std::vector<Field> fields) {
    s.records.push_back({std::move(name), parent, std::move(fields), licet::ir::kNone, 0, licet::ir::kNone});
  };
  constexpr Id kCountry = 0, kEccn = 1, kWord = 2;
  add("shipment", licet::ir::kNone,
      {field("shipment_id", ValueKind::Text), field("record_type", ValueKind::Category, kWord),
       field("transaction", ValueKind::Category, kWord), field("export_date", ValueKind::Date),
       field("completion_date", ValueKind::Date), field("destination", ValueKind::Category, kCountry),
       field("country_of_export", ValueKind::Category, kCountry), field("parties", ValueKind::List, 2),
       field("lines", ValueKind::List, 1), field("exporter", ValueKind::Role, 2),
       field("ultimate_consignee", ValueKind::Role, 2), field("end_user", ValueKind::Role, 2),
       field("purchaser", ValueKind::Role, 2)});
  add("line", 0,
      {field("line_no", ValueKind::Number), field("quantity", ValueKind::Number, -1, 3),
       field("classification", ValueKind::List, 6), field("claimed_authorization", ValueKind::Category, kWord),
       field("license_number", ValueKind::Text), field("fair_market_value", ValueKind::Number),
       field("item", ValueKind::Struct, 3)});
  add("party", 0,
      {field("id", ValueKind::Text), field("country", ValueKind::Category, kCountry),
       field("headquarters", ValueKind::Category, kCountry), field("is_own_ultimate_parent", ValueKind::Bool),
       field("ultimate_parent_headquarters", ValueKind::Category, kCountry), field("screened_on", ValueKind::Date),
       field("list_hits", ValueKind::List, 7)});
  s.records[2].key = 0;
  add("item", 1,
      {field("kind", ValueKind::Category, kWord), field("us_origin", ValueKind::Bool),
       field("integrated_circuits", ValueKind::List, 4)});
  add("circuit", 3,
      {field("count", ValueKind::Number), field("tpp", ValueKind::Number, -1, 4), field("has_hbm", ValueKind::Bool),
       field("designed_for_datacenter", ValueKind::Bool), field("dies", ValueKind::List, 5)});
  add("die", 4,
      {field("area", ValueKind::Number, -1, 3), field("node", ValueKind::Number, -1, 1),
       field("kind", ValueKind::Category, kWord)});
  add("classification", 1, {field("", ValueKind::Category, kEccn)});
  add("hit", 2, {field("list_code", ValueKind::Text), field("status", ValueKind::Text)});
  s.shipment = 0;
  s.line = 1;
  s.lines_field = 8;
  s.party = 2;
  s.parties_field = 7;
  return s;
}

void write_csv(const std::string& path, int lines) {
  std::ofstream out(path);
  out << "shipment_id,line_no,record_type,transaction,export_date,completion_date,destination,country_of_export";
  for (const char* role : {"exporter", "ultimate_consignee", "end_user", "purchaser"})
    for (const char* fact : {"id", "name", "country", "headquarters", "is_own_ultimate_parent",
                             "ultimate_parent_headquarters", "screened_on"})
      out << "," << role << "." << fact;
  out << ",quantity,classification,claimed_authorization,license_number,fair_market_value,part_number,description,item."
         "kind,item.us_origin\n";
  for (int i = 0; i < lines; ++i) {
    out << "SRN" << 10000000 + i << ",1,shipment,export,2025-06-" << 10 + i % 20 << ",,DE,US";
    for (int role = 0; role < 4; ++role)
      out << ",P" << (i * 7 + role) % 5000 << ",\"Example Trading, Ltd\",DE,DE,true,DE,2025-05-30";
    out << "," << i % 5000 << ",3A090.a|EAR99,AIA,none," << i * 100
        << ",H100,Graphics card for data centres,integrated_circuit,true\n";
  }
}

void write_json(const std::string& path, int lines) {
  std::ofstream out(path);
  for (int i = 0; i < lines; ++i) {
    out << R"({"shipment_id":"SRN)" << 10000000 + i
        << R"(","record_type":"shipment","transaction":"export","export_date":"2025-06-)" << 10 + i % 20
        << R"(","completion_date":null,"destination":"DE","country_of_export":"US","parties":[)";
    const char* roles[] = {R"("exporter")", R"("purchaser","ultimate_consignee")", R"("end_user")"};
    for (int p = 0; p < 3; ++p)
      out << (p > 0 ? "," : "") << R"({"roles":[)" << roles[p] << R"(],"id":"P)" << (i * 7 + p) % 5000
          << R"(","id_scheme":"internal","name":null,"country":"DE","headquarters":"DE","is_own_ultimate_parent":true,)"
          << R"("ultimate_parent_headquarters":"DE","list_hits":[],"screened_on":"2025-05-30"})";
    out << R"(],"lines":[{"line_no":1,"part_number":"H100","classification":["3A090.a"],"quantity":"5000","claimed_authorization":"AIA",)"
        << R"("item":{"kind":"integrated_circuit","integrated_circuits":[{"count":1,"tpp":"15832","dies":[{"area":"814","kind":"logic","node":"4"}],)"
        << R"("has_hbm":true,"designed_for_datacenter":true}]},"license_number":"none"}]})" << "\n";
  }
}

void read(const licet::ir::Schema& schema, const std::string& path) {
  licet::io::ReadOptions options;
  options.path = path;
  options.pass = {"*"};
  const std::clock_t start = std::clock();
  auto reader = licet::io::open_reader(schema, options);
  if (!reader.ok()) {
    std::fprintf(stderr, "%s\n", reader.failure().message.c_str());
    std::exit(1);
  }
  licet::io::Batch batch;
  std::uint64_t lines = 0, rejects = 0;
  for (;;) {
    auto more = reader.value()->next(&batch);
    if (!more.ok()) std::fprintf(stderr, "%s\n", more.failure().message.c_str());
    if (!more.ok() || !more.value()) break;
    lines += batch.line_total;
    rejects += batch.rejects.size();
    if (!batch.rejects.empty() && rejects == batch.rejects.size())
      std::fprintf(stderr, "%s: %s\n", batch.rejects[0].field.c_str(), batch.rejects[0].reason.c_str());
  }
  // Of the processor: other programs on the machine do not count.
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const bool known = std::filesystem::is_regular_file(path);
  const double bytes = known ? static_cast<double>(std::filesystem::file_size(path)) : 0;
  std::printf("%-28s %9llu lines %6llu rejects %8.0f lines/s %7.1f MB/s  peak %ld MiB\n", path.c_str(),
              static_cast<unsigned long long>(lines), static_cast<unsigned long long>(rejects),
              static_cast<double>(lines) / seconds, bytes / seconds / 1e6, usage.ru_maxrss / 1024);
}

}  // namespace

int main(int argc, char** argv) {
  const int lines = argc > 1 ? std::atoi(argv[1]) : 200000;
  const std::string folder = argc > 2 ? argv[2] : std::filesystem::temp_directory_path().string();
  const licet::ir::Schema schema = make_schema();
  if (lines > 0) {
    write_csv(folder + "/log.csv", lines);
    write_json(folder + "/log.jsonl", lines);
  }
  for (const char* name : {"log.csv", "log.jsonl", "log.parquet", "nested.parquet", "log.csv.gz", "-"}) {
    const std::string path = std::string(name) == "-" ? name : folder + "/" + name;
    if (std::filesystem::exists(path) || (path == "-" && argc > 3)) read(schema, path);
  }
}
