// Declarations: the words of each form (docs/adr/0003), and the chains behind some of them.
#include <array>
#include <span>

#include "compiler/syntax/parse_cut.h"
#include "grammar/LicetParser.h"

namespace licet::syntax {
namespace {

using P = grammar::LicetParser;

// What ends the chain behind a word, besides the full stop.
enum Stop : std::uint8_t {
  kNoChain = 0,
  kSemicolon = 1,
  kComma = 2,
  kColon = 4,
  kBar = 8,
  kWord = 16 /* a word of the form */
};

struct Form {
  std::string_view words;
  std::size_t type;
  std::uint8_t chain = kNoChain;
};

constexpr std::array kRulebook = std::to_array<Form>(
    {{"rulebook", P::RULEBOOK}, {"title", P::TITLE}, {"source", P::SOURCE}, {"spelling", P::SPELLING}});
constexpr std::array kUse = std::to_array<Form>({{"use", P::USE}});
constexpr std::array kEventDate =
    std::to_array<Form>({{"event date", P::EVENT_DATE}, {"is", P::IS, kWord}, {"for", P::FOR, kSemicolon}});
constexpr std::array kLawKnown = std::to_array<Form>(
    {{"law known", P::LAW_KNOWN}, {"from", P::FROM}, {"through", P::THROUGH}, {"for", P::FOR, kSemicolon}});
constexpr std::array kNotModelled = std::to_array<Form>({{"not modelled", P::NOT_MODELLED}});
constexpr std::array kUnit = std::to_array<Form>({{"unit", P::UNIT}});
constexpr std::array kCategory = std::to_array<Form>(
    {{"category", P::CATEGORY}, {"hierarchical", P::HIERARCHICAL}, {"from file", P::FROM_FILE}, {"as", P::AS}});
constexpr std::array kRecord = std::to_array<Form>({{"record", P::RECORD},
                                                    {"in", P::IN},
                                                    {"tree of depth", P::TREE_OF_DEPTH},
                                                    {"as", P::AS},
                                                    {"from", P::FROM},
                                                    {"to", P::TO},
                                                    {"required", P::REQUIRED},
                                                    {"key", P::KEY},
                                                    {"may be none", P::MAY_BE_NONE},
                                                    {"not more than", P::NOT_MORE_THAN},
                                                    {"complete by", P::COMPLETE_BY},
                                                    {"complete when", P::COMPLETE_WHEN, kSemicolon},
                                                    {"plural", P::PLURAL},
                                                    {"derived", P::DERIVED},
                                                    {"boolean", P::BOOLEAN},
                                                    {"text", P::TEXT},
                                                    {"date", P::DATE_WORD},
                                                    {"whole number", P::WHOLE_NUMBER},
                                                    {"number", P::NUMBER_WORD},
                                                    {"list of", P::LIST_OF},
                                                    {"of", P::OF},
                                                    {"with", P::WITH},
                                                    {"decimals", P::DECIMALS},
                                                    {"decimal", P::DECIMALS}});
constexpr std::array kRole =
    std::to_array<Form>({{"role", P::ROLE}, {"may be none", P::MAY_BE_NONE}, {"as", P::AS}, {"plural", P::PLURAL}});
constexpr std::array kFigure = std::to_array<Form>({{"figure", P::FIGURE},
                                                    {"in", P::IN},
                                                    {"as amended", P::AS_AMENDED},
                                                    {"as", P::AS},
                                                    {"date", P::DATE_WORD},
                                                    {"source", P::SOURCE},
                                                    {"from", P::FROM},
                                                    {"through", P::THROUGH},
                                                    {"not stated", P::NOT_STATED},
                                                    {", when", P::WHEN, kSemicolon},
                                                    {"when", P::WHEN, kSemicolon},
                                                    {"instruction", P::INSTRUCTION, kWord}});
constexpr std::array kList = std::to_array<Form>({{"list", P::LIST},
                                                  {"of", P::OF},
                                                  {"from file", P::FROM_FILE},
                                                  {"source", P::SOURCE},
                                                  {"incomplete", P::INCOMPLETE},
                                                  {"from", P::FROM},
                                                  {"through", P::THROUGH},
                                                  {"instruction", P::INSTRUCTION, kWord}});
constexpr std::array kTable = std::to_array<Form>({{"table", P::TABLE},
                                                   {"by", P::BY},
                                                   {"from file", P::FROM_FILE},
                                                   {"source", P::SOURCE},
                                                   {"as", P::AS},
                                                   {"in", P::IN},
                                                   {"not more than", P::NOT_MORE_THAN},
                                                   {"is", P::IS, kSemicolon | kBar},
                                                   {"from", P::FROM},
                                                   {"through", P::THROUGH},
                                                   {"boolean", P::BOOLEAN},
                                                   {"text", P::TEXT},
                                                   {"date", P::DATE_WORD},
                                                   {"whole number", P::WHOLE_NUMBER},
                                                   {"number", P::NUMBER_WORD},
                                                   {"of", P::OF},
                                                   {"with", P::WITH},
                                                   {"decimals", P::DECIMALS}});
constexpr std::array kPartition =
    std::to_array<Form>({{"partition", P::PARTITION}, {"of", P::OF}, {"is", P::IS, kSemicolon}});
constexpr std::array kLedger = std::to_array<Form>({{"ledger", P::LEDGER},
                                                    {"in order of", P::IN_ORDER_OF, kSemicolon},
                                                    {"in", P::IN},
                                                    {"source", P::SOURCE},
                                                    {"flow", P::FLOW, kSemicolon},
                                                    {"stock", P::FLOW, kSemicolon},
                                                    {"dated by", P::DATED_BY, kSemicolon},
                                                    {"rises by", P::RISES_BY, kSemicolon},
                                                    {"falls by", P::FALLS_BY, kSemicolon},
                                                    {"events", P::EVENTS, kSemicolon},
                                                    {"limit", P::LIMIT, kSemicolon},
                                                    {"shipment fits whole or not at all", P::WHOLE_SHIPMENTS},
                                                    {"counts lines that", P::COUNTS, kSemicolon},
                                                    {"knowledge", P::KNOWLEDGE, kSemicolon},
                                                    {"others never lower it", P::NEVER_LOWERED},
                                                    {"opened", P::OPENED, kSemicolon},
                                                    {"reversals by", P::REVERSALS_BY, kSemicolon},
                                                    {"corrections by", P::CORRECTIONS_BY, kSemicolon}});
constexpr std::array kWording = std::to_array<Form>({{"step", P::WORDING},
                                                     {"duty", P::WORDING},
                                                     {"knowledge", P::WORDING},
                                                     {"attestation", P::WORDING},
                                                     {"predicate", P::WORDING},
                                                     {"fact", P::WORDING},
                                                     {"finding", P::WORDING},
                                                     {"of", P::OF, kComma | kWord},
                                                     {"by", P::BY, kComma | kWord},
                                                     {"once per", P::ONCE_PER, kComma | kWord},
                                                     {"while", P::WHILE, kComma | kWord},
                                                     {"as", P::AS},
                                                     {"means", P::MEANS, kSemicolon}});
constexpr std::array kDecide = std::to_array<Form>({{"decide", P::DECIDE},
                                                    {"of", P::OF, kComma | kColon},
                                                    {", must agree", P::MODE},
                                                    {", most restrictive prevails", P::MODE},
                                                    {", all are listed", P::MODE},
                                                    {", first of following that applies", P::MODE},
                                                    {"when", P::WHEN, kSemicolon},
                                                    {"otherwise", P::OTHERWISE},
                                                    {", provided that", P::PROVIDED_THAT, kSemicolon},
                                                    {"provided that", P::PROVIDED_THAT, kSemicolon},
                                                    {"is less restrictive than", P::LESS_RESTRICTIVE_THAN},
                                                    {"beside", P::BESIDE, kSemicolon},
                                                    {"complete when", P::COMPLETE_WHEN, kSemicolon},
                                                    {"as", P::AS}});
constexpr std::array kReading =
    std::to_array<Form>({{"reading", P::READING}, {"on", P::ON, kColon}, {"default", P::DEFAULT}});
constexpr std::array kRule = std::to_array<Form>({{"rule", P::RULE},
                                                  {"published", P::PUBLISHED},
                                                  {"effective", P::EFFECTIVE},
                                                  {"source", P::SOURCE},
                                                  {"comply from", P::COMPLY_FROM},
                                                  {"for instructions", P::FOR_INSTRUCTIONS, kSemicolon},
                                                  {"for instruction", P::FOR_INSTRUCTIONS, kSemicolon},
                                                  {"in between , less restrictive text governs", P::IN_BETWEEN}});
constexpr std::array kScenario = std::to_array<Form>({{"scenario table", P::SCENARIO_TABLE},
                                                      {"scenario", P::SCENARIO},
                                                      {"given", P::GIVEN, kSemicolon},
                                                      {"expect under reading", P::EXPECT},
                                                      {"expect", P::EXPECT, kSemicolon}});
constexpr std::array kUnwritten = std::to_array<Form>(
    {{"license exception", P::EXCEPTION}, {", not written out", P::NOT_WRITTEN_OUT}, {", for", P::FOR, kSemicolon}});

std::span<const Form> forms_of(UnitKind kind) {
  switch (kind) {
    case UnitKind::Rulebook:
      return kRulebook;
    case UnitKind::Use:
      return kUse;
    case UnitKind::EventDate:
      return kEventDate;
    case UnitKind::LawKnown:
      return kLawKnown;
    case UnitKind::NotModelled:
      return kNotModelled;
    case UnitKind::UnitDecl:
      return kUnit;
    case UnitKind::Category:
      return kCategory;
    case UnitKind::Record:
      return kRecord;
    case UnitKind::Role:
      return kRole;
    case UnitKind::Figure:
      return kFigure;
    case UnitKind::List:
      return kList;
    case UnitKind::Table:
      return kTable;
    case UnitKind::Partition:
      return kPartition;
    case UnitKind::Ledger:
      return kLedger;
    case UnitKind::Wording:
      return kWording;
    case UnitKind::Decide:
      return kDecide;
    case UnitKind::Reading:
      return kReading;
    case UnitKind::Rule:
      return kRule;
    case UnitKind::Scenario:
    case UnitKind::ScenarioTable:
      return kScenario;
    case UnitKind::Unwritten:
      return kUnwritten;
    case UnitKind::Definition:
    case UnitKind::Savings:
    case UnitKind::Enforcement:
    case UnitKind::Amendment:
    case UnitKind::Claim:
    case UnitKind::Section:
    case UnitKind::Stray:
      break;
  }
  return {};
}

class DeclarationCutter {
 public:
  DeclarationCutter(const Tokens& tokens, UnitKind kind) : t_(tokens), kind_(kind), forms_(forms_of(kind)) {}

