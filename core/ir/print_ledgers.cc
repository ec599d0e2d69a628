// Ledgers, their questions and tests, as print() writes them.
#include <array>
#include <functional>
#include <set>

#include "core/base/hash.h"
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

// Expressions share their parts, so each is digested once. A definition is what it says; one that calls itself on the
// rows below is named there.
std::string Printer::spelled(Id root) const {
  if (root == kNone) return "none";
  std::vector<std::string> digests(p_.nodes.size());
  std::set<Id> open;
  const std::function<std::string(Id)> digest = [&](Id id) -> std::string {
    const Node* n = find(p_.nodes, id);
    if (n == nullptr) return "?" + std::to_string(id);
    std::string& known = digests[static_cast<std::size_t>(id)];
    if (!known.empty()) return known;
    const std::string value = constant(*n);
    std::string text = value.empty() ? words(*n) + " : " + type(n->type) + " in " + record_name(n->scope) : value;
    for (const Id a : n->args) text += "\n" + digest(a);
    const Id called = static_cast<Id>(n->a);
    if ((n->op == Op::CallCond || n->op == Op::CallNum || n->op == Op::CallCat) && open.insert(called).second) {
      if (const Definition* d = find(p_.definitions, called)) text += "\n" + digest(d->body);
      open.erase(called);
    }
    return known = to_hex(sha256(text), 12);
  };
  const Node* n = find(p_.nodes, root);
  if (n == nullptr) return digest(root);
  if (const std::string value = constant(*n); !value.empty()) return value;
  const bool field = n->op == Op::NumField || n->op == Op::CatField || n->op == Op::TextField;
  return field ? payload(*n) + " of " + record_name(n->scope) : words(*n) + " " + digest(root);
}

std::vector<LedgerPart> Printer::definition(const Ledger& l) const {
  std::vector<LedgerPart> out;
  out.push_back({"kind", l.stock ? "stock" : "flow"});
  out.push_back({"unit and scale", type(l.type)});
  Period span;
  span.from = l.from;
  span.through = l.through;
  const std::string each = word(kPeriods, l.period) + (l.days > 0 ? " " + std::to_string(l.days) : "");
  out.push_back({"period", each.empty() ? period(span) : each.substr(2)});
  std::string dimensions;
  for (const Dimension& d : l.dimensions) dimensions += (dimensions.empty() ? "" : ", ") + d.name;
  out.push_back({"dimensions", dimensions});
  for (const Dimension& d : l.dimensions) out.push_back({"dimension " + d.name, spelled(d.value)});
  out.push_back({"day", spelled(l.dated)});
  for (std::size_t i = 0; i < l.entries.size(); ++i) {
    const LedgerEntry& e = l.entries[i];
    const std::string entry = "entry " + std::to_string(i + 1);
    out.push_back({entry + ": amount", (e.falls ? "falls by " : "rises by ") + spelled(e.amount)});
    out.push_back({entry + ": event", spelled(e.event)});
    out.push_back({entry + ": when", spelled(e.when)});
  }
  for (std::size_t i = 0; i < l.order.size(); ++i)
    out.push_back({"order " + std::to_string(i + 1), spelled(l.order[i])});
  out.push_back({"events", l.per_shipment ? "per shipment" : "per line"});
  out.push_back({"knowledge", word(kKnowledge, l.knowledge) + (l.never_lowered ? ", never lowered" : "")});
  out.push_back({"opening", word(kOpenings, l.opening)});
  return out;
}

std::vector<LedgerPart> definition_of(const Program& program, const Ledger& ledger) {
  return Printer(program).definition(ledger);
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
