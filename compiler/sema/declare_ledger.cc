// Ledgers: what their clauses say without a phrase to read. Lowering fills in accounts, entries and conditions.
#include <algorithm>
#include <array>

#include "compiler/sema/declaring.h"
#include "compiler/sema/period.h"
#include "compiler/sema/types.h"
#include "compiler/sema/written.h"

namespace licet::sema {
namespace {

class Ledgers {
 public:
  explicit Ledgers(Declaring* d) : d_(d) {}

  void declare(const Declared& declared) {
    declared_ = declared;
    ledger_ = {};
    const ast::Node& node = declared.node();
    ledger_.name = node.text;
    ledger_.source = property_text(tree(), declared.id, "source");
    ledger_.stock = node.name2 == "stock";
    ledger_.span = node.span;
    const ast::NodeId unit = tree().kid(declared.id, 0);
    ledger_.type = ir::number_type(0, d_->symbols().unit(tree()[unit].text));
    if (ledger_.type.unit == ir::kNone)
      report_unknown(*d_, tree()[unit].text, tree()[unit].span, "declare it: unit " + tree()[unit].text + ".");
    check_clauses();
    read_period();
    read_words();
    const auto id = static_cast<ir::Id>(d_->program().ledgers.ledgers.size());
    d_->name(ledger_.name, SymbolKind::Ledger, id, ir::kNone, node.span);
    d_->program().ledgers.ledgers.push_back(ledger_);
    d_->symbols().ledgers.push_back({declared.unit->file, declared.id});
  }

 private:
  const ast::Tree& tree() const { return declared_.tree(); }
  ast::NodeId clause(std::string_view name) const { return tree().property(declared_.id, name); }

  void check_clauses() {
    const ast::Node& node = declared_.node();
    for (std::size_t i = 0; i < node.kids.size(); ++i)
      for (std::size_t j = i + 1; j < node.kids.size(); ++j) {
        const ast::Node& a = tree()[node.kids[i]];
        const ast::Node& b = tree()[node.kids[j]];
        if (a.kind != ast::Kind::Property || a.text != b.text || a.text == "rises by" || a.text == "falls by") continue;
        d_->diagnostics().add(Code::LedgerClauseTwice, b.span, {ledger_.name, said_by(a.text)});
      }
    const auto need = [&](bool there, const char* what, const char* help) {
      if (!there) d_->diagnostics().add(Code::LedgerClauseMissing, node.span, {ledger_.name, what}).help = help;
    };
    need(!node.name2.empty(), "whether it is a flow or a stock", "a flow, for each destination and calendar year");
    need(clause("rises by") != ast::kNoNode, "by what it rises", "rises by the TPP of the line");
    need(clause("in order of") != ast::kNoNode, "in which order records are taken",
         "in order of the export date, then the shipment id, then the line number");
    need(clause("knowledge") != ast::kNoNode, "whether others post to it",
         "knowledge complete; knowledge partial; or knowledge complete as of a statement that …");
    need(clause("opened") != ast::kNoNode, "what its accounts hold at first",
         "opened at zero; opened from input; or opened from input, others zero");
  }

  static std::string said_by(const std::string& clause) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kWords = {
        {{"for each", "of what it keeps accounts"},
         {"period", "what its period is"},
         {"dated by", "by what it is dated"},
         {"events", "which events it keeps"},
         {"limit", "what its limit is"},
         {"in order of", "in which order records are taken"},
         {"whole shipments", "that shipments fit whole"},
         {"counts", "which lines it counts"},
         {"knowledge", "whether others post to it"},
         {"opened", "what its accounts hold at first"},
         {"reversals by", "what takes a posting back"},
         {"corrections by", "what replaces a record"}}};
    for (const auto& [name, words] : kWords)
      if (clause == name) return std::string(words);
    return "\"" + clause + "\"";
  }

  void read_period() {
    const ast::NodeId period = clause("period");
    if (period == ast::kNoNode) return;
    const Span span = tree()[period].span;
    const ast::NodeId first = tree().kid(period, 0);
    const bool text = first != ast::kNoNode && tree().kind(first) == ast::Kind::Text;
    if (text && tree()[first].text == "without end") return;
    if (ledger_.stock) {
      d_->diagnostics().add(Code::StockWithPeriod, span, {ledger_.name}).help =
          "what rises and falls is kept without end; a flow is counted by periods";
      return;
    }
    if (text) {
      ledger_.period = tree()[first].text == "calendar year" ? ir::LedgerPeriod::Year : ir::LedgerPeriod::Quarter;
      return;
    }
    if (first != ast::kNoNode && tree().kind(first) == ast::Kind::Number) {
      const ParsedDecimal days = parse_written(tree()[first].text, 0);
      constexpr std::int64_t kMostDays = 36'600;
      if (days.error != DecimalError::kNone || days.value < 1 || days.value > kMostDays) {
        d_->diagnostics().add(Code::TypeMismatch, tree()[first].span, {"a number of days", tree()[first].text, "none"});
        return;
      }
      ledger_.period = ir::LedgerPeriod::Days;
      ledger_.days = static_cast<std::int32_t>(days.value);
      return;
    }
    if (const auto days = days_of(tree(), tree().kid(period, 0))) ledger_.from = days->first;
    if (const auto days = days_of(tree(), tree().kid(period, 1))) ledger_.through = days->last;
    if (ledger_.from <= ledger_.through) return;
    d_->diagnostics().add(Code::PeriodEmpty, span, {format_day(ledger_.from), format_day(ledger_.through)});
    ledger_.through = ir::kForever;
  }

  void read_words() {
    ledger_.per_shipment = clause("whole shipments") != ast::kNoNode;
    ledger_.never_lowered = clause("others never lower it") != ast::kNoNode;
    if (const ast::NodeId limit = clause("limit"); limit != ast::kNoNode)
      ledger_.reached = tree().kid(limit, 1) == ast::kNoNode;
    word("knowledge", {"complete", "partial", "complete as of a statement"}, &ledger_.knowledge);
    word("opened", {"at zero", "from input", "from input, others zero"}, &ledger_.opening);
  }

  template <class E>
  void word(const char* name, const std::array<const char*, 3>& words, E* out) {
    const ast::NodeId of = clause(name);
    if (of == ast::kNoNode) return;
    const ast::Node& said = tree()[tree().kid(of, 0)];
    const auto at = std::find(words.begin(), words.end(), said.text);
    if (at != words.end()) {
      *out = static_cast<E>(at - words.begin());
      return;
    }
    d_->diagnostics().add(Code::DeclarationNotUnderstood, said.span, {"ledger", said.text}).help =
        std::string(name) + " " + words[0] + "; " + name + " " + words[1] + "; or " + name + " " + words[2];
  }

  Declaring* d_;
  Declared declared_;
  ir::Ledger ledger_;
};

}  // namespace

void declare_ledgers(Declaring& d) {
  for (const Declared& ledger : d.all(ast::Kind::Ledger)) Ledgers(&d).declare(ledger);
}

}  // namespace licet::sema
