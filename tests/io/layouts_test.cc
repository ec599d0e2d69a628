// One shipment through every physical layout and format gives one record.
#include <catch2/catch.hpp>

#include "tests/io/support.h"

namespace licet::io_test {

namespace {

const char* const kNested =
    R"({"shipment_id":"S1","destination":"DE","export_date":"2025-06-02","purpose":["training","inference"],"purpose_complete":true,)"
    R"("parties":[{"roles":["end_user","ultimate_consignee"],"id":"ACME","country":"DE","headquarters":"unknown","private_sector":true,)"
    R"("ownership":[{"owner_party_id":"O1","pct":"60.00","ownership":[{"owner_party_id":"O2","pct":"100.00"}],"ownership_complete":true},)"
    R"({"owner_party_id":"O3","pct":"12.50"}],"ownership_complete":true},)"
    R"({"roles":["intermediate_consignee"],"none":true}],"steps":[{"kind":"notice","on":"2025-05-30"}],"carrier":"DHL",)"
    R"("lines":[{"line_no":1,"quantity":"5000","classification":["3A090.a"],"classification_complete":true,"claimed_authorization":"AIA",)"
    R"("license_number":"none","fair_market_value":150000,"part_number":"P 1",)"
    R"("item":{"kind":"integrated_circuit","us_origin":true,"training_operations":"300000000000000000000000000",)"
    R"("packaged_by":{"place":"TW"},)"
    R"("integrated_circuits":[{"count":1,"tpp":"15824.5","dies":[{"area":"814","node":"4"},{"area":"100.125","node":null}],"dies_complete":true,"has_hbm":true}],)"
    R"("integrated_circuits_complete":true}},)"
    R"({"line_no":2,"quantity":"7.5","classification":null,"claimed_authorization":"none","fair_market_value":null,"item":null}]})"
    "\n"
    R"({"shipment_id":"S2","destination":"SG","export_date":"2025-06-03","parties":null,"lines":[{"line_no":1,"classification":["4A090.a.1"],)"
    R"("item":{"kind":"board","integrated_circuits":[]}}]})"
    "\n";

const char* const kFlat =
    "shipment_id,line_no,destination,export_date,purpose,purpose_complete,parties_complete,end_user.id,end_user."
    "country,"
    "end_user.headquarters,end_user.private_sector,end_user.ownership,end_user.ownership_complete,ultimate_consignee."
    "id,"
    "ultimate_consignee.country,ultimate_consignee.headquarters,ultimate_consignee.private_sector,ultimate_consignee."
    "ownership,"
    "ultimate_consignee.ownership_complete,intermediate_consignee,steps,quantity,classification,classification_"
    "complete,"
    "claimed_authorization,license_number,fair_market_value,item.kind,item.us_origin,item.training_operations,"
    "item.packaged_by.place,item.integrated_circuits,item.integrated_circuits_complete,carrier,part_number\n"
    "S1,1,DE,2025-06-02,training|inference,TRUE,,ACME,DE,unknown,yes,\"[{\"\"owner_party_id\"\":\"\"O1\"\",\"\"pct\"\":"
    "\"\"60.00\"\","
    "\"\"ownership\"\":[{\"\"owner_party_id\"\":\"\"O2\"\",\"\"pct\"\":\"\"100.00\"\"}],\"\"ownership_complete\"\":"
    "true},"
    "{\"\"owner_party_id\"\":\"\"O3\"\",\"\"pct\"\":\"\"12.50\"\"}]\",1,ACME,DE,unknown,yes,"
    "\"[{\"\"owner_party_id\"\":\"\"O1\"\",\"\"pct\"\":\"\"60.00\"\",\"\"ownership\"\":[{\"\"owner_party_id\"\":"
    "\"\"O2\"\",\"\"pct\"\":\"\"100.00\"\"}],"
    "\"\"ownership_complete\"\":true},{\"\"owner_party_id\"\":\"\"O3\"\",\"\"pct\"\":\"\"12.50\"\"}]\",1,none,"
    "\"[{\"\"kind\"\":\"\"notice\"\",\"\"on\"\":\"\"2025-05-30\"\"}]\",5000,3A090.a,true,AIA,none,150000,integrated_"
    "circuit,TRUE,"
    "300000000000000000000000000,TW,\"[{\"\"count\"\":1,\"\"tpp\"\":\"\"15824.5\"\",\"\"dies\"\":[{\"\"area\"\":"
    "\"\"814\"\",\"\"node\"\":\"\"4\"\"},"
    "{\"\"area\"\":\"\"100.125\"\",\"\"node\"\":null}],\"\"dies_complete\"\":true,\"\"has_hbm\"\":true}]\",true,DHL,P "
    "1\n"
    "S1,2,DE,2025-06-02,training|inference,TRUE,,ACME,DE,unknown,yes,\"[{\"\"owner_party_id\"\":\"\"O1\"\",\"\"pct\"\":"
    "\"\"60.00\"\","
    "\"\"ownership\"\":[{\"\"owner_party_id\"\":\"\"O2\"\",\"\"pct\"\":\"\"100.00\"\"}],\"\"ownership_complete\"\":"
    "true},"
    "{\"\"owner_party_id\"\":\"\"O3\"\",\"\"pct\"\":\"\"12.50\"\"}]\",1,ACME,DE,unknown,yes,"
    "\"[{\"\"owner_party_id\"\":\"\"O1\"\",\"\"pct\"\":\"\"60.00\"\",\"\"ownership\"\":[{\"\"owner_party_id\"\":"
    "\"\"O2\"\",\"\"pct\"\":\"\"100.00\"\"}],"
    "\"\"ownership_complete\"\":true},{\"\"owner_party_id\"\":\"\"O3\"\",\"\"pct\"\":\"\"12.50\"\"}]\",1,none,"
    "\"[{\"\"kind\"\":\"\"notice\"\",\"\"on\"\":\"\"2025-05-30\"\"}]\",7.5,,,none,,,,,,,,,DHL,\n"
    "S2,1,SG,2025-06-03,,,,,,,,,,,,,,,,,,,4A090.a.1,,,,,board,,,,[],,,\n";

const char* const kHeaders =
    "shipment_id;destination;export_date;purpose;purpose_complete;parties;steps;carrier\n"
    "S1;DE;2025-06-02;training|inference;TRUE;\"[{\"\"roles\"\":[\"\"end_user\"\",\"\"ultimate_consignee\"\"],"
    "\"\"id\"\":\"\"ACME\"\","
    "\"\"country\"\":\"\"DE\"\",\"\"private_sector\"\":true,\"\"ownership\"\":[{\"\"owner_party_id\"\":\"\"O1\"\","
    "\"\"pct\"\":\"\"60.00\"\","
    "\"\"ownership\"\":[{\"\"owner_party_id\"\":\"\"O2\"\",\"\"pct\"\":\"\"100.00\"\"}],\"\"ownership_complete\"\":"
    "true},"
    "{\"\"owner_party_id\"\":\"\"O3\"\",\"\"pct\"\":\"\"12.50\"\"}],\"\"ownership_complete\"\":true},"
    "{\"\"roles\"\":[\"\"intermediate_consignee\"\"],\"\"none\"\":true}]\";"
    "\"[{\"\"kind\"\":\"\"notice\"\",\"\"on\"\":\"\"2025-05-30\"\"}]\";DHL\n"
    "S2;SG;2025-06-03;;;;;\n";

const char* const kLines =
    "shipment_id\tline_no\tquantity\tclassification\tclassification_complete\tclaimed_authorization\tlicense_number\t"
    "fair_market_value\tpart_number\titem\n"
    "S1\t1\t5000\t3A090.a\tyes\tAIA\tnone\t150000\tP "
    "1\t\"{\"\"kind\"\":\"\"integrated_circuit\"\",\"\"us_origin\"\":true,"
    "\"\"training_operations\"\":3e26,\"\"packaged_by\"\":{\"\"place\"\":\"\"TW\"\"},\"\"integrated_circuits\"\":[{"
    "\"\"count\"\":1,\"\"tpp\"\":15824.5,"
    "\"\"dies\"\":[{\"\"area\"\":814,\"\"node\"\":4},{\"\"area\"\":\"\"100.125\"\"}],\"\"dies_complete\"\":true,"
    "\"\"has_hbm\"\":true}],"
    "\"\"integrated_circuits_complete\"\":true}\"\n"
    "S1\t2\t7.5\t\t\tnone\t\t\t\t\n"
    "S2\t1\t\t[\"4A090.a.1\"]\t\t\t\t\t\t\"{\"\"kind\"\":\"\"board\"\",\"\"integrated_circuits\"\":[]}\"\n";

const char* const kFirst =
    R"(shipment_id = S1
destination = DE
export_date = 2025-06-02
purpose has 2
purpose[0] = training
purpose[1] = inference
parties has 1 or more
parties[0].id = ACME
parties[0].country = DE
parties[0].private_sector = true
parties[0].ownership has 2
parties[0].ownership[0].owner_party_id = O1
parties[0].ownership[0].pct = 60
parties[0].ownership[0].ownership has 1
parties[0].ownership[0].ownership[0].owner_party_id = O2
parties[0].ownership[0].ownership[0].pct = 100
parties[0].ownership[1].owner_party_id = O3
parties[0].ownership[1].pct = 12.5
lines has 2
lines[0].line_no = 1
lines[0].quantity = 5000
lines[0].classification has 1
lines[0].classification[0] = 3A090.a
lines[0].claimed_authorization = AIA
lines[0].item.kind = integrated circuit
lines[0].item.us_origin = true
lines[0].item.integrated_circuits has 1
lines[0].item.integrated_circuits[0].count = 1
lines[0].item.integrated_circuits[0].tpp = 15824.5
lines[0].item.integrated_circuits[0].dies has 2
lines[0].item.integrated_circuits[0].dies[0].area = 814
lines[0].item.integrated_circuits[0].dies[0].node = 4
lines[0].item.integrated_circuits[0].dies[1].area = 100.125
lines[0].item.integrated_circuits[0].has_hbm = true
lines[0].item.training_operations = 300000000e18
lines[0].item.packaged_by.place = TW
lines[0].fair_market_value = 150000
lines[0].license_number = none
lines[1].line_no = 2
lines[1].quantity = 7.5
lines[1].claimed_authorization = none
end_user has 1
end_user[0].id = ACME
end_user[0].country = DE
end_user[0].private_sector = true
end_user[0].ownership has 2
end_user[0].ownership[0].owner_party_id = O1
end_user[0].ownership[0].pct = 60
end_user[0].ownership[0].ownership has 1
end_user[0].ownership[0].ownership[0].owner_party_id = O2
end_user[0].ownership[0].ownership[0].pct = 100
end_user[0].ownership[1].owner_party_id = O3
end_user[0].ownership[1].pct = 12.5
ultimate_consignee has 1
ultimate_consignee[0].id = ACME
ultimate_consignee[0].country = DE
ultimate_consignee[0].private_sector = true
ultimate_consignee[0].ownership has 2
ultimate_consignee[0].ownership[0].owner_party_id = O1
ultimate_consignee[0].ownership[0].pct = 60
ultimate_consignee[0].ownership[0].ownership has 1
ultimate_consignee[0].ownership[0].ownership[0].owner_party_id = O2
ultimate_consignee[0].ownership[0].ownership[0].pct = 100
ultimate_consignee[0].ownership[1].owner_party_id = O3
ultimate_consignee[0].ownership[1].pct = 12.5
intermediate_consignee = none
steps has 1
steps[0].kind = notice
steps[0].on = 2025-05-30
)";
const char* const kSecond =
    R"(shipment_id = S2
destination = SG
export_date = 2025-06-03
lines has 1
lines[0].line_no = 1
lines[0].classification has 1 or more
lines[0].classification[0] = 4A090
lines[0].item.kind = assembly
lines[0].item.integrated_circuits has 0 or more
)";

