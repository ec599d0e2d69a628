// Versions of sections: periods that overlap, leave days out, or stand twice; paragraphs with one label.
#include <map>
#include <set>

#include "compiler/sema/checks.h"
#include "compiler/sema/period.h"
#include "compiler/sema/written.h"

namespace licet::sema {
namespace {

// "742.6(b)" is §742.6(b) to a reader; notes, supplements and ECCN paragraphs are called as they stand.
std::string shown(const std::string& citation) {
  return !citation.empty() && citation[0] >= '0' && citation[0] <= '9' ? "§" + citation : citation;
}

ir::Period period_of(const ast::Tree& tree, ast::NodeId version) {
  ir::Period period;
  if (const auto days = days_of(tree, tree.kid(version, 0))) period.from = days->first;
  if (const auto days = days_of(tree, tree.kid(version, 1))) period.through = days->last;
  return period;
}

class Sections {
 public:
  Sections(const ast::Tree& tree, Diagnostics* diagnostics) : tree_(tree), diagnostics_(diagnostics) {}

  // Three tracks, each without overlap: when the section is in force, when it is suspended, what its text is.
  void versions(ast::NodeId section) {
    const std::string name = shown(tree_[section].text);
    std::vector<Version> in_force, suspended, text;
    for (const ast::NodeId kid : tree_[section].kids) {
      if (tree_.kind(kid) != ast::Kind::Version) continue;
      const Version version{period_of(tree_, kid), tree_[kid].span};
      if (version.period.from > version.period.through) {
        diagnostics_
            ->add(Code::PeriodEmpty, version.span,
                  {format_day(version.period.from), format_day(version.period.through)})
            .help = "exchange the two days, or correct one";
        continue;
      }
      if (tree_[kid].text == "suspended")
        suspended.push_back(version);
      else if (tree_[kid].text == "from")
        text.push_back(version);
      else
        in_force.push_back(version);
    }
    for (const auto* track : {&in_force, &suspended, &text})
      report_overlaps(name, *track, Code::ProvisionTwice, diagnostics_);
    report_gaps(name, text, diagnostics_);
    in_force.insert(in_force.end(), suspended.begin(), suspended.end());
    report_gaps(name, in_force, diagnostics_);
  }

  // Paragraphs of one parent, in one version, have labels of their own.
  void labels(ast::NodeId node, const std::string& citation) {
    std::map<std::string, ast::NodeId> seen;
    for (const ast::NodeId kid : tree_[node].kids) {
      const ast::Kind kind = tree_.kind(kid);
      if (kind == ast::Kind::Version) labels(kid, citation);
      if (kind != ast::Kind::Paragraph) continue;
      const auto [first, is_new] = seen.try_emplace(tree_[kid].text, kid);
      if (!is_new) {
        Diagnostic& twice =
            diagnostics_->add(Code::ParagraphTwice, tree_[kid].span, {shown(citation), tree_[kid].text});
        twice.related.push_back({tree_[first->second].span, "the first one"});
      }
      labels(kid, citation + "(" + tree_[kid].text + ")");
    }
  }

  // A section written in two places must not be in force twice on one day.
  std::vector<Version> whole(ast::NodeId section) const {
    std::vector<Version> periods;
    for (const ast::NodeId kid : tree_[section].kids)
      if (tree_.kind(kid) == ast::Kind::Version && tree_[kid].text != "suspended")
        periods.push_back({period_of(tree_, kid), tree_[section].span});
    if (periods.empty()) periods.push_back({{}, tree_[section].span});
    return periods;
  }

 private:
  const ast::Tree& tree_;
  Diagnostics* diagnostics_;
};

template <typename F>
void each_section(const std::vector<Unit>& units, F visit) {
  for (const Unit& unit : units) {
    const ast::Tree& tree = unit.file->tree;
    for (const ast::NodeId kid : tree[unit.file->root].kids)
      if (tree.kind(kid) == ast::Kind::Section) visit(tree, kid);
  }
}

}  // namespace

void check_versions(const std::vector<Unit>& units, const Symbols&, Diagnostics* diagnostics) {
  each_section(units,
               [&](const ast::Tree& tree, ast::NodeId section) { Sections(tree, diagnostics).versions(section); });
}

void check_labels(const std::vector<Unit>& units, Diagnostics* diagnostics) {
  std::map<std::string, std::vector<Version>> by_citation;
  each_section(units, [&](const ast::Tree& tree, ast::NodeId section) {
    Sections sections(tree, diagnostics);
    sections.labels(section, tree[section].text);
    std::vector<Version>& known = by_citation[tree[section].text];
    for (const Version& version : sections.whole(section)) {
      for (const Version& other : known) {
        if (other.span == version.span || !overlap(other.period, version.period)) continue;
        std::vector<Version> both = {other, version};
        report_overlaps(shown(tree[section].text), both, Code::ProvisionTwice, diagnostics);
        break;
      }
      known.push_back(version);
    }
  });
}

}  // namespace licet::sema
