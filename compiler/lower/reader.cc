#include "compiler/lower/reader.h"

#include <algorithm>

namespace licet::lower {

Diagnostic& Reader::report(Code code, Span span, std::vector<std::string> args) {
  return work_.diagnostics->add(code, span, std::move(args));
}

std::string Reader::place(const Context& context) const {
  const std::string& at = context.paragraph.empty() ? context.section : context.paragraph;
  return at.empty() ? "here" : ir::citation_words(at);
}

std::string Reader::written(const Context& context, NodeId node) const {
  const ast::Tree& t = tree(context);
  const ast::Node& n = t[node];
  if (n.kind == ast::Kind::NounPhrase || n.kind == ast::Kind::NounList || n.kind == ast::Kind::OneOf ||
      n.kind == ast::Kind::Following) {
    std::string out;
    for (const NodeId kid : n.kids) {
      const std::string& text = t[kid].text;
      if (text.empty()) continue;
      if (!out.empty()) out += " ";
      out += text;
    }
    if (!out.empty()) return out;
  }
  if (!n.text.empty()) return n.text;
  for (const NodeId kid : n.kids)
    if (std::string out = written(context, kid); !out.empty()) return out;
  return ast::to_string(n.kind);
}

std::vector<Id> Reader::owners(Id record) {
  std::vector<Id> out;
  for (Id r = record; r != kNone; r = this->record(r).parent) {
    if (std::find(out.begin(), out.end(), r) != out.end()) break;
    out.push_back(r);
  }
  std::reverse(out.begin(), out.end());
  return out;
}

bool Reader::reaches(const Context& context, Id record) const {
  return std::find(context.frames.begin(), context.frames.end(), record) != context.frames.end();
}

Context Reader::row_context(const Context& context, Id record) const {
  Context out = context;
  if (out.scope != record) {
    out.scope = record;
    if (!reaches(out, record)) out.frames.push_back(record);
  }
  return out;
}

bool Reader::quietly(const std::function<bool()>& attempt) {
  Diagnostics scratch;
  Diagnostics* const kept = work_.diagnostics;
  work_.diagnostics = &scratch;
  const bool ok = attempt();
  work_.diagnostics = kept;
  return ok && !scratch.has_errors();
}

Id Reader::default_date(const Context& context) {
  if (context.date != kNone) return context.date;
  if (const Id date = work_.symbols->event_date(context.section, {}); date != kNone) return date;
  return nodes().build().undefined_number("no event date is declared", ir::date_type());
}

}  // namespace licet::lower