void check(const Reading& reading) {
  CHECK(reading.failure == "");
  CHECK(reading.reject(0) == "there is no reject 0");
  REQUIRE(reading.shipments.size() == 2);
  CHECK(reading.shipments[0] == kFirst);
  CHECK(reading.shipments[1] == kSecond);
}

}  // namespace

TEST_CASE("nested JSON lines", "[layout]") {
  Folder folder;
  const Reading reading = read(folder.write("log.jsonl", kNested));
  check(reading);
  CHECK(reading.rows == std::vector<std::uint64_t>{1, 1, 2});
  CHECK(reading.passed == std::vector<std::string>{"S1/1: carrier=DHL part_number=P 1",
                                                   "S1/2: carrier=DHL part_number=-", "S2/1: carrier=- part_number=-"});
}

TEST_CASE("flat CSV with dotted columns", "[layout]") {
  Folder folder;
  const Reading reading = read(folder.write("log.csv", kFlat));
  check(reading);
  CHECK(reading.rows == std::vector<std::uint64_t>{2, 3, 4});
  CHECK(reading.passed == std::vector<std::string>{"S1/1: carrier=DHL part_number=P 1",
                                                   "S1/2: carrier=DHL part_number=-", "S2/1: carrier=- part_number=-"});
}

TEST_CASE("a header table and a lines table", "[layout]") {
  Folder folder;
  io::ReadOptions options;
  options.path = folder.write("headers.csv", kHeaders);
  options.lines_path = folder.write("lines.tsv", kLines);
  options.pass = {"*"};
  const Reading reading = read(options);
  check(reading);
  CHECK(reading.passed == std::vector<std::string>{"S1/1: part_number=P 1 carrier=DHL",
                                                   "S1/2: part_number=- carrier=DHL", "S2/1: part_number=- carrier=-"});
}

