// Enforcement documents: how a provision is read, or that it is not enforced. They count only as enforced; the engines
// leave their documents out otherwise.
#include <algorithm>

#include "compiler/lower/law.h"
#include "compiler/sema/written.h"

namespace licet::lower {

using ast::Kind;
using ir::ProvisionKind;

void Law::outline_enforcement(const Unit& unit, NodeId node) {
  const ast::Tree& t = unit.file->tree;
  Enforced at;
  at.file = unit.file;
  at.node = node;
  at.name = t[node].text;
  at.document = work_.symbols->document(at.name);
  for (const NodeId kid : t[node].kids) {
    if (t.kind(kid) != Kind::Property) continue;
    for (const NodeId value : t[kid].kids)
      if (const auto days = sema::days_of(t, value)) {
        if (t[kid].text == "through")
          at.period.through = days->last;
        else
          at.period.from = std::max(at.period.from, days->first);
      }
  }
  at.period.document = at.document;
  at.period.ended_by = at.document;
  not_enforced_.push_back(at);
  // What a provision is read as is a version of it that stands in this document.
  const std::function<void(NodeId)> walk = [&](NodeId n) {
    if (t.kind(n) == Kind::Sentence) {
      const NodeId read_as = t.first(n, Kind::ReadAs);
      if (read_as == kNoNode) return;
      const NodeId sentence = t.first(read_as, Kind::Sentence), cited = t.first(read_as, Kind::Citation);
      if (sentence == kNoNode || cited == kNoNode) return;
      Said said;
      said.file = unit.file;
      said.section_node = node;
      said.sentence = sentence;
      said.rulebook = unit.rulebook;
      said.citation =
          t[cited].text.starts_with("§") ? t[cited].text.substr(std::string_view("§").size()) : t[cited].text;
      said.section = said.citation;
      said.version = read_as;
      said.period = at.period;
      said.enforcement = true;
      for (const NodeId kid : t[sentence].kids)
        if (t.kind(kid) == Kind::Requires || t.kind(kid) == Kind::Overcomes || t.kind(kid) == Kind::Forecloses ||
            t.kind(kid) == Kind::Reviewed || t.kind(kid) == Kind::Concludes || t.kind(kid) == Kind::Prohibits)
          said.body = kid;
      read_tags(t, sentence, &said);
      if (said.body != kNoNode) said_.push_back(std::move(said));
      return;
    }
    for (const NodeId kid : t[n].kids) walk(kid);
  };
  walk(node);
}

void Law::enforce() {
  // The title and the reason for control stay those of the provision that is read otherwise.
  for (Said& said : said_) {
    if (!said.enforcement) continue;
    for (const Said& other : said_)
      if (!other.enforcement && other.citation == said.citation && !other.reason.empty()) {
        said.reason = other.reason;
        said.title = other.title;
        said.named_only = other.named_only;
      }
  }
}

// What is read otherwise, or not enforced, is out where the document counts: a bar of that document.
void Law::apply_enforcement() {
  for (const Enforced& at : not_enforced_) {
    const ast::Tree& t = at.file->tree;
    std::vector<std::string> citations;
    const std::function<void(NodeId)> walk = [&](NodeId n) {
      if (t.kind(n) == Kind::ReadAs || t.kind(n) == Kind::NotEnforced)
        for (const NodeId kid : t[n].kids) {
          if (t.kind(kid) != Kind::Citation) continue;
          citations.push_back(t[kid].text.starts_with("§") ? t[kid].text.substr(std::string_view("§").size())
                                                           : t[kid].text);
        }
      for (const NodeId kid : t[n].kids) walk(kid);
    };
    walk(at.node);
    for (const std::string& citation : citations) {
      std::map<Id, Ids> by_subject;
      for (const Id id : work_.provisions.under(citation))
        if (!said_[said_of_[id]].enforcement) by_subject[provision(id).subject].push_back(id);
      if (by_subject.empty()) report(Code::UnknownCitation, t[at.node].span, {ir::citation_words(citation)});
      for (const auto& [subject, ids] : by_subject) {
        ir::Provision bar;
        bar.citation = at.name;
        bar.title = at.name;
        bar.kind = ProvisionKind::Bar;
        bar.subject = subject;
        bar.scope = nodes().condition(ir::Op::AsEnforced, kNone);
        bar.period = at.period;
        bar.date = provision(ids.front()).date;
        bar.span = t[at.node].span;
        const auto bar_id = static_cast<Id>(program().provisions.size());
        program().provisions.push_back(std::move(bar));
        for (const Id id : ids) provision(id).displaced_by.push_back(bar_id);
      }
    }
  }
}

}  // namespace licet::lower
