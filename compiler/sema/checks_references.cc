// What rules point at must exist: readings and their alternatives, rule documents, the provisions that a displacement,
// a bar or a condition names.
#include <algorithm>
#include <array>
#include <set>

#include "compiler/sema/checks.h"
#include "core/base/nearest.h"
#include "core/ir/citation_index.h"

namespace licet::sema {
namespace {

bool points_at_provisions(ast::Kind kind) {
  static constexpr std::array kKinds = {ast::Kind::LeadExcept,    ast::Kind::LeadNotwithstanding,
                                        ast::Kind::LeadSubjectTo, ast::Kind::DoesNotApply,
                                        ast::Kind::AppliesAsIf,   ast::Kind::ReadAs,
                                        ast::Kind::NotEnforced,   ast::Kind::ParagraphsMet};
  return std::find(kKinds.begin(), kKinds.end(), kind) != kKinds.end();
}

class References {
 public:
  References(const std::vector<Unit>& units, const Symbols& symbols, Diagnostics* diagnostics)
      : units_(units), symbols_(symbols), diagnostics_(diagnostics) {}

  void check() {
    for (const Unit& unit : units_) {
      tree_ = &unit.file->tree;
      for (const ast::NodeId kid : (*tree_)[unit.file->root].kids)
        if (tree_->kind(kid) == ast::Kind::Section) collect(kid, (*tree_)[kid].text);
    }
    for (const Unit& unit : units_) {
      tree_ = &unit.file->tree;
      for (ast::NodeId node = 1; node < tree_->size(); ++node) check(node);
    }
  }

 private:
  const ast::Node& at(ast::NodeId node) const { return (*tree_)[node]; }

  // Every citation that a section, its paragraphs and its list items have.
  void collect(ast::NodeId node, const std::string& citation) {
    if (citations_.insert(citation).second) index_.add(citation, ir::kNone);
    for (const ast::NodeId kid : at(node).kids) {
      const bool labelled =
          (at(kid).kind == ast::Kind::Paragraph || at(kid).kind == ast::Kind::Item) && !at(kid).text.empty();
      const std::string& label = at(kid).text;
      if (labelled)
        collect(kid, citation + (label[0] == '.' ? label : "(" + label + ")"));
      else if (!at(kid).kids.empty())
        collect(kid, citation);
    }
  }

  void check(ast::NodeId node) {
    for (const ast::TagText& tag : at(node).tags) tagged(tag.text, tag.span);
    const ast::Kind kind = at(node).kind;
    if (kind == ast::Kind::Tag) tagged(at(node).text, at(node).span);
    if (kind == ast::Kind::Document) document(node);
    if ((kind == ast::Kind::ReadingIs || kind == ast::Kind::Alternative) && !at(node).name2.empty())
      alternative(at(node).name2, at(node).text, at(node).span);
    if (points_at_provisions(kind))
      for (const ast::NodeId kid : at(node).kids)
        if (at(kid).kind == ast::Kind::Citation) citation(kid);
  }

  // "reading R09", "reading R05, R07".
  void tagged(std::string_view tag, Span span) {
    constexpr std::string_view kReading = "reading ";
    if (!tag.starts_with(kReading)) return;
    tag.remove_prefix(kReading.size());
    const std::string id(tag.substr(0, tag.find_first_of(" ,:")));
    if (symbols_.reading(id) == ir::kNone) unknown_reading(id, span);
  }

  void alternative(const std::string& id, const std::string& word, Span span) {
    const ir::Id reading = symbols_.reading(id);
    if (reading == ir::kNone) return unknown_reading(id, span);
    if (symbols_.alternative(reading, word) != ir::kNone) return;
    Diagnostic& unknown = diagnostics_->add(Code::UnknownAlternative, span, {id, word});
    const auto& words = symbols_.build->program().readings[static_cast<std::size_t>(reading)].alternatives;
    for (const std::string& known : words) unknown.help += (unknown.help.empty() ? "it has " : ", ") + known;
  }

  void unknown_reading(const std::string& id, Span span) {
    Nearest nearest(id);
    for (const auto& [known, index] : symbols_.readings) nearest.consider(known);
    diagnostics_->add(Code::UnknownReading, span, {id}).help =
        nearest.best().empty() ? "declare it: reading " + id + " name on …: one (default) | other."
                               : "did you mean " + nearest.best() + "?";
  }

  void document(ast::NodeId node) {
    const std::string& name = at(node).text;
    if (symbols_.documents.contains(name) || !unknown_documents_.insert(name).second) return;
    Nearest nearest(name);
    for (const auto& [known, parts] : symbols_.documents) nearest.consider(known);
    diagnostics_->add(Code::UnknownDocument, at(node).span, {name}).help =
        nearest.best().empty() ? "declare it: rule " + name + " published …; effective …."
                               : "did you mean " + nearest.best() + "?";
  }

  // A full citation must be that of a provision or paragraph, or have some below it. Short ones depend on where they
  // stand and are resolved when the sentence is lowered.
  void citation(ast::NodeId node) {
    const ast::Node& cited = at(node);
    if (cited.flags & (ast::kRelative | ast::kEccn)) return;
    if (cited.text.empty() || cited.text[0] < '0' || cited.text[0] > '9') return;
    if (citations_.contains(cited.text)) return;
    if (index_.any_under(cited.text)) return;
    Nearest nearest(cited.text);
    for (const std::string& known : citations_) nearest.consider(known);
    diagnostics_->add(Code::UnknownCitation, cited.span, {ir::citation_words(cited.text)}).help =
        nearest.best().empty() ? "" : "did you mean §" + nearest.best() + "?";
  }

  const std::vector<Unit>& units_;
  const Symbols& symbols_;
  Diagnostics* diagnostics_;
  const ast::Tree* tree_ = nullptr;
  std::set<std::string> citations_;
  ir::CitationIndex index_;                  // of them
  std::set<std::string> unknown_documents_;  // each is reported where it is first named
};

}  // namespace

void check_references(const std::vector<Unit>& units, const Symbols& symbols, Diagnostics* diagnostics) {
  References(units, symbols, diagnostics).check();
}

}  // namespace licet::sema