TEST_CASE("headers in another order, without lines, and lines without header", "[layout]") {
  Folder folder;
  io::ReadOptions options;
  options.path = folder.write(
      "headers.csv",
      "shipment_id,destination,export_date\nC,DE,2025-01-01\nX,DE,2025-01-01\nA,US,2025-01-02\nA,US,2025-01-02\n");
  options.lines_path = folder.write("lines.csv", "shipment_id,line_no\nA,1\nB,1\nC,1\n");
  const Reading reading = read(options);
  CHECK(reading.shipments.size() == 2);
  REQUIRE(reading.rejects.size() == 3);
  CHECK(reading.reject(0) == "3 B/1 shipment_id: there is no header of this shipment");
  CHECK(reading.reject(1) == "5 A/ : a second header of this shipment");
  CHECK(reading.reject(2) == "3 X/ shipment_id: the shipment has no lines");
  CHECK(reading.files[reading.rejects[2].file].ends_with("headers.csv"));
}

TEST_CASE("Parquet and Arrow, nested and flat", "[layout]") {
  Folder folder;
  folder.write("log.jsonl", kNested);
  folder.write("log.csv", kFlat);
  for (const std::string target : {"n.parquet", "n.arrow", "n.arrows"}) {
    folder.python("json log.jsonl " + target);
    INFO(target);
    check(read(folder.path(target)));
  }
  for (const std::string target : {"f.parquet", "f.arrow", "f.arrows"}) {
    folder.python("text log.csv " + target);
    INFO(target);
    check(read(folder.path(target)));
  }
}