  Cut run() {
    while (t_[at_].kind != Tok::End) step();
    return std::move(out_);
  }

 private:
  void put(std::size_t type, std::size_t count) {
    out_.pieces.push_back({type, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + count)});
    at_ += count;
  }
  std::size_t last() const { return out_.pieces.empty() ? 0 : out_.pieces.back().type; }

  // Where a name is declared its words are no words of the form: a field may be called "text" or "date".
  bool name_position() const {
    if (t_[at_].kind != Tok::Name) return false;
    if (kind_ == UnitKind::Ledger) return out_.pieces.size() == 1;
    if (kind_ == UnitKind::Record && last() == P::COLON) return out_.pieces.size() == first_colon_;
    return last() == P::COLON || last() == P::SEMICOLON || last() == P::BAR || out_.pieces.size() == 1;
  }

  const Form* form(std::size_t i, std::size_t* count) const {
    for (const Form& form : forms_)
      if ((*count = phrase_at(t_, i, form.words)) > 0) return &form;
    return nullptr;
  }

  void step() {
    std::size_t count = 0;
    const Form* form = name_position() ? nullptr : this->form(at_, &count);
    if (form && count > 0 && form->type == P::WORDING && !out_.pieces.empty()) form = nullptr;
    if (!form) {
      if (ordered()) return;
      const std::size_t type = literal_type(t_[at_]);
      put(kind_ == UnitKind::Wording && last() == P::WORDING ? std::size_t{P::NAME} : type, 1);
      if (type == P::COLON && first_colon_ == 0) first_colon_ = out_.pieces.size();
      if (facts_ && (type == P::SEMICOLON || type == P::COLON)) chain(kSemicolon | kBar | kColon);
      if (rows_ && type == P::BAR) chain(kSemicolon | kBar | kColon);
      if (kind_ == UnitKind::ScenarioTable && type == P::FULL_STOP && facts_ && !rows_) {
        rows_ = true;
        chain(kSemicolon | kBar | kColon);
      }
      return;
    }
    put(form->type, count);
    if (form->type == P::EXPECT && form->chain == kNoChain) {
      out_.pieces.push_back({P::READING, static_cast<std::uint32_t>(at_ - 1), static_cast<std::uint32_t>(at_)});
      return;  // the reading and a colon; what follows it is a result
    }
    if (form->type == P::GIVEN || form->type == P::EXPECT) facts_ = true;
    if (form->chain != kNoChain) chain(form->chain);
  }

