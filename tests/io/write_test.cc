// What is written, in every format, and what is left behind when it is not.
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "runtime/data/json_value.h"
#include "tests/io/support.h"

namespace licet::io_test {

namespace {

io::WriteOptions options(const std::string& path) {
  io::WriteOptions o;
  o.path = path;
  o.columns = {{"shipment_id", io::ColumnType::Text},
               {"line_no", io::ColumnType::Integer},
               {"licensed", io::ColumnType::Boolean},
               {"export_date", io::ColumnType::Date},
               {"grounds", io::ColumnType::TextList}};
  o.metadata = {{"licet.fingerprint", "abc"}};
  return o;
}

// Two rows, the second without facts.
void fill(io::Writer* writer) {
  const std::vector<std::string_view> grounds{"742.6(a)(6)(iii)(A)", "744.23(a)(3)"};
  REQUIRE(writer
              ->write({io::Value::of_text("S,\"1\""), io::Value::of_integer(7), io::Value::of_boolean(true),
                       io::Value::of_date(20241), io::Value::of_list(grounds)})
              .ok());
  REQUIRE(writer->write({io::Value::of_text("S2"), {}, {}, {}, io::Value::of_list({})}).ok());
}

void write(const std::string& path) {
  auto writer = io::open_writer(options(path));
  REQUIRE(writer.ok());
  fill(writer.value().get());
  writer.value()->set_metadata("licet.rows", "2");
  REQUIRE(writer.value()->close().ok());
}

}  // namespace

TEST_CASE("CSV, TSV and JSON lines with their metadata beside them", "[write]") {
  Folder folder;
  write(folder.path("out.csv"));
  CHECK(folder.read("out.csv") ==
        "shipment_id,line_no,licensed,export_date,grounds\n"
        "\"S,\"\"1\"\"\",7,true,2025-06-02,742.6(a)(6)(iii)(A)|744.23(a)(3)\n"
        "S2,,,,\n");
  CHECK(nlohmann::json::parse(folder.read("out.csv.meta.json")) ==
        nlohmann::json{{"licet.fingerprint", "abc"}, {"licet.rows", "2"}});
  write(folder.path("out.tsv"));
  CHECK(folder.read("out.tsv").starts_with("shipment_id\tline_no"));
  write(folder.path("out.jsonl"));
  CHECK(folder.read("out.jsonl") ==
        "{\"shipment_id\": \"S,\\\"1\\\"\", \"line_no\": 7, \"licensed\": true, \"export_date\": \"2025-06-02\", "
        "\"grounds\": [\"742.6(a)(6)(iii)(A)\", \"744.23(a)(3)\"]}\n"
        "{\"shipment_id\": \"S2\", \"line_no\": null, \"licensed\": null, \"export_date\": null, \"grounds\": []}\n");
  for (const std::string packed : {"out.csv.gz", "out.csv.zst"}) {
    write(folder.path(packed));
    const std::string unpack = packed.ends_with("gz") ? "gunzip -c " : "zstd -dqc ";
    REQUIRE(std::system(("cd " + folder.path("") + " && " + unpack + packed + " > unpacked").c_str()) == 0);
    CHECK(folder.read("unpacked") == folder.read("out.csv"));
  }
}

TEST_CASE("Parquet and Arrow with their metadata inside", "[write]") {
  Folder folder;
  for (const std::string name : {"out.parquet", "out.arrow", "out.arrows"}) {
    INFO(name);
    write(folder.path(name));
    folder.python("show " + name + " shown.json");
    const auto shown = nlohmann::json::parse(folder.read("shown.json"));
    CHECK(shown["types"]["line_no"] == "int64");
    CHECK(shown["types"]["export_date"] == "date32[day]");
    CHECK(shown["rows"][0].get<std::string>().find("'grounds': ['742.6(a)(6)(iii)(A)', '744.23(a)(3)']") !=
          std::string::npos);
    CHECK(shown["rows"][1].get<std::string>().find("'licensed': None") != std::string::npos);
    CHECK(shown["metadata"]["licet.fingerprint"] == "abc");
    if (name == "out.parquet") CHECK(shown["packed"] == "ZSTD");
    if (name == "out.arrows")
      CHECK(folder.read("out.arrows.meta.json").find("licet.rows") != std::string::npos);
    else
      CHECK(shown["metadata"]["licet.rows"] == "2");
  }
}

TEST_CASE("a run that is broken off leaves what was there", "[write]") {
  Folder folder;
  folder.write("out.csv", "old");
  {
    auto writer = io::open_writer(options(folder.path("out.csv")));
    REQUIRE(writer.ok());
    fill(writer.value().get());
    CHECK(folder.has(".out.csv.partial"));
  }
  CHECK(folder.read("out.csv") == "old");
  CHECK(!folder.has(".out.csv.partial"));
}

TEST_CASE("rejects leave a file only where there are some", "[write]") {
  Folder folder;
  const std::string path = folder.write("out.csv.rejects", "of an earlier run");
  auto writer = io::open_writer(io::reject_options(path));
  REQUIRE(writer.ok());
  REQUIRE(writer.value()->close().ok());
  CHECK(!folder.has("out.csv.rejects"));
  writer = io::open_writer(io::reject_options(path));
  REQUIRE(writer.ok());
  REQUIRE(writer.value()->write(io::reject_row({0, 7, "S", "1", "quantity", "\"x\" is not a number"}, "log.csv")).ok());
  REQUIRE(writer.value()->close().ok());
  CHECK(folder.read("out.csv.rejects") ==
        "file,row,shipment_id,line_no,field,reason\nlog.csv,7,S,1,quantity,\"\"\"x\"\" is not a number\"\n");
}

TEST_CASE("places that cannot be written", "[write]") {
  Folder folder;
  CHECK(io::open_writer(options(folder.path("none/out.csv"))).failure().exit_code == 2);
  CHECK(io::open_writer(options(folder.path("out.xlsx"))).failure().message.find("use .parquet") != std::string::npos);
  CHECK(io::open_writer(options(folder.path("out.parquet.gz"))).failure().message.find("leave out the last ending") !=
        std::string::npos);
  auto writer = io::open_writer(options(folder.path("out.csv")));
  REQUIRE(writer.ok());
  CHECK(writer.value()->write({io::Value::of_integer(1)}).failure().exit_code == 70);
}

TEST_CASE("columns pass through every format unchanged", "[write]") {
  Folder folder;
  const std::string rows =
      "shipment_id,line_no,destination,export_date,note,n\nA,1,DE,2025-01-01,\"a|b, "
      "\"\"c\"\"\",007\nB,1,DE,2025-01-01,,-1\n";
  io::ReadOptions in;
  in.path = folder.write("log.csv", rows);
  in.pass = {"*", "destination", "export_date"};
  for (const std::string name : {"out.csv", "out.jsonl", "out.parquet"}) {
    auto reader = io::open_reader(schema(), in);
    REQUIRE(reader.ok());
    io::WriteOptions out;
    out.path = folder.path(name);
    out.columns = {{"shipment_id", io::ColumnType::Text}, {"line_no", io::ColumnType::Text}};
    for (const io::Column& column : reader.value()->passed_columns()) out.columns.push_back(column);
    auto writer = io::open_writer(out);
    REQUIRE(writer.ok());
    io::Batch batch;
    while (reader.value()->next(&batch).value())
      for (std::size_t i = 0; i < batch.size; ++i)
        for (std::uint32_t l = 0; l < batch.shipments[i]->line_count; ++l) {
          const io::Line& line = batch.shipments[i]->lines[l];
          std::vector<io::Value> row{io::Value::of_text(batch.shipments[i]->shipment_id),
                                     io::Value::of_text(line.line_no)};
          row.insert(row.end(), line.passed.begin(), line.passed.end());
          REQUIRE(writer.value()->write(row).ok());
        }
    REQUIRE(writer.value()->close().ok());
    if (name == "out.csv") CHECK(folder.read(name) == rows);
    io::ReadOptions again = in;
    again.path = folder.path(name);
    const Reading reading = read(again);
    CHECK(reading.passed == read(in).passed);
  }
}

TEST_CASE("a shipment by itself is read as in a log", "[write]") {
  const std::string text =
      R"({"shipment_id":"A","destination":"DE","export_date":"2025-01-01","purpose":[],"purpose_complete":true,)"
      R"("parties":[{"roles":["end_user"],"id":"X","country":"CN","ownership":[{"owner_party_id":"O","pct":"50.00",)"
      R"("ownership":[{"owner_party_id":"P","pct":null}]}]},{"roles":["intermediate_consignee"],"none":true}],"parties_complete":true,)"
      R"("lines":[{"line_no":1,"quantity":"12.5","item":{"kind":"board","integrated_circuits":[{"count":2,"tpp":1.5}]}},{"line_no":2,"item":null}]})";
  Folder folder;
  const Reading reading = read(folder.write("log.jsonl", text));
  REQUIRE(reading.shipments.size() == 1);
  io::Shipment shipment(schema());
  REQUIRE(io::ShipmentReader(schema()).read(text, &shipment).ok());
  CHECK(shipment.shipment_id == "A");
  CHECK(shipment.lines[1].line_no == "2");
  CHECK(dump(schema(), shipment.record) == reading.shipments[0]);
}

}  // namespace licet::io_test