TEST_CASE("flat JSON lines, with objects or dotted names", "[layout]") {
  Folder folder;
  const Reading reading = read(folder.write(
      "log.jsonl",
      R"({"shipment_id":"A","line_no":1,"destination":"DE","export_date":"2025-01-01","end_user":{"id":"X","country":"CN"},"item.kind":"board"})"
      "\n"
      R"({"shipment_id":"A","line_no":2,"destination":"DE","export_date":"2025-01-01","end_user.id":"X","end_user.country":"CN","item":{"kind":"board"}})"
      "\n"));
  CHECK(reading.reject(0) == "there is no reject 0");
  REQUIRE(reading.shipments.size() == 1);
  CHECK(reading.shipments[0].find("end_user[0].country = CN") != std::string::npos);
  CHECK(reading.shipments[0].find("lines[1].item.kind = assembly") != std::string::npos);
}

TEST_CASE("one object over several lines, and an array", "[layout]") {
  Folder folder;
  std::string array = "[\n" + std::string(kNested);
  array.replace(array.find("}\n{"), 3, "},\n{");
  check(read(folder.write("array.json", array + "]\n")));
  const Reading reading = read(folder.write("one.json",
                                            "{\n  \"shipment_id\": \"A\",\n  \"destination\": \"DE\", \"export_date\": "
                                            "\"2025-01-01\",\n  \"lines\": [{\"line_no\": 1}]\n}\n"));
  CHECK(reading.shipments.size() == 1);
}