  // "from least to most restrictive": the words behind "most" only help the reader.
  bool ordered() {
    if (kind_ != UnitKind::Category) return false;
    std::size_t count = phrase_at(t_, at_, "from least to most");
    if (count == 0) return false;
    while (t_[at_ + count].kind != Tok::Colon && t_[at_ + count].kind != Tok::FullStop &&
           t_[at_ + count].kind != Tok::End)
      ++count;
    put(P::ORDERED, count);
    return true;
  }

  void chain(std::uint8_t stops) {
    const std::size_t begin = at_;
    int depth = 0;
    for (;; ++at_) {
      const Token& token = t_[at_];
      if (token.kind == Tok::Open) ++depth;
      if (token.kind == Tok::Close) --depth;
      if (token.kind == Tok::End || (depth <= 0 && token.kind == Tok::FullStop)) break;
      if (depth > 0) continue;
      if ((stops & kSemicolon) && token.kind == Tok::Semicolon) break;
      if ((stops & kComma) && token.kind == Tok::Comma) break;
      if ((stops & kColon) && token.kind == Tok::Colon && t_[at_ + 1].kind != Tok::Open) break;
      if (token.kind == Tok::Punct && ((stops & kWord) || ((stops & kBar) && token.text == "|"))) break;
      std::size_t count = 0;
      if ((stops & kWord) && at_ > begin && form(at_, &count)) break;
    }
    put_chain(t_, begin, at_, &out_);
  }

  const Tokens& t_;
  UnitKind kind_;
  std::span<const Form> forms_;
  std::size_t at_ = 0;
  std::size_t first_colon_ = 0;  // pieces up to and with the colon of the head
  bool facts_ = false;           // in a scenario: what is given or expected has begun
  bool rows_ = false;
  Cut out_;
};

}  // namespace

Cut cut_declaration(const Tokens& tokens, UnitKind kind) {
  Cut cut;
  if (kind == UnitKind::Amendment || kind == UnitKind::Claim) {
    cut.pieces.push_back({P::WHOLE, 0, static_cast<std::uint32_t>(tokens.size() - 1)});
    return cut;
  }
  if (kind == UnitKind::Definition) {
    std::size_t at = 0;
    cut_definition(tokens, &at, &cut);
    return cut;
  }
  return DeclarationCutter(tokens, kind).run();
}

}  // namespace licet::syntax
