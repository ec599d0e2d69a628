// What does not fit is refused with a message that names the place and the way out; the rest goes on.
#include <catch2/catch.hpp>

#include "tests/io/support.h"

namespace licet::io_test {

namespace {

const std::string kHead = "shipment_id,line_no,destination,export_date,quantity,classification\n";

Reading csv(const std::string& rows, const std::string& head = kHead) {
  Folder folder;
  return read(folder.write("log.csv", head + rows));
}

Reading json(const std::string& lines) {
  Folder folder;
  return read(folder.write("log.jsonl", lines));
}

std::string shipment(const std::string& id, const std::string& line) {
  return R"({"shipment_id":")" + id + R"(","destination":"DE","export_date":"2025-01-01","lines":[{"line_no":1,)" +
         line + "}]}\n";
}

}  // namespace

TEST_CASE("values that do not fit", "[bad]") {
  const auto reason = [](const std::string& row) { return csv(row).reject(0); };
  CHECK(reason("A,1,DE,2025-01-01,\"1,000\",\n") ==
        "2 A/1 quantity: \"1,000\" has a thousands separator; write the digits alone");
  CHECK(reason("A,1,DE,2025-01-01,1 234 567,\n") ==
        "2 A/1 quantity: \"1 234 567\" has a thousands separator; write the digits alone");
  CHECK(reason("A,1,DE,2025-01-01,1.234.567,\n") == "2 A/1 quantity: \"1.234.567\" is not a number");
  CHECK(reason("A,1,DE,2025-01-01,\"5,5\",\n") == "2 A/1 quantity: \"5,5\" has a decimal comma; write a decimal point");
  CHECK(reason("A,1,DE,2025-01-01,see invoice,\n") == "2 A/1 quantity: \"see invoice\" is not a number");
  CHECK(reason("A,1,DE,2025-01-01,1.2345,\n") ==
        "2 A/1 quantity: \"1.2345\" has more than 3 digits after the point; it would have to be rounded");
  CHECK(reason("A,1,DE,2025-01-01,99999999999999999999999,\n") ==
        "2 A/1 quantity: \"99999999999999999999999\" is too large");
  CHECK(reason("A,1,DE,2025-01-01,1.5E+12,\n") ==
        "2 A/1 quantity: \"1.5E+12\" is in the short form in which spreadsheets lose digits; write all digits");
  CHECK(reason("A,1,DE,2025-01-01,-1,\n") == "2 A/1 quantity: \"-1\" lies outside 0 to 1000000000");
  CHECK(reason("A,1,DE,2025-01-01,#REF!,\n") == "2 A/1 quantity: \"#REF!\" is a spreadsheet error");
  CHECK(reason("A,1,de,2025-01-01,1,\n") ==
        "2 A/1 destination: \"de\" is not a known value of country; did you mean \"DE\"?");
  CHECK(reason("A,1,Atlantis,2025-01-01,1,\n") == "2 A/1 destination: \"Atlantis\" is not a known value of country");
  CHECK(reason("A,1,,2025-01-01,1,\n") ==
        "2 A/1 destination: is required and not given; write \"unknown\" for a fact that is not known");
  CHECK(reason("A,1,DE,01/02/2025,1,\n") == "2 A/1 export_date: \"01/02/2025\" is not a date; write YYYY-MM-DD");
  CHECK(reason("A,1,DE,2025-02-30,1,\n") == "2 A/1 export_date: \"2025-02-30\" is not a date; write YYYY-MM-DD");
  CHECK(reason("A,1,DE,2025-01-01T00:00:00Z,1,\n") ==
        "2 A/1 export_date: \"2025-01-01T00:00:00Z\" carries a time of day; give the date alone");
  CHECK(reason("A,1,DE,1999-01-01,1,\n") == "2 A/1 export_date: \"1999-01-01\" lies outside 2000-01-01 to 2100-01-01");
  CHECK(reason("A,1,DE,2025-01-01,1,3A099\n") ==
        "2 A/1 classification[0]: \"3A099\" is not a known value of eccn; did you mean \"3A090\"?");
  CHECK(reason("A,1,DE,2025-01-01,x,y\n") ==
        "2 A/1 quantity: \"x\" is not a number; classification[0]: \"y\" is not a known value of eccn");
  CHECK(csv("A,1,unknown,2025-01-01,,\n").shipments.size() == 1);
}

TEST_CASE("a bad row leaves the others, and its shipment's list of lines open", "[bad]") {
  const Reading reading = csv("A,1,DE,2025-01-01,x,\nA,2,DE,2025-01-01,5,\nB,1,DE,2025-01-01,5,\n");
  REQUIRE(reading.shipments.size() == 2);
  CHECK(reading.rejects.size() == 1);
  CHECK(reading.shipments[0].find("lines has 1 or more") != std::string::npos);
  CHECK(reading.shipments[1].find("lines has 1\n") != std::string::npos);
}

TEST_CASE("doubled quotes are one, wherever they stand in a cell", "[bad]") {
  std::string rows;
  std::vector<std::string> expected;
  constexpr std::size_t kLongest = 20;
  for (std::size_t length = 3; length <= kLongest; ++length)
    for (std::size_t first = 0; first < length; ++first)
      for (const std::size_t second : {first + 1, first + 3, length - 1}) {
        std::string text;
        for (std::size_t i = 0; i < length; ++i)
          text += i == first || i == second ? '"' : static_cast<char>('a' + static_cast<int>(i));
        std::string quoted;
        for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
        const std::string id = "S" + std::to_string(expected.size());
        rows += id + ",1,DE,2025-01-01,1,,\"" + quoted + "\"\n";
        expected.push_back(id + "/1: note=" + text);
      }
  const Folder folder;
  io::ReadOptions options;
  options.path = folder.write("quotes.csv", kHead.substr(0, kHead.size() - 1) + ",note\n" + rows);
  options.pass = {"note"};
  CHECK(read(options).passed == expected);
}

TEST_CASE("lines of a shipment agree in what they say, however they spell it", "[bad]") {
  CHECK(csv("A,1,DE,2025-01-01,1,\nA,2,DE,2025-01-01,2,\nA,3, DE ,2025-01-01,3,\n").rejects.empty());
  const Reading third = csv("A,1,DE,2025-01-01,1,\nA,2,DE,2025-01-01,2,\nA,3,DE,2025-01-02,3,\n");
  REQUIRE(third.rejects.size() == 1);
  CHECK(third.reject(0).find("4 A/3 ") == 0);
  CHECK(third.reject(0).find("differs from that of line 1 of the same shipment") != std::string::npos);
  CHECK(
      csv("A,1,DE,2025-01-01,1,\nA,2,DE,2025-01-01,2,\nB,1,US,2025-01-01,3,\nB,2,DE,2025-01-01,3,\n").rejects.size() ==
      1);
}

TEST_CASE("ids that are missing or come twice, lines that disagree", "[bad]") {
  const Reading reading =
      csv("A,1,DE,2025-01-01,1,\nA,1,DE,2025-01-01,2,\n,1,DE,2025-01-01,1,\nB,,DE,2025-01-01,1,\nC,1,DE,2025-01-01,1,\n"
          "C,2,US,2025-01-01,1,\n");
  REQUIRE(reading.rejects.size() == 4);
  CHECK(reading.reject(0) == "3 A/1 line_no: a line of this number stands before in the shipment");
  CHECK(reading.reject(1) == "4 /1 shipment_id: is not given");
  CHECK(reading.reject(2) == "5 B/ line_no: is not given");
  CHECK(reading.reject(3) == "7 C/2 destination: differs from that of line 1 of the same shipment");
  CHECK(reading.shipments.size() == 2);
  CHECK(json(shipment("A", "\"x\":1") + shipment("A", "\"x\":1")).reject(0) ==
        "2 A/1 shipment_id: a shipment of this id was read before");
}

TEST_CASE("CSV that cannot be cut into rows", "[bad]") {
  Reading reading = csv("A,1,DE,2025-01-01,1\nB,1,DE,2025-01-01,1,,extra\nC,1,DE,2025-01-01,1,,,,\n");
  CHECK(reading.reject(0) == "2 / : the row has 5 cells, the header has 6");
  CHECK(reading.reject(1) == "3 / : the row has 7 cells, the header has 6");
  CHECK(reading.shipments.size() == 1);

  // A stray quote costs its own row, not those that follow.
  reading = csv("A,1,\"DE,2025-01-01,1,\nB,1,DE,2025-01-01,1,\nC,1,DE,2025-01-01,\"1\",\n");
  CHECK(reading.rejects.size() == 1);
  CHECK(reading.rejects[0].row == 2);
  CHECK(reading.shipments.size() == 2);
  reading = csv("A,1,DE,2025-01-01,1,\nB,1,DE,2025-01-01,1,\"open\nC,1,DE,2025-01-01,1,\n");
  CHECK(reading.reject(0) == "3 / : the quote that opens cell 6 is not closed");
  CHECK(reading.shipments.size() == 2);
}

TEST_CASE("CSV as spreadsheets make it", "[bad]") {
  // Byte order mark, semicolons, CRLF, empty columns and rows at the end, a line feed within a cell.
  Reading reading = csv("A;1;DE;2025-01-01;\"a \"\"quoted\"\"\r\nnote; here\";\r\n;;;;;\r\nB;1;DE;2025-01-01;;\r\n",
                        "\xef\xbb\xbf\"shipment_id\";line_no;destination;export_date;note;\r\n");
  CHECK(reading.failure == "");
  CHECK(reading.rejects.empty());
  CHECK(reading.rows == std::vector<std::uint64_t>{2, 4});
  REQUIRE(reading.passed.size() == 2);
  CHECK(reading.passed[0] == "A/1: note=a \"quoted\"\r\nnote; here");
  // Bare carriage returns, and the hint of the separator.
  reading = csv("A|1|DE|2025-01-01\rB|1|DE|2025-01-01\r", "sep=|\rshipment_id|line_no|destination|export_date\r");
  CHECK(reading.shipments.size() == 2);
  CHECK(reading.rows == std::vector<std::uint64_t>{3, 4});
  CHECK(csv("").shipments.empty());
  CHECK(csv("").failure == "");
  CHECK(csv("", "").failure.ends_with("the file is empty; a header row is expected"));
  CHECK(csv("", "\n\n").failure.ends_with("holds no column names"));
}

TEST_CASE("texts that are no UTF-8", "[bad]") {
  CHECK(csv("A,1,DE,2025-01-01,1,caf\xe9\n").reject(0) ==
        "2 / classification: \"caf\\xe9\" is not UTF-8; save the file as \"CSV UTF-8\"");
  CHECK(csv(std::string("A,1,DE,2025-01-01,\0,\n", 21)).reject(0) ==
        "2 / quantity: the cell holds a NUL byte; is the file damaged?");
  CHECK(csv("",
            "shipment_id,stra\xdf"
            "e\n")
            .failure.find("the name of column 2 is not UTF-8") != std::string::npos);
  Folder folder;
  CHECK(read(folder.write("a.csv", "\xff\xfes\0h\0")).failure.ends_with("save it as \"CSV UTF-8\""));
  CHECK(read(folder.write("a.xlsx", "PK\x03\x04....")).failure.ends_with("save the sheet as \"CSV UTF-8\""));
}

TEST_CASE("columns that are missing or come twice", "[bad]") {
  CHECK(csv("A,1\n", "shipment_id,line_no\n")
            .failure.ends_with("there is no column destination; name yours with --map destination=COLUMN"));
  CHECK(csv("A,1\n", "shipment_id,line_no,destinatoin,export_date\n")
            .failure.ends_with(
                "there is no column destination; is it \"destinatoin\"? then --map destination=destinatoin"));
  CHECK(csv("A\n", "shipment id\n").failure.find("is it \"shipment id\"?") != std::string::npos);
  CHECK(csv("", "a,b,a\n").failure.ends_with("columns 1 and 3 are both \"a\"; rename or remove one"));
  const Reading reading = csv("");
  REQUIRE(!reading.notes.empty());
  CHECK(reading.notes[0].find("no column for purpose_complete, purpose,") != std::string::npos);
}

TEST_CASE("a field of 10 MB", "[bad]") {
  const std::string big(10u << 20, 'x');
  Reading reading = csv("A,1,DE,2025-01-01,1,\"" + big + "\"\nB,1,DE,2025-01-01,1,\n");
  CHECK(reading.rejects.size() == 1);
  CHECK(reading.rejects[0].reason.size() < 200);
  CHECK(reading.shipments.size() == 1);
  reading = json(shipment("A", "\"note\":\"" + big + "\"") + shipment("B", "\"quantity\":\"" + big + "\"") +
                 shipment("C", "\"x\":1"));
  CHECK(reading.shipments.size() == 2);
  CHECK(reading.rejects.size() == 1);
  reading = json("{\"a\":\"" + std::string(70u << 20, 'y') + "\"}\n" + shipment("C", "\"x\":1"));
  CHECK(reading.reject(0) == "1 / : the line is longer than 64 MiB");
  CHECK(reading.shipments.size() == 1);
}

TEST_CASE("lines that are no JSON", "[bad]") {
  const std::string good = shipment("Z", "\"quantity\":1");
  const auto reason = [&](const std::string& line) {
    const Reading reading = json(line + "\n" + good);
    CHECK(reading.shipments.size() == 1);
    CHECK(reading.rows == std::vector<std::uint64_t>{2});
    return reading.reject(0);
  };
  CHECK(reason("{\"a\":1,}") == "1 / : not valid JSON: a name in quotes is missing at byte 8");
  CHECK(reason("{\"a\":01}") == "1 / : not valid JSON: something that is no JSON value at byte 8");
  CHECK(reason("{\"a\":nul}") == "1 / : not valid JSON: something that is no JSON value at byte 6");
  CHECK(reason("{\"a\":\"x") == "1 / : not valid JSON: a closing quote is missing at byte 8");
  CHECK(reason("{\"a\":\"\\ud800\"}") == "1 / : not valid JSON: half a surrogate pair at byte 14");
  CHECK(reason("{\"a\":1} {}") == "1 / : not valid JSON: text after the end of the value at byte 9");
  CHECK(reason("{\"a\":1,\"a\":2}") == "1 / : not valid JSON: \"a\" stands twice in one object at byte 13");
  CHECK(reason("{\"a\":\"\xe9\"}") == "1 / : not valid JSON: text that is not UTF-8 in a line that begins at byte 1");
  CHECK(reason("{\"a\":" + std::string(100, '[')) == "1 / : not valid JSON: nested deeper than 64 levels at byte 70");
  CHECK(reason("[1,2]") == "1 / : not a JSON object");
  CHECK(reason("42") == "1 / : not a JSON object");
  CHECK(reason("{}") == "1 / line_no: the row has neither `lines` nor `line_no`");
  CHECK(reason(R"({"shipment_id":"A","lines":[]})") == "1 A/ lines: the shipment has no list of lines");
  CHECK(reason(R"({"lines":[{"line_no":1}]})") == "1 / shipment_id: is not given");
  CHECK(json("").failure == "");
}

TEST_CASE("values of the wrong kind in JSON", "[bad]") {
  const auto reason = [](const std::string& line) { return json(shipment("A", line)).reject(0); };
  CHECK(reason("\"quantity\":true") == "1 A/1 quantity: \"true\" stands where a number is expected");
  CHECK(reason("\"quantity\":[1]") == "1 A/1 quantity: a list stands where a number is expected");
  CHECK(reason("\"quantity\":1e400") == "1 A/1 quantity: \"1e400\" is too large");
  CHECK(reason("\"item\":\"chip\"") == "1 A/1 item: \"chip\" stands where an object is expected");
  CHECK(reason("\"item\":{\"us_origin\":1}") == "1 A/1 item.us_origin: \"1\" is neither true nor false");
  CHECK(reason("\"item\":{\"integrated_circuits\":[{\"tpp\":\"1\"},{\"tpp\":\"x\"}]}") ==
        "1 A/1 item.integrated_circuits[1].tpp: \"x\" is not a number");
  CHECK(reason("\"item\":{\"integrated_circuits\":[5]}") ==
        "1 A/1 item.integrated_circuits[0]: \"5\" stands where an object is expected");
  CHECK(reason("\"item\":{\"training_operations\":1500000000000000000}") ==
        "1 A/1 item.training_operations: \"1500000000000000000\" is not a whole multiple of 10^18; it would have to be "
        "rounded");
  CHECK(reason("\"classification\":{\"a\":1}") ==
        "1 A/1 classification: \"an object\" stands where a list is expected");
  CHECK(json(shipment("A", "\"quantity\":1599.5")).shipments[0].find("quantity = 1599.5\n") != std::string::npos);
}

TEST_CASE("a bad header rejects every line of its shipment", "[bad]") {
  const Reading reading =
      json(R"({"shipment_id":"A","destination":"XX","export_date":"2025-01-01","lines":[{"line_no":1},{"line_no":2}]})"
           "\n" +
           shipment("B", "\"x\":1"));
  CHECK(reading.rejects.size() == 2);
  CHECK(reading.reject(1) == "1 A/2 destination: \"XX\" is not a known value of country");
  CHECK(reading.shipments.size() == 1);
}

TEST_CASE("roles", "[bad]") {
  const auto with = [](const std::string& header) {
    return json(R"({"shipment_id":"A","destination":"DE","export_date":"2025-01-01",)" + header +
                R"(,"lines":[{"line_no":1}]})");
  };
  CHECK(with(R"("parties":[{"roles":["ultimate_consignee"],"none":true}])").reject(0) ==
        "1 A/1 ultimate_consignee: may be missing, but not none");
  CHECK(
      with(
          R"("parties":[{"roles":["intermediate_consignee"],"none":true},{"roles":["intermediate_consignee"],"id":"X"}])")
          .reject(0) == "1 A/1 intermediate_consignee: is said to be none, and a party fills it");
  CHECK(with(R"("parties":[{"roles":["end_user"],"headquarters":"Mars"}])").reject(0) ==
        "1 A/1 parties[0].headquarters: \"Mars\" is not a known value of country");
  CHECK(with(R"("end_user":{"country":"DE2"})").reject(0) ==
        "1 A/1 end_user.country: \"DE2\" is not a known value of country; did you mean \"DE\"?");
  CHECK(with(R"("end_user":"ACME")").reject(0) ==
        "1 A/1 end_user: \"ACME\" stands where `none` or an object is expected");
  CHECK(with(R"("steps":[{"kind":"a"},{"kind":"b"},{"kind":"c"}])").reject(0) ==
        "1 A/1 steps: has 3 elements; at most 2 are declared");
  // A null party is one of whom nothing is known; forwarders and others pass.
  const Reading reading = with(
      R"("parties":[null,{"roles":["forwarder"],"id":"F"},{"roles":["end_user"],"id":"E"}],"parties_complete":false)");
  REQUIRE(reading.shipments.size() == 1);
  CHECK(reading.shipments[0].find("parties has 3 or more") != std::string::npos);
  CHECK(reading.shipments[0].find("end_user has 1 or more") != std::string::npos);
}

TEST_CASE("columnar types", "[bad]") {
  Folder folder;
  const std::string base =
      R"("shipment_id":["text","A","B"],"line_no":["int",1,1],"destination":["text","DE","DE"],"export_date":["date","2025-01-01","2025-01-01"])";
  const auto typed = [&](const std::string& column) {
    folder.write("spec.json", "{" + base + "," + column + "}");
    folder.python("typed spec.json log.parquet");
    return read(folder.path("log.parquet"));
  };
  Reading reading = typed(R"("quantity":["double",5.0,5.5])");
  CHECK(reading.reject(0) == "2 B/1 quantity: 5.5 is floating point; write the column as text or decimal");
  CHECK(reading.shipments.size() == 1);
  // Whole numbers are taken as long as no neighbour falls together with them.
  CHECK(typed(R"("quantity":["float",16777215,16777216])").reject(0) ==
        "2 B/1 quantity: 16777216 is floating point; write the column as text or decimal");
  CHECK(typed(R"("quantity":["double",16777216,9007199254740992])").reject(0) ==
        "2 B/1 quantity: 9007199254740992 is floating point; write the column as text or decimal");
  CHECK(typed(R"("quantity":["decimal","5.1250","5.1251"])").reject(0) ==
        "2 B/1 quantity: \"5.1251\" has more than 3 digits after the point; it would have to be rounded");
  CHECK(typed(R"("quantity":["time",5,null])").reject(0) ==
        "1 A/1 quantity: the column has the type time32[ms], which is not read; write text");
  CHECK(typed(R"("license_number":["bytes","\u00e9",null])").reject(0) ==
        "1 A/1 license_number: \"\\xe9\" is not UTF-8 text");
  CHECK(typed(R"("classification":["list",["3A090.a"],["nope"]])").reject(0) ==
        "2 B/1 classification[0]: \"nope\" is not a known value of eccn");
  reading = typed(
      R"("freight":["double",1.5,2],"sent":["date","2025-02-01",null],"pieces":["int",7,null],"rush":["bool",true,null])");
  CHECK(reading.passed[0] == "A/1: freight=1.5 sent=day 2025-02-01 pieces=int 7 rush=TRUE");
  folder.write(
      "spec.json",
      R"({"shipment_id":["text","A"],"line_no":["int",1],"destination":["text","DE"],"export_date":["moment","2025-01-01T12:00"]})");
  folder.python("typed spec.json log.parquet");
  CHECK(read(folder.path("log.parquet")).reject(0) == "1 A/1 export_date: carries a time of day; give the date alone");
}

TEST_CASE("files that are cut off or are not what they are called", "[bad]") {
  Folder folder;
  std::string rows;
  for (int i = 0; i < 5000; ++i) rows += "S" + std::to_string(i) + ",1,DE,2025-01-01,1,\n";
  folder.write("log.csv", kHead + rows);
  for (const std::string name : {"log.parquet", "log.arrow", "log.arrows"}) {
    folder.python("dictionary log.csv " + name);
    INFO(name);
    CHECK(read(folder.path(name)).shipments.size() == 5000);
    const std::string whole = folder.read(name);
    for (const double part : {0.0, 0.001, 0.3, 0.9, 0.999}) {
      const Reading reading = read(folder.write(
          "cut-" + name, whole.substr(0, static_cast<std::size_t>(part * static_cast<double>(whole.size())))));
      CHECK(reading.failure.find("cut-" + name) != std::string::npos);
    }
    // Damage may go unnoticed, but must not crash.
    for (std::size_t at = 8; at < whole.size(); at += whole.size() / 97 + 1) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
      (void)read(folder.write("damaged-" + name, damaged));
    }
  }
  REQUIRE(std::system(("cd " + folder.path("") + " && gzip -k log.csv && zstd -q log.csv").c_str()) == 0);
  for (const std::string name : {"log.csv.gz", "log.csv.zst"}) {
    CHECK(read(folder.path(name)).shipments.size() == 5000);
    const std::string whole = folder.read(name);
    const Reading reading = read(folder.write("cut-" + name, whole.substr(0, whole.size() / 2)));
    CHECK(reading.failure.find("cut-" + name) != std::string::npos);
  }
  const std::string packed = folder.read("log.csv.gz");
  CHECK(read(folder.write("two.csv.gz", packed + packed)).rejects.size() ==
        5001);  // the header and every shipment again
  CHECK(read(folder.write("text.parquet", "shipment_id,line_no\n")).failure.find("not a readable Parquet file") !=
        std::string::npos);
  CHECK(read(folder.write("empty.parquet", "")).failure.find("not a readable Parquet file") != std::string::npos);
}

TEST_CASE("a shipment of more lines than allowed", "[bad]") {
  Folder folder;
  io::ReadOptions options;
  options.path = folder.write("log.csv", kHead + "A,1,DE,2025-01-01,1,\nA,2,DE,2025-01-01,1,\nA,3,DE,2025-01-01,1,\n");
  options.max_lines_per_shipment = 2;
  const Reading reading = read(options);
  CHECK(reading.reject(0) == "4 A/3 line_no: the shipment has more than 2 lines");
  CHECK(reading.shipments[0].find("lines has 2 or more") != std::string::npos);
}

}  // namespace licet::io_test
