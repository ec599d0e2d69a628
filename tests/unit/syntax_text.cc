#include "tests/unit/syntax_text.h"

namespace licet::syntax::test {
namespace {

// Nodes that PhraseParser makes, and that are not leaves of declarations too.
bool phrase(ast::Kind kind) {
  using ast::Kind;
  if (kind < Kind::And) return false;
  switch (kind) {
    case Kind::Name:
    case Kind::Value:
    case Kind::Citation:
    case Kind::Text:
    case Kind::Date:
    case Kind::MonthDay:
    case Kind::Quarter:
    case Kind::Number:
    case Kind::Quantity:
    case Kind::Unit:
    case Kind::Prep:
      return false;
    default:
      return true;
  }
}

std::string words(const SourceMap& sources, Span span) {
  std::string result;
  if (!span.known()) return result;
  for (const char c : sources.text(span)) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank)
      result += c;
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  }
  return result;
}

std::unique_ptr<Parsed> parsed(const std::vector<std::string>& texts) {
  auto result = std::make_unique<Parsed>();
  Diagnostics ignored;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const FileId file = result->sources.add("file" + std::to_string(i), texts[i]);
    result->scanned.push_back(scan(result->sources, file, i + 1 == texts.size() ? &result->diagnostics : &ignored));
  }
  add_values(&result->scanned[0].interface, "country", {"China", "Macau", "Taiwan", "United States"});
  std::vector<const Interface*> scope;
  for (const Scanned& scanned : result->scanned) scope.push_back(&scanned.interface);
  result->names = make_names(scope, &result->diagnostics);
  result->file = parse(result->sources, result->scanned.back(), *result->names, &result->diagnostics);
  result->diagnostics.sort();
  return result;
}

}  // namespace

std::vector<std::string> Parsed::codes() const {
  std::vector<std::string> found;
  for (const Diagnostic& d : diagnostics.list()) found.emplace_back(info(d.code).id);
  return found;
}

std::string Parsed::underlined(std::size_t i) const { return words(sources, diagnostics.list().at(i).span); }

std::unique_ptr<Parsed> read(const std::string& text) { return parsed({vocabulary(), text}); }
std::unique_ptr<Parsed> read_alone(const std::string& text) { return parsed({text}); }

std::string shape(const SourceMap& sources, const ast::Tree& tree, ast::NodeId id) {
  const ast::Node& node = tree[id];
  if (node.kind == ast::Kind::Nothing) return "-";
  if (phrase(node.kind)) return "[" + words(sources, node.span) + "]";
  std::string out = ast::to_string(node.kind);
  if (!node.text.empty()) out += "'" + node.text + "'";
  if (!node.name2.empty()) out += "/'" + node.name2 + "'";
  if (node.flags & ast::kNot) out += "+not";
  if (node.flags & ast::kNo) out += "+no";
  if (node.flags & ast::kDefault) out += "+default";
  if (node.flags & ast::kRelative) out += "+relative";
  if (node.flags & ast::kThrough) out += "+through";
  if (node.flags & ast::kOrdered) out += "+ordered";
  if (node.flags & ast::kHierarchical) out += "+hierarchical";
  if (node.flags & ast::kNotStated) out += "+not stated";
  std::string kids;
  for (const ast::NodeId kid : node.kids) {
    // the place of an absent kid at the end says nothing
    kids += (kids.empty() ? "" : " ") + shape(sources, tree, kid);
  }
  if (!kids.empty()) out += "(" + kids + ")";
  for (const ast::TagText& tag : node.tags) out += "[" + tag.text + "]";
  return out;
}

std::string shapes(const std::string& text) {
  const auto parsed = read(text);
  std::string out;
  for (const ast::NodeId kid : parsed->file.tree[parsed->file.root].kids)
    out += (out.empty() ? "" : "\n") + shape(parsed->sources, parsed->file.tree, kid);
  for (const Diagnostic& d : parsed->diagnostics.list()) out += "\n" + render(d, parsed->sources, false);
  return out;
}

