#include "compiler/lower/reader.h"

#include <algorithm>

namespace licet::lower {

Diagnostic& Reader::report(Code code, Span span, std::vector<std::string> args) {
  return work_.diagnostics->add(code, span, std::move(args));
}

Id Reader::not_understood(const Context& context, NodeId node, const std::string& what) {
  const Span span = tree(context)[node].span;
  if (!work_.diagnostics->has_errors())
    report(Code::ConditionNotUnderstood, span, {place(context), written(context, node)});
  return nodes().build().unknown(what + " is not understood", span);
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
  Diagnostics* const outside = work_.outside;
  if (outside == nullptr) work_.outside = kept;
  work_.diagnostics = &scratch;
  const bool ok = attempt();
  work_.diagnostics = kept;
  work_.outside = outside;
  return ok && !scratch.has_errors();
}

// A mistake in what is read once, for all who ask, is one whoever asks: also where it is asked in an attempt.
void Reader::aloud(const std::function<void()>& reading) {
  Diagnostics* const kept = work_.diagnostics;
  Diagnostics* const outside = work_.outside;
  if (outside != nullptr) work_.diagnostics = outside;
  work_.outside = nullptr;
  reading();
  work_.diagnostics = kept;
  work_.outside = outside;
}

Id Reader::default_date(const Context& context) {
  if (context.date != kNone) return context.date;
  if (const Id date = work_.symbols->event_date(context.section, {}); date != kNone) return date;
  return nodes().build().undefined_number("no event date is declared", ir::date_type());
}

}  // namespace licet::lower
