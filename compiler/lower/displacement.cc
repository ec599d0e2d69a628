// Which provision gives way to which: "Except as provided in", "Notwithstanding", and presumptions. By words alone.
#include <algorithm>

#include "compiler/lower/law.h"

namespace licet::lower {

using ast::Kind;
using ir::ProvisionKind;

std::vector<std::string> Law::cited(const Said& said, NodeId lead) {
  const ast::Tree& t = said.tree();
  std::vector<std::string> out;
  bool through = false;
  for (const NodeId kid : t[lead].kids) {
    if (t.kind(kid) != Kind::Citation) continue;
    const std::string citation = absolute(said, kid);
    through = (t[kid].flags & ast::kThrough) != 0;
    if (through && !out.empty()) {
      const auto& order = work_.paragraph_order;
      auto at = std::find(order.begin(), order.end(), out.back());
      const auto end = std::find(order.begin(), order.end(), citation);
      const std::string parent = citation.substr(0, citation.rfind('('));
      if (at != order.end())
        for (++at; at != order.end() && end != order.end() && at < end; ++at)
          if (at->substr(0, at->rfind('(')) == parent) out.push_back(*at);
    }
    out.push_back(citation);
  }
  return out;
}

bool Law::same_matter(const ir::Provision& a, const ir::Provision& b) const {
  if (a.subject != b.subject) return false;
  if (a.decides != kNone || b.decides != kNone) return a.decides == b.decides;
  return a.kind == b.kind && a.kind != ProvisionKind::Bar;
}

void Law::displace_said(const Said& said) {
  const ast::Tree& t = said.tree();
  for (const NodeId lead : t[said.sentence].kids) {
    const bool except = t.kind(lead) == Kind::LeadExcept;
    if (!except && t.kind(lead) != Kind::LeadNotwithstanding) continue;
    for (const std::string& citation : cited(said, lead)) {
      bool any = false;
      const Ids under = work_.provisions.under(citation);
      for (const Id other : under) {
        if (std::find(said.provisions.begin(), said.provisions.end(), other) != said.provisions.end()) continue;
        for (const Id own : said.provisions) {
          if (!same_matter(provision(own), provision(other))) continue;
          any = true;
          auto& edges = provision(except ? own : other).displaced_by;
          const Id displacer = except ? other : own;
          if (std::find(edges.begin(), edges.end(), displacer) == edges.end()) edges.push_back(displacer);
        }
      }
      if (any || said.provisions.empty()) continue;
      const ir::Provision& own = provision(said.provisions[0]);
      const std::string what =
          own.decides == kNone ? "the same" : "the " + program().decided[static_cast<std::size_t>(own.decides)].name;
      if (under.empty() && work_.paragraphs.count(citation) != 0)
        report(Code::DisplacesParagraph, t[lead].span, {ir::citation_words(citation)}).help =
            "a paragraph that is only a condition is used (\"when paragraph … is met\"), never displaced";
      else if (under.empty())
        report(Code::UnknownCitation, t[lead].span, {ir::citation_words(citation)});
      else
        report(Code::DisplacesNothing, t[lead].span, {ir::citation_words(citation), what});
    }
  }
}

void Law::displace() {
  for (const Said& said : said_) displace_said(said);
  // A presumption displaces whatever else concludes its value, unless that displaces it in words.
  for (std::size_t i = 0; i < program().provisions.size(); ++i) {
    const ir::Provision& presumption = program().provisions[i];
    if (presumption.kind != ProvisionKind::Presumption) continue;
    for (const Id other : program().decided[static_cast<std::size_t>(presumption.decides)].provisions) {
      ir::Provision& p = provision(other);
      if (p.kind == ProvisionKind::Presumption) continue;
      const auto& by = presumption.displaced_by;
      if (std::find(by.begin(), by.end(), other) != by.end()) continue;
      p.displaced_by.push_back(static_cast<Id>(i));
    }
  }
}

}  // namespace licet::lower