const std::string& vocabulary() {
  static const std::string text = R"(rulebook test.words title "Words of the tests" source "none".

unit TPP. unit mm2. unit GB/s. unit USD.
category country from file "countries.csv".
category ECCN, hierarchical, from file "eccn.csv".
category transaction: export; reexport; transfer (in-country) as "transfer_in_country".
category disposition, from least to most restrictive: not subject; no requirement found; prohibited.
record shipment:
    shipment id: text, required;
    export date: date from 1990-01-01 to 2100-12-31;
    application date: date;
    approval application date: date;
    receipt date: date;
    delivery: text;
    destination: country, required;
    transaction: transaction;
    line as "lines": list of line, not more than 100.
record party:
    party id as "id": text, key;
    located in as "country": country;
    headquartered in as "headquarters": country;
    ultimate parent as "": ultimate parent.
record ultimate parent in party: parent headquartered in as "hq": country.
record line: quantity: whole number from 1 to 100; item as "": item.
record item in line:
    TPP as "tpp": number of TPP with 4 decimals from 0 to 1,000,000,000;
    foreign-made: boolean;
    of US origin: boolean;
    integrated circuit: list of integrated circuit, not more than 10;
    fair market value: number of USD.
record integrated circuit in item: count: whole number from 1 to 10; die area: number of mm2.
role exporter. role purchaser. role designer. role applicant.
role ultimate consignee. role end user. role intermediate consignee, may be none. role validated end user.
"party to the transaction" means the purchaser, any intermediate consignee, the ultimate consignee, or the end user.
"recipient" means the ultimate consignee or the end user.
list "Country Group D:1" of country: CN. list "Country Group D:4" of country: CN. list "Country Group D:5" of country: CN.
list "Country Group E:1" of country: CU. list "Country Group E:2" of country: CU.
"restricted destination" means Macau or a destination specified in Country Group D:5.
"partner destination" means a destination specified in paragraph (a) of Supp. No. 5 to part 740.
"gate destination" means a destination specified in Country Group D:1, D:4, or D:5.
"paragraph-a item" means an item specified in 3A090.a.
"paragraph-b item" means an item specified in 3A090.b or 4A090.b, or in a corresponding .z paragraph.
"advanced computing item" means a paragraph-a item or a paragraph-b item.
"AIA commodity" means an item specified in 3A090.a.
"AIA software or technology" means an item specified in 3D001 for an AIA commodity.
"LPP commodity" means an item specified in 3A090.a.
"datacenter item" means an item specified in 3A090.a.
"partner entity" means a party that is located in a partner destination.
"listed entity" means a party that is located in China.
"entry of" a party means a party.
"place of" a party means the country in which the party is headquartered.
"allocation of" a destination means 10 TPP.
"VEU item" means an item specified in 3A090.a.
"authorized location of" a party means a party.
figure lpp-limit in TPP from 2025-01-13: 26,900,000.
figure lpp-notice in TPP from 2025-01-13: 3,200,000.
figure cut-over as date from 2025-01-13: 2026-04-13.
step eccn-given "the exporter has given the ultimate consignee the ECCN of the item", once per item.
step aia-certificate-held "the exporter has obtained an AIA certificate from the ultimate consignee", once per recipient.
step aia-notice "the exporter has given notice, in writing, of the shipment", once per shipment.
duty lpp-copy "send a copy of the statement to EARReports@bis.doc.gov, subject LPP Shipment", by the exporter.
duty relocation-notice "notify BIS of the relocation", by the validated end user.
finding two-years "the export and the receipt fall in different years".
fact going-away "the item goes away".
predicate items-owned "owns the items" of a party.
predicate counts "counts toward the limit" of an item.
decide review policy of a line, the most restrictive prevails: presumption of approval; case by case; presumption of denial;
    policy of denial; otherwise none stated.
license exception TMP, §740.9, not written out.
license exception RPL, §740.10, not written out.
license exception GOV, §740.11, not written out.
license exception NAC, §740.8, not written out.
license exception ACA, §740.8, not written out.
license exception AIA, §740.27, not written out.
license exception LPP, §740.29, not written out.
license exception ENC, §740.17, not written out.
)";
  return text;
}

