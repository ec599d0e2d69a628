#include "tests/unit/phrase_words.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "compiler/syntax/filter.h"
#include "compiler/syntax/parse.h"
#include "compiler/syntax/phrase.h"

namespace licet::syntax::phrase_test {
namespace {

const std::vector<std::pair<NameKind, std::vector<const char*>>>& vocabulary() {
  static const std::vector<std::pair<NameKind, std::vector<const char*>>> words = {
      {NameKind::Noun,
       {"destination",
        "partner destination",
        "restricted destination",
        "gate destination",
        "item",
        "party",
        "party to the transaction",
        "recipient",
        "end user",
        "ultimate consignee",
        "purchaser",
        "intermediate consignee",
        "exporter",
        "ultimate parent",
        "headquarters country",
        "entity",
        "owner",
        "entry",
        "designer",
        "company",
        "location",
        "TPP",
        "performance density",
        "applicable die area",
        "die area",
        "export date",
        "completion date",
        "approval application date",
        "cut-over",
        "lpp-limit",
        "lpp-notice",
        "lpp-received",
        "aia-received",
        "nveu-cap",
        "installed-base",
        "installed-base-nveu",
        "balance",
        "VEU group",
        "country",
        "validated end user",
        "LPP holder",
        "Country Group A:1",
        "Country Group A:5",
        "Country Group A:6",
        "Country Group D:1",
        "Country Group D:4",
        "Country Group D:5",
        "Country Group E:1",
        "Country Group E:2",
        "Country Group B",
        "digital processing unit",
        "integrated circuit",
        "processing unit",
        "bit length",
        "dense MacTOPS",
        "operation",
        "quantity",
        "line",
        "shipment",
        "US share",
        "fair market value",
        "controlled US content",
        "US-origin part",
        "bill of materials",
        "component",
        "paragraph-a item",
        "footnote 5 item",
        "SME item",
        "AIA commodity",
        "AIA software or technology",
        "LPP commodity",
        "9x515 or 600 series item",
        "advanced-node facility",
        "facility",
        "plant",
        "major component",
        "direct product",
        "plant input",
        "input software or technology",
        "approved IC designer",
        "authorized IC designer",
        "front-end fabricator",
        "OSAT company",
        "approved OSAT company",
        "applicable advanced logic integrated circuit",
        "datacenter item",
        "final packaged integrated circuit",
        "no-HBM limit",
        "high-bandwidth memory",
        "aggregated approximated transistor count",
        "data sheet",
        "attestation",
        "value",
        "affiliate",
        "listed entity",
        "ownership",
        "percentage",
        "subsidiary",
        "parent",
        "move",
        "sale",
        "loss",
        "failure",
        "return",
        "place",
        "country-allocation",
        "supplement-5b",
        "increase",
        "application date",
        "total DRAM bandwidth",
        "weight",
        "geographic limit",
        "delivery",
        "authorized location",
        "reason for control",
        "Country Chart",
        "ECCN",
        "US content",
        "adjusted peak performance",
        "level",
        "semiconductor",
        "production",
        "end use",
        "operator",
        "receipt date",
        "mode",
        "license requirement",
        "import",
        "unit cost",
        "transistors",
        "mm2",
        "GB/s",
        "name",
        "signature",
        "title",
        "date",
        "TPP applied for",
        "allocation",
        "removal",
        "technology",
        "encryption technology",
        "military commodity",
        "advanced-node integrated circuit",
        "foreign-produced item",
        "restricting owner",
        "tier"}},
      {NameKind::Relation,
       {"located in", "headquartered in", "produced by", "purchased by", "ordered by", "incorporated into",
        "used in the production of", "packaged by", "exported from", "destined to", "prohibited by", "stored in"}},
      {NameKind::Adjective,
       {"foreign-made", "of US origin", "US-origin", "designed for use in datacenters",
        "marketed for use in datacenters", "incorporated", "on file", "subject to the EAR",
        "controlled only for short supply", "non-planar", "known hit", "in transit"}},
      {NameKind::Predicate,
       {"owns the items", "has elected the operator of the items", "holds a universal VEU authorization",
        "produces advanced-node logic or DRAM", "bears footnote 5", "counts toward licensed-to",
        "has applied for approval", "has agreed to give the front-end fabricator the information in §743.9(b)"}},
      {NameKind::SentenceFact,
       {"the exporter has given the ultimate consignee the ECCN of the item", "the count is within the limit",
        "the item will be supplied to an entity located or headquartered outside partner destinations to train a model "
        "specified in 4E091"}},
      {NameKind::Program, {"AIA", "LPP", "GBS", "ENC", "presumption of denial"}},
      {NameKind::Value, {"China", "Macau", "Taiwan", "Belarus", "Russia", "computer", "electronic assembly", "Iran"}},
  };
  return words;
}

Interface interface() {
  Interface made;
  for (const auto& [kind, names] : vocabulary())
    for (const char* name : names) {
      DeclaredName declared;
      declared.text = name;
      declared.kind = kind;
      declared.declared_by = "test";
      made.names.push_back(declared);
    }
  return made;
}

void write(const ast::Tree& tree, ast::NodeId id, std::string* out) {
  const ast::Node& node = tree[id];
  const auto list = [&](const char* between) {
    for (std::size_t i = 0; i < node.kids.size(); ++i) {
      if (i > 0) *out += between;
      write(tree, node.kids[i], out);
    }
  };
  if (node.kind == ast::Kind::Nothing) {
    *out += '-';
    return;
  }
  if (node.kind == ast::Kind::NounPhrase) {
    *out += '[';
    if (!node.text.empty()) *out += node.text + ": ";
    list(" ");
    *out += (node.flags & ast::kIfAny) != 0 ? "]?" : "]";
    return;
  }
  if (node.kind == ast::Kind::Name) {
    *out += node.text;
    return;
  }
  if (node.kind == ast::Kind::Value) {
    *out += '=' + node.text;
    return;
  }
  if (node.kind == ast::Kind::Citation) {
    *out += ((node.flags & ast::kThrough) != 0 ? "..§" : "§") + node.text;
    return;
  }
  if (node.kind == ast::Kind::Quantity) {
    *out += '#' + node.text + (node.name2.empty() ? "" : ' ' + node.name2);
    return;
  }
  *out += ast::to_string(node.kind);
  if (!node.text.empty()) *out += ':' + node.text;
  if (!node.name2.empty()) *out += '/' + node.name2;
  const std::pair<int, const char*> flags[] = {{ast::kNot, "+not"},
                                               {ast::kNo, "+no"},
                                               {ast::kOutside, "+outside"},
                                               {ast::kCorrespondingZ, "+z"},
                                               {ast::kNotOtherwise, "+otherwise"},
                                               {ast::kThrough, "+through"}};
  for (const auto& [flag, text] : flags)
    if ((node.flags & flag) != 0) *out += text;
  if (node.kids.empty()) return;
  *out += '(';
  list(", ");
  *out += ')';
}

void gather(const ast::Tree& tree, ast::NodeId id, const SourceMap& sources, Result* result) {
  const ast::Node& node = tree[id];
  if (node.span.known()) result->spans.emplace_back(ast::to_string(node.kind), std::string(sources.text(node.span)));
  for (const ast::NodeId kid : node.kids)
    if (kid != ast::kNoNode) gather(tree, kid, sources, result);
}

}  // namespace

Result read(As what, const std::string& phrase) {
  static const Interface words = interface();
  Result result;
  Diagnostics diagnostics;
  SourceMap sources;
  const FileId file = sources.add("test.licet", "\"x\" means " + phrase + ".\n");
  const Scanned scanned = scan(sources, file, &diagnostics);
  const auto names = make_names({&words, &scanned.interface}, &diagnostics);
  const Heads heads = heads_of(scanned.interface);
  FilterInput input;
  input.sources = &sources;
  input.raw = &scanned.tokens;
  input.unit = split_units(scanned.tokens).at(0);
  input.names = names.get();
  input.heads = &heads;
  input.diagnostics = &diagnostics;
  const Filtered filtered = filter(input);
  Chain chain{&filtered.tokens, 0, filtered.tokens.size() - 1};
  while (chain.begin < chain.end && filtered.tokens[chain.begin].text != "means") ++chain.begin;
  ++chain.begin;
  while (chain.end > chain.begin && filtered.tokens[chain.end - 1].kind == Tok::FullStop) --chain.end;
  ast::Tree tree;
  PhraseParser parser(&tree, &diagnostics, "§1.1(a)", &sources);
  ast::NodeId made = ast::kNoNode;
  switch (what) {
    case As::Condition:
      made = parser.condition(chain);
      break;
    case As::Noun:
      made = parser.noun(chain);
      break;
    case As::Expression:
      made = parser.expression(chain);
      break;
    case As::Meaning:
      made = parser.meaning(chain);
      break;
    case As::Specified:
      made = parser.specified(chain);
      break;
    case As::Item:
      made = parser.clause_or_noun(chain);
      break;
    case As::Complement:
      made = parser.complement(chain);
      break;
  }
  write(tree, made, &result.tree);
  gather(tree, made, sources, &result);
  result.diagnostics = diagnostics.list();
  for (const Diagnostic& diagnostic : result.diagnostics)
    result.underlined.emplace_back(diagnostic.span.known() ? sources.text(diagnostic.span) : std::string_view());
  return result;
}

void check(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    CAPTURE(one.phrase);
    const Result result = read(one.what, one.phrase);
    CHECK(result.tree == one.tree);
    for (const Diagnostic& diagnostic : result.diagnostics) {
      UNSCOPED_INFO(diagnostic.help);
      CHECK(diagnostic.message() == "");
    }
  }
}

}  // namespace licet::syntax::phrase_test
