#include "runtime/ledger/statement.h"

#include <algorithm>

#include "runtime/interp/plan.h"

namespace licet::ledger {

std::vector<Statement> statements(const Book& book, interp::Evaluator* evaluator, const data::Record& record,
                                  std::uint32_t line, const std::string& shipment_id) {
  const std::vector<ir::Ledger>& ledgers = book.program().ledgers.ledgers;
  std::vector<Statement> out;
  evaluator->take_up(record);
  for (std::size_t l = 0; l < ledgers.size(); ++l) {
    const ir::Ledger& ledger = ledgers[l];
    const interp::AccountPlace place = evaluator->account_of(line, static_cast<ir::Id>(l));
    Statement s;
    s.ledger = static_cast<ir::Id>(l);
    const Book::Kept* kept = nullptr;
    if (interp::certain(place)) {
      Book::Key key;
      for (const interp::KeyAsked& k : place.key) key.first.push_back(k.keys.front());
      key.second = interp::period_of(ledger, static_cast<Day>(place.day.lo));
      s.account = book.name_of(s.ledger, key);
      const auto found = book.accounts(s.ledger).find(key);
      if (found != book.accounts(s.ledger).end()) kept = &found->second;
    }
    std::vector<std::size_t> postings;
    if (kept != nullptr) postings = kept->postings;
    for (const Floats::Sort& sort : book.floats(s.ledger).sorts())
      if (kept == nullptr) postings.insert(postings.end(), sort.postings.begin(), sort.postings.end());
    std::sort(postings.begin(), postings.end());
    s.before = kept != nullptr ? kept->opened : Range{};
    for (const std::size_t p : postings) {
      const Posting& posting = book.postings()[p];
      const bool mine = posting.shipment == shipment_id &&
                        (ledger.per_shipment || posting.line == static_cast<std::int64_t>(line) + 1);
      if (mine) {
        s.own.push_back(p);
      } else if (kept != nullptr && !posting.undone) {
        s.earlier.push_back(p);
        s.before = book.with(s.before, p);
      }
    }
    s.after = s.before;
    for (const std::size_t p : s.own) s.after = book.with(s.after, p);
    const bool supplied = kept != nullptr && kept->supplied;
    if (s.earlier.empty() && s.own.empty() && !supplied) continue;
    const ir::Knowledge knowledge = kept != nullptr && kept->knowledge ? *kept->knowledge : ledger.knowledge;
    s.partial = knowledge != ir::Knowledge::Complete;
    if (ledger.limit != ir::kNone) s.limit = evaluator->value(record, line, ledger.limit, line);
    out.push_back(std::move(s));
  }
  return out;
}

}  // namespace licet::ledger