const std::string& corpus() {
  static const std::string text = R"(-- Provisions as they stand in the showcase of the design.
rulebook test.law
  title "Provisions of the tests"
  source "15 CFR 740; 15 CFR 742".

use test.words.

law known from 2022-10-07 through 2026-07-23 for part 742.

§742.6(a)(6)(iii)(A) "Advanced computing: worldwide"
  reason for control RS
  from 2025-01-13 (90 FR 4544, instruction 11):
      A license is required to export, reexport, or transfer (in-country) a paragraph-a item to or within any
      destination.

§742.6(a)(6)(iii) "Advanced computing: destinations of concern"
  reason for control RS
  from 2023-11-17 (88 FR 73458) through 2025-01-12:
      A license is required to export, reexport, or transfer (in-country) an item specified in 3A090.a, 3A090.b,
      4A090.a, or 4A090.b, or in a corresponding .z paragraph, to or within a gate destination.

§744.23(a)(3) "Headquarters rule"
  reason for control "end use"
  from 2025-01-13:  -- the paragraph-a part moved to 742.6
      A license is required to export, reexport, or transfer (in-country) any of the following when any party to the
      transaction is headquartered in, or has an ultimate parent headquartered in, a restricted destination:
          (i) an item specified in any of the following:
              (A) 3A090.b or 4A090.b, or in a corresponding .z paragraph, when the destination is not a gate
                  destination; or
              (B) 3A090.c, when the destination is not a restricted destination.

§740.27 License Exception AIA "Artificial Intelligence Authorization"
  in force from 2025-01-13.
  (a) Scope. AIA does not overcome a requirement for an AIA commodity when the item goes away.
      From 2025-01-16 (90 FR 5298): AIA overcomes a requirement for an item specified in 3A090.a only if the designer is
      a partner entity. [unconfirmed: paragraph]
      AIA overcomes §742.6(a)(6)(iii)(A) and §742.6(a)(13) for an export, reexport, or transfer (in-country) of any of
      the following:
      (1) an AIA commodity, when every recipient is a partner entity; or
      (2) (i) AIA software or technology, when every recipient is a partner entity; or
          (ii) an item specified in 4E091, when paragraph (3) is met.
      (3) All of the following are true:
          (i) every recipient, or its ultimate parent, is headquartered in a partner destination, and no recipient is
              located in, or has an ultimate parent headquartered in, a restricted destination; and [reading R09]
          (ii) the destination is not a restricted destination.
  "closed entity" means a party that is located in Macau.
  (b) AIA is conditioned on each of the following steps having been taken before the shipment:
      (1) for an AIA commodity or AIA software or technology, the exporter has given the ultimate consignee the ECCN of
          the item;
      (2) for an AIA commodity, the exporter has obtained an AIA certificate from the ultimate consignee; and
      (3) for an AIA commodity, the exporter has given notice, in writing, of the shipment.

§740.2(a)(9)(ii) "Advanced computing: license exceptions that survive"
  No license exception, other than one of the following, overcomes a requirement for an advanced computing item when the
  destination is a gate destination, or when any party to the transaction is headquartered in, or has an ultimate parent
  headquartered in, a restricted destination:
      (A) TMP, §740.9(a)(6) only;
      (B) NAC and ACA, §740.8;
      (C) RPL, §740.10; or
      (D) AIA, §740.27, only for an item specified in 4E091 to a party that is headquartered in a partner destination.
  This paragraph does not apply to LPP when reading R01 is lpp-survives and the destination is not a restricted
  destination.

reading R01 lpp-gate on LPP: literal (default) | lpp-survives.

§742.6(b)(10)(iii) "Review of applications"
  (A) (1) Applications are reviewed under a presumption of denial when the destination, or any place of a party to the
          transaction, is a restricted destination.
      (2) Except as provided in (A)(1), applications are reviewed under a presumption of approval when the destination
          is a partner destination. [reading R02] [reading R41]
  (B) Except as provided in (A), applications are reviewed as follows:
      (1) under a presumption of approval, for so much of the TPP of the shipment as fits within the allocation of the
          destination; and
      (2) under a policy of denial, for the rest. [reading R06]
  (C) Where the destination is in Country Group E:1 or E:2, paragraph (B) applies with the allocation of the
      destination.
  from 2026-01-15 (91 FR 1684):
      Notwithstanding (A) and (B), applications are reviewed case by case when all of the following are true:
          (i) the destination is China or Macau;
          (ii) no party to the transaction located outside China and Macau is headquartered in a restricted destination;
              and
          (iii) the TPP of each integrated circuit is less than 21,000 TPP.

Note 1 to 3A090.a "Presumption for front-end fabricators"
  in force from 2025-01-16 (90 FR 5298);
  comply from 2025-01-31.
  When the exporter is a partner entity or a listed entity, and the item is an AIA commodity, the item is presumed to be
  specified in 3A090.a and to be a datacenter item.
  The presumption may be overcome only as follows:
      a. it is shown that the designer is a partner entity;
      b. it is shown that the designer is located outside restricted destinations; or
      c. it is shown that the item goes away.
  d. No other statement of any person overcomes the presumption.

ECCN 3A090.a
  An integrated circuit is specified in 3A090.a when it has any of the following:
      .1 a TPP of 4800 or more; or
      .2 a TPP of 1600 or more and a die area of 5.92 mm2 or more.

enforcement "BIS announcement of May 13, 2025"
  source "BIS press release 2025-05-13; GAO B-337935"
  applies only as enforced, from 2025-05-13.
  1. §742.6(a)(6)(iii)(A) is read as follows: A license is required to export, reexport, or transfer (in-country) a
      paragraph-a item when any of the following is true:
      (1) the destination is a gate destination; or
      (2) any party to the transaction is headquartered in a restricted destination.
  2. §742.6(a)(13), §742.6(b)(10)(iii)(B), and §742.6(b)(10)(iii)(C) are not enforced.

scenario "One exception does not clear all"
  given the export date is 2025-06-02; the destination is SG; the mode is "as codified"; the item is an AIA commodity.
  expect requirements §742.6(a)(6)(iii)(A) (RS), §744.11(a) ("Entity List"); AIA closed at §740.27(a)(1); review under a
      presumption of denial by §744.11(a).
)";
  return text;
}

}  // namespace licet::syntax::test
