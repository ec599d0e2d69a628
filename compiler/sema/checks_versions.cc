// Versions of sections: periods that overlap, leave days out, or stand twice; paragraphs with one label.
#include <algorithm>
#include <map>
#include <set>

#include "compiler/sema/checks.h"
#include "compiler/sema/period.h"
#include "compiler/sema/written.h"

namespace licet::sema {
namespace {

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
    const std::string name = ir::citation_words(tree_[section].text);
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
    before_section(name, in_force, text);
    in_force.insert(in_force.end(), suspended.begin(), suspended.end());
    report_gaps(name, in_force, diagnostics_);
  }

  // Paragraphs of one parent, in one version, have labels of their own. A label that comes again opens a list below, as
  // paragraphs are read: so a child must not be called like its parent or what stands before that.
  using Labels = std::map<std::string, ast::NodeId>;
  void labels(ast::NodeId node, const std::string& citation, const Labels& above = {}) {
    Labels seen;
    for (const ast::NodeId kid : tree_[node].kids) {
      const ast::Kind kind = tree_.kind(kid);
      if (kind == ast::Kind::Version) labels(kid, citation, above);
      if (kind != ast::Kind::Paragraph) continue;
      const std::string& label = tree_[kid].text;
      const Labels::const_iterator first = seen.find(label), outer = above.find(label);
      if (first != seen.end())
        twice(citation, kid, first->second);
      else if (outer != above.end() && label.find_first_of("ivxIVX") == std::string::npos)
        twice(citation.substr(0, citation.rfind('(')), kid, outer->second);
      seen.try_emplace(label, kid);
      labels(kid, citation + "(" + label + ")", seen);
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
  // Text that begins before the section is in force would never speak on those days.
  void before_section(const std::string& name, const std::vector<Version>& in_force, const std::vector<Version>& text) {
    if (in_force.empty()) return;
    const auto earlier = [](const Version& a, const Version& b) { return a.period.from < b.period.from; };
    const Version& begins = *std::min_element(in_force.begin(), in_force.end(), earlier);
    for (const Version& version : text) {
      if (version.period.from >= begins.period.from) continue;
      Diagnostic& outside = diagnostics_->add(Code::VersionOutsideSection, version.span, {name});
      outside.related.push_back({begins.span, "it is in force from " + format_day(begins.period.from)});
      outside.help = "begin the version on that day, or let the section be in force earlier";
    }
  }

  void twice(const std::string& citation, ast::NodeId second, ast::NodeId first) {
    Diagnostic& twice =
        diagnostics_->add(Code::ParagraphTwice, tree_[second].span, {ir::citation_words(citation), tree_[second].text});
    twice.related.push_back({tree_[first].span, "the first one"});
    twice.help = "give it the next label";
  }

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
        report_overlaps(ir::citation_words(tree[section].text), both, Code::ProvisionTwice, diagnostics);
        break;
      }
      known.push_back(version);
    }
  });
}

}  // namespace licet::sema
