// Ledgers, their questions and tests, as print() writes them.
#include <array>

#include "core/ir/print_parts.h"

namespace licet::ir {
namespace {

constexpr std::array<const char*, 4> kPeriods{"", ", each calendar year", ", each quarter", ", the last days"};
constexpr std::array<const char*, 3> kKnowledge{"complete", "partial", "complete as of a statement"};
constexpr std::array<const char*, 3> kOpenings{"at zero", "from input", "from input, others zero"};
constexpr std::array<const char*, 3> kAsked{"given", "where", "all"};
constexpr std::array<const char*, 3> kCounting{"", ", counting the record", ", counting an amount"};

template <std::size_t n, class E>
std::string word(const std::array<const char*, n>& words, E value) {
  const std::size_t index = static_cast<std::size_t>(value);
  return index < n ? words[index] : "?" + std::to_string(index);
}

}  // namespace

std::string Printer::question(Id id) const {
  const AccountQuestion* q = find(p_.ledgers.questions, id);
  if (q == nullptr) return "?" + std::to_string(id);
  std::string out = named(p_.ledgers.ledgers, q->ledger, &Ledger::name) + " of";
  for (const DimensionAsked d : q->dimensions) out += " " + word(kAsked, d);
  return out + word(kCounting, q->counting) + ":";
}

void Printer::ledgers() {
  const Ledgers& l = p_.ledgers;
  for (const Ledger& ledger : l.ledgers) {
    line("");
    line("ledger {} {} : {}{}{}", ledger.name, ledger.stock ? "stock" : "flow", type(ledger.type),
         word(kPeriods, ledger.period), ledger.days > 0 ? " " + std::to_string(ledger.days) : "");
    if (ledger.from != kBeginning || ledger.through != kForever) {
      Period span;
      span.from = ledger.from;
      span.through = ledger.through;
      line("  {}", period(span));
    }
    for (const Dimension& d : ledger.dimensions) line("  for each {} {}", d.name, ref(d.value));
    node_line("dated", ledger.dated);
    for (const LedgerEntry& e : ledger.entries)
      line("  {} by {}{}{}", e.falls ? "falls" : "rises", ref(e.amount), e.event == kNone ? "" : " on " + ref(e.event),
           e.when == kNone ? "" : " when " + ref(e.when));
    if (ledger.limit != kNone) line("  limit {}{}", ref(ledger.limit), ledger.reached ? "" : ", not reached");
    line("  in order of {}", joined(ledger.order, &Printer::node_name));
    if (ledger.per_shipment) line("  per shipment");
    node_line("counts", ledger.counted);
    line("  knowledge {}{}", word(kKnowledge, ledger.knowledge), ledger.never_lowered ? ", never lowered" : "");
    node_line("closed when", ledger.closed_when);
    line("  opened {}", word(kOpenings, ledger.opening));
    if (!ledger.source.empty()) line("  source {}", quoted(ledger.source));
  }
  for (const LedgerTest& t : l.tests) {
    line("");
    line("test {} of {} when {}", t.citation, named(l.ledgers, t.ledger, &Ledger::name), ref(t.when));
    for (const std::int32_t day : t.days) line("  on {:02}-{:02}", day / 100, day % 100);
  }
  for (const Apportionment& a : l.apportionments) line("amount of {} {}", provision_name(a.provision), ref(a.amount));
  node_line("reverses", l.reverses);
  node_line("corrects", l.corrects);
}

}  // namespace licet::ir
