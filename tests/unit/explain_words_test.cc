// Facts, numbers and margins in words, and the columns of a decision.
#include <catch2/catch.hpp>

#include "runtime/explain/margin.h"
#include "runtime/explain/row.h"
#include "runtime/explain/words.h"
#include "tests/unit/core_sample.h"

namespace {

using namespace licet;
using S = ir::Sample;

TEST_CASE("open facts are named in the words of the rulebook") {
  ir::Schema s;
  ir::declare_schema(&s);
  CHECK(explain::fact_words(s, "end_user.country") == "the country of the end user");
  CHECK(explain::fact_words(s, "lines[1].item.tpp") == "the TPP of the item of line 2");
  CHECK(explain::fact_words(s, "lines.item.foreign_made") == "whether the item is foreign-made");
  CHECK(explain::fact_words(s, "item.tpp") == "the TPP of the item");  // of the line that is decided
  CHECK(explain::fact_words(s, "lines.item.components[1].value") == "the value of component 2 of the item");
  CHECK(explain::fact_words(s, "lines.item.components.value") == "the value of a component of the item");
  CHECK(explain::fact_words(s, "export_date") == "the export date");
  CHECK(explain::fact_words(s, "end_user") == "the end user");
  CHECK(explain::fact_words(s, "end_user.list_hits") == "the list hits of the end user");
  CHECK(explain::fact_words(s, "coverage") == "whether the line is covered by what is modelled");
  CHECK(explain::fact_words(s, "no_such_thing") == "no such thing");
}

TEST_CASE("citations carry their mark only where they are sections") {
  CHECK(ir::citation_words("740.29(d)") ==
        "\xc2\xa7"
        "740.29(d)");
  CHECK(ir::citation_words("Supp. No. 10 to part 748") == "Supp. No. 10 to part 748");
  CHECK(ir::citation_words("3A090.a") == "3A090.a");
}

TEST_CASE("margins are exact") {
  CHECK(explain::margin_percent(1599, 1600) == "0.06 percent");
  CHECK(explain::margin_percent(1600, 1600) == "exactly on the line");
  CHECK(explain::margin_percent(3200, 1600) == "100 percent");
  CHECK(explain::margin_percent(1600001, 1600000) == "0.0001 percent");
  CHECK(explain::margin_percent(1, 0).empty());
  CHECK(explain::margin_days(10, 13) == "3 days");
  CHECK(explain::margin_days(10, 9) == "1 day");
  CHECK(explain::quotient_words(2368, 814, 4) == "about 2.909");
  CHECK(explain::quotient_words(1, 4, 4) == "0.25");
}

TEST_CASE("a decision becomes a row of columns") {
  const ir::Program program = ir::sample();
  const explain::RowLayout layout(program, {});
  interp::Decision decision;
  interp::Outcome outcome;
  outcome.decided = program.licensing.disposition;
  outcome.status = interp::Status::Undetermined;
  outcome.possible = {1, 2};
  outcome.open_facts = {{"end_user.country", "end_user.country", false}};
  decision.outcomes.push_back(outcome);
  explain::Row row;
  layout.fill(decision, &row);
  REQUIRE(row.cells.size() == layout.columns().size());
  const auto cell = [&](const std::string& name) -> const explain::OutputCell& {
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      if (layout.columns()[i].name == name) return row.cells[i];
    FAIL("no column " << name);
    return row.cells[0];
  };
  CHECK(layout.columns()[0].name == "disposition");
  CHECK(cell("disposition").null);
  CHECK(cell("disposition_status").text == "undetermined");
  CHECK(cell("disposition_possible").items == std::vector<std::string_view>{"available", "license required"});
  CHECK(cell("open_facts").items == std::vector<std::string_view>{"end_user.country"});
  CHECK(cell("requirements").items.empty());
}

}  // namespace