TEST_CASE("packed files", "[layout]") {
  Folder folder;
  folder.write("log.jsonl", kNested);
  REQUIRE(std::system(("cd " + folder.path("") + " && gzip -k log.jsonl && zstd -q log.jsonl && cp log.jsonl.gz hidden")
                          .c_str()) == 0);
  check(read(folder.path("log.jsonl.gz")));
  check(read(folder.path("log.jsonl.zst")));
  check(read(folder.path("hidden")));
}

TEST_CASE("folders and globs are read in order, without what is hidden", "[layout]") {
  Folder folder;
  const std::string head = "shipment_id,line_no,destination,export_date\n";
  folder.write("b.csv", head + "A,2,DE,2025-01-01\nB,1,DE,2025-01-01\n");
  folder.write("a.csv", head + "A,1,DE,2025-01-01\n");
  folder.write("c.csv", "");
  folder.write(".d.csv", "no");
  folder.write("_metadata", "no");
  folder.write("out.csv.rejects", "no");
  for (const auto& path : {folder.path(""), folder.path("*")}) {
    const Reading reading = read(path);
    CHECK(reading.failure == "");
    CHECK(reading.rejects.empty());
    CHECK(reading.shipments.size() == 2);  // the lines of A stand in two files
    CHECK(reading.files.size() == 3);
  }
  CHECK(read(folder.path("*.parquet")).failure.ends_with("no file matches"));
  CHECK(read(folder.path("none.csv")).failure.ends_with("no such file or folder"));
}

TEST_CASE("lines that are not adjacent", "[layout]") {
  Folder folder;
  io::ReadOptions options;
  options.path = folder.write(
      "log.csv",
      "shipment_id,line_no,destination,export_date\nA,1,DE,2025-01-01\nB,1,DE,2025-01-01\nA,2,DE,2025-01-01\n");
  Reading reading = read(options);
  CHECK(reading.shipments.size() == 2);
  CHECK(reading.reject(0) ==
        "4 A/2 shipment_id: lines of this shipment were read before and others stand between; sort by shipment_id or "
        "use --group");
  options.grouping = io::Grouping::Collected;
  reading = read(options);
  CHECK(reading.rejects.empty());
  REQUIRE(reading.shipments.size() == 2);
  CHECK(reading.shipments[0].find("lines has 2\n") != std::string::npos);
  CHECK(reading.rows == std::vector<std::uint64_t>{2, 4, 3});
  REQUIRE(!reading.notes.empty());
  CHECK(reading.notes.back().ends_with("were brought together"));
}

TEST_CASE("renamed columns and chosen columns", "[layout]") {
  Folder folder;
  io::ReadOptions options;
  options.path = folder.write("log.csv", "id,pos,dest,date,extra\nA,1,DE,2025-01-01,x\n");
  options.renames = {{"shipment_id", "id"}, {"line_no", "pos"}, {"destination", "dest"}, {"export_date", "date"}};
  options.pass = {"destination", "extra"};
  Reading reading = read(options);
  CHECK(reading.failure == "");
  CHECK(reading.passed == std::vector<std::string>{"A/1: destination=DE extra=x"});
  options.path = folder.write("log.jsonl", R"({"id":"A","dest":"DE","date":"2025-01-01","lines":[{"pos":1}]})");
  reading = read(options);
  CHECK(reading.passed == std::vector<std::string>{"A/1: destination=DE extra=-"});
}

}  // namespace licet::io_test
