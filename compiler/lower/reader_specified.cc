// Classification: is a row specified in a paragraph. What provisions conclude is asked of the decided value "specified
// in" of the row's type; a stated classification speaks beside it (docs/adr/0004).
#include <algorithm>

#include "compiler/lower/reader.h"

namespace licet::lower {

using ast::Kind;
using ir::ValueKind;
using sema::SymbolKind;

Id Reader::lists_value(const Context& context, Id record_id, Id decided, Id code, Span span) {
  (void)context;
  return nodes().condition(ir::Op::Lists, record_id, {}, decided, code, span);
}

namespace {

std::vector<std::vector<Id>> children_of(const ir::Category& category) {
  std::vector<std::vector<Id>> out(category.values.size());
  for (std::size_t i = 0; i < category.parent.size(); ++i)
    if (category.parent[i] != kNone) out[static_cast<std::size_t>(category.parent[i])].push_back(static_cast<Id>(i));
  return out;
}

}  // namespace

// What the provisions say of a paragraph: some value at or below it is listed. A paragraph above that is listed leaves
// this one open; where not everything below is written out, what is not listed is unknown and never certainly outside.
Id Reader::computed(Id record_id, Id decided, Id code, Span span) {
  const ir::DecidedValue& d = work_.program().decided[static_cast<std::size_t>(decided)];
  const ir::Category& category = category_at(d.category);
  const std::set<Id>& concluded = work_.concluded[decided];
  const auto children = children_of(category);
  Ids parts;
  const std::function<bool(Id)> below = [&](Id at) {  // is everything at or below it written out
    bool written = concluded.count(at) != 0;
    if (written) parts.push_back(lists_value({}, record_id, decided, at, span));
    bool all = !children[static_cast<std::size_t>(at)].empty();
    for (const Id child : children[static_cast<std::size_t>(at)]) all = below(child) && all;
    return written || all;
  };
  bool complete = below(code);
  for (Id up = category.parent.empty() ? kNone : category.parent[static_cast<std::size_t>(code)]; up != kNone;
       up = category.parent[static_cast<std::size_t>(up)]) {
    if (concluded.count(up) == 0) continue;
    complete = true;
    parts.push_back(
        nodes().all(record_id,
                    {lists_value({}, record_id, decided, up, span),
                     nodes().build().unknown("which paragraph of " + category.values[static_cast<std::size_t>(up)])},
                    span));
  }
  if (parts.empty()) return kNone;
  if (!complete)
    parts.push_back(nodes().build().unknown("not every paragraph of " +
                                            category.values[static_cast<std::size_t>(code)] + " is written out"));
  return nodes().any(record_id, std::move(parts), span);
}

Id Reader::specified_codes(const Context& context, Id record_id, const Ids& codes, Span span) {
  // The row whose classification is asked: the row itself, else the item around or in it.
  Id decided = kNone;
  Branch way;
  const auto decided_of = [&](Id r) {
    for (const sema::Symbol& s : work_.symbols->all("specified in"))
      if (s.kind == SymbolKind::Decided && s.subject == r) return s.id;
    return kNone;
  };
  way.record = record_id;
  decided = decided_of(record_id);
  if (decided == kNone)
    for (const ir::Field& f : record(record_id).fields_)
      if (f.type.kind == ValueKind::Struct && decided_of(f.type.record) != kNone) {
        way.record = f.type.record;
        decided = decided_of(way.record);
        path_to(context, record_id, way.record, &way.hops);
        break;
      }
  if (decided == kNone) {
    report(Code::NoSubject, span, {"specified in", "another noun than " + record(record_id).name});
    return kNone;
  }
  // Paragraph by paragraph: parameters settle those that are written out, a statement the rest (a bare ECCN stated may
  // be any of its paragraphs, and the parameters say which).
  const Context inner = enter(context, way);
  const bool beside = stated_classification(inner, way.record, decided, codes, span) != kNone;
  Ids parts, unwritten;
  for (const Id code : codes) {
    const Id asked = computed(way.record, decided, code, span);
    if (asked == kNone)
      unwritten.push_back(code);
    else
      parts.push_back(beside ? nodes().condition(
                                   ir::Op::Attested, way.record,
                                   {asked, stated_classification(inner, way.record, decided, {code}, span)}, 0, 0, span)
                             : asked);
  }
  if (!unwritten.empty())
    parts.push_back(beside ? stated_classification(inner, way.record, decided, unwritten, span)
                           : nodes().build().unknown(
                                 "no provision says what is specified in " +
                                 category_at(work_.program().decided[static_cast<std::size_t>(decided)].category)
                                     .values[static_cast<std::size_t>(unwritten.front())]));
  const Id c = nodes().any(way.record, std::move(parts), span);
  return close(context, way, c);
}

// "beside its stated classification; complete when it is classification complete": some stated entry is at or below one
// of the paragraphs. What is not stated is outside only where the statement is complete.
Id Reader::stated_classification(const Context& context, Id record_id, Id decided, const Ids& codes, Span span) {
  const sema::DecidedSource& source = work_.symbols->decided_sources[static_cast<std::size_t>(decided)];
  if (source.file == nullptr) return kNone;
  const ast::Tree& t = source.file->tree;
  const NodeId beside = t.property(source.node, "beside");
  if (beside == kNoNode) return kNone;
  Context inside = context;
  inside.file = source.file;
  inside.scope = record_id;
  inside.frames = owners(record_id);
  inside.antecedents.clear();
  Ref ref = resolve(inside, t.kid(beside, 0));
  if (!ref.ok || ref.branches.size() != 1 || ref.branches[0].hops.empty() || !value_record(ref.branches[0].record)) {
    if (ref.ok) report(Code::NotAList, t[beside].span, {written(inside, t.kid(beside, 0))});
    return kNone;
  }
  Branch& branch = ref.branches[0];
  branch.hops.back().quant = Quant::Any;
  const Id value = nodes().build().field(branch.record, 0);
  const Id some = close(inside, branch, nodes().in_set(branch.record, value, codes, span));
  const NodeId when = t.property(source.node, "complete when");
  if (when == kNoNode || some == kNone) return some;
  const Id complete = condition(inside, t.kid(when, 0));
  if (complete == kNone) return some;
  const Id open = nodes().all(
      record_id, {nodes().negate(complete), nodes().build().unknown("the classification stated may not be complete")},
      span);
  return nodes().any(record_id, {some, open}, span);
}

Id Reader::specified_paragraph(const Context& context, Id record_id, std::string_view paragraph, Span span) {
  Ids codes;
  if (!paragraph_codes(context, paragraph, span, &codes)) return kNone;
  return specified_codes(context, record_id, codes, span);
}

// The codes of "3A090.a", of "Category 3" (every heading that begins so), of ".y paragraph" (every one).
bool Reader::paragraph_codes(const Context& context, std::string_view paragraph, Span span, Ids* codes) {
  (void)context;
  Id category_id = kNone;
  for (const sema::Symbol& s : work_.symbols->all("specified in"))
    if (s.kind == SymbolKind::Decided) category_id = work_.program().decided[static_cast<std::size_t>(s.id)].category;
  if (category_id == kNone) category_id = work_.symbols->category("ECCN");
  if (category_id == kNone) {
    report(Code::UnknownWord, span, {"specified in"}).help =
        "declare it: decide specified in of an item, all are listed: ECCN.";
    return false;
  }
  const ir::Category& category = category_at(category_id);
  if (paragraph.starts_with("Category ")) {
    const std::string digit(paragraph.substr(9));
    for (std::size_t i = 0; i < category.values.size(); ++i)
      if (category.values[i].starts_with(digit) && (category.parent.empty() || category.parent[i] == kNone))
        codes->push_back(static_cast<Id>(i));
    if (!codes->empty()) return true;
  } else if (paragraph.ends_with(" paragraph")) {  // ".y paragraph"
    const std::string tail(paragraph.substr(0, paragraph.size() - 10));
    for (std::size_t i = 0; i < category.values.size(); ++i)
      if (category.values[i].ends_with(tail)) codes->push_back(static_cast<Id>(i));
    if (!codes->empty()) return true;
  } else if (const Id code = work_.symbols->code(category_id, paragraph); code != kNone) {
    codes->push_back(code);
    return true;
  }
  Diagnostic& d = report(Code::NotAValueOf, span, {std::string(paragraph), category.name});
  // The longest paragraph above it that is known helps to see the slip.
  std::string near(paragraph);
  while (!near.empty() && work_.symbols->code(category_id, near) == kNone) {
    const std::size_t dot = near.rfind('.');
    near = dot == std::string::npos ? "" : near.substr(0, dot);
  }
  if (!near.empty()) d.help = "the list of ECCNs has " + near + ", and not this paragraph of it";
  return false;
}

// "or in a corresponding .z paragraph": of every heading of the same product group the .z paragraphs that carry the
// same letter; where a heading numbers instead, the letter's number.
Ids Reader::corresponding_z(const Ids& cited) {
  Ids out;
  Id category_id = work_.symbols->category("ECCN");
  for (const sema::Symbol& s : work_.symbols->all("specified in"))
    if (s.kind == SymbolKind::Decided) category_id = work_.program().decided[static_cast<std::size_t>(s.id)].category;
  if (category_id == kNone) return out;
  const ir::Category& category = category_at(category_id);
  const auto children = children_of(category);
  std::set<std::pair<char, char>> letters;  // product group, letter
  for (const Id code : cited) {
    const std::string& text = category.values[static_cast<std::size_t>(code)];
    const std::size_t dot = text.rfind('.');
    if (dot != std::string::npos && dot + 2 == text.size() && text.size() > 2 && text[dot + 1] >= 'a' &&
        text[dot + 1] <= 'y')
      letters.insert({text[1], text[dot + 1]});
  }
  for (std::size_t i = 0; i < category.values.size(); ++i) {
    const std::string& text = category.values[i];
    if (text.size() != 7 || !text.ends_with(".z")) continue;  // 3A001.z
    for (const Id part : children[i]) {
      const std::string& numbered = category.values[static_cast<std::size_t>(part)];
      for (const auto& [group, letter] : letters) {
        if (text[1] != group) continue;
        if (children[static_cast<std::size_t>(part)].empty()) {
          if (numbered == text + "." + std::to_string(letter - 'a' + 1)) out.push_back(part);
          continue;
        }
        for (const Id leaf : children[static_cast<std::size_t>(part)])
          if (category.values[static_cast<std::size_t>(leaf)] == numbered + "." + letter) out.push_back(leaf);
      }
    }
  }
  return out;
}

Id Reader::specified(const Context& context, Id record_id, NodeId s, Span span) {
  const ast::Tree& t = tree(context);
  switch (t.kind(s)) {
    case Kind::Following:
      return items(context, t.first(s, Kind::List), t[s].text, [&](const Context& inner, NodeId content) {
        return specified(inner, record_id, content, t[content].span);
      });
    case Kind::EccnGroups: {
      Ids parts;
      for (const NodeId group : t[s].kids) {
        parts.push_back(specified_group(context, record_id, group));
        if (parts.back() == kNone) return kNone;
      }
      return nodes().any(context.scope, std::move(parts), span);
    }
    case Kind::Citation:
      if ((t[s].flags & ast::kEccn) != 0) return specified_paragraph(context, record_id, t[s].text, span);
      break;
    case Kind::NounList: {
      Ids parts;
      for (const NodeId kid : t[s].kids) {
        parts.push_back(specified(context, record_id, kid, span));
        if (parts.back() == kNone) return kNone;
      }
      return nodes().any(context.scope, std::move(parts), span);
    }
    case Kind::NounPhrase: {
      const NodeId head = t.first(s, Kind::Citation);
      if (head != kNoNode && (t[head].flags & ast::kEccn) != 0)
        return specified_paragraph(context, record_id, t[head].text, span);
      return is_noun(context, record_id, s);
    }
    case Kind::Name:
      return is_noun(context, record_id, s);
    default:
      break;
  }
  report(Code::ConditionNotUnderstood, span, {place(context), written(context, s)});
  return kNone;
}

Id Reader::specified_group(const Context& context, Id record_id, NodeId group) {
  const ast::Tree& t = tree(context);
  const ast::Node& n = t[group];
  Ids codes;
  const Id category_id = work_.symbols->category("ECCN");
  for (const NodeId kid : n.kids) {
    if (t.kind(kid) != Kind::Citation) continue;
    if ((t[kid].flags & ast::kThrough) != 0 && !codes.empty()) {
      // 5D002.z.1.a through z.9.a: what stands between them in the list.
      Ids last;
      if (!paragraph_codes(context, t[kid].text, t[kid].span, &last)) return kNone;
      range_codes(category_id, codes.back(), last.back(), t[kid].span, &codes);
      continue;
    }
    if (!paragraph_codes(context, t[kid].text, t[kid].span, &codes)) return kNone;
  }
  if ((n.flags & ast::kCorrespondingZ) != 0) {
    const Ids more = corresponding_z(codes);
    if (more.empty()) {
      report(Code::NotAValueOf, n.span, {"a corresponding .z paragraph", "ECCN"});
      return kNone;
    }
    codes.insert(codes.end(), more.begin(), more.end());
  }
  Ids parts{specified_codes(context, record_id, codes, n.span)};
  if (parts[0] == kNone) return kNone;
  for (const NodeId kid : n.kids) {
    Id c = nodes().truth();
    switch (t.kind(kid)) {
      case Kind::OtherThan:
        c = nodes().negate(is_noun(context, record_id, t.kid(kid, 0)), t[kid].span);
        break;
      case Kind::When:
        c = condition(context, t.kid(kid, 0));
        break;
      case Kind::Prep:
        c = for_what(context, record_id, t.kid(kid, 0), t[kid].span);
        break;
      default:
        break;
    }
    if (c == kNone) return kNone;
    parts.push_back(c);
  }
  return nodes().all(context.scope, std::move(parts), n.span);
}

void Reader::range_codes(Id category_id, Id first, Id last, Span span, Ids* codes) {
  // Same words around the one part that counts on: 5D002.z.1.a … 5D002.z.9.a.
  const ir::Category& category = category_at(category_id);
  const std::string& a = category.values[static_cast<std::size_t>(first)];
  const std::string& b = category.values[static_cast<std::size_t>(last)];
  const auto entry = [](const std::string& text) { return text.find('.') == std::string::npos; };
  if (entry(a) && entry(b) && a < b) {  // whole entries, in the order of the list: 3B001 through 3E994
    for (std::size_t v = 0; v < category.values.size(); ++v)
      if (entry(category.values[v]) && a < category.values[v] && category.values[v] <= b)
        codes->push_back(static_cast<Id>(v));
    return;
  }
  std::size_t begin = 0;
  while (begin < a.size() && begin < b.size() && a[begin] == b[begin]) ++begin;
  std::size_t tail = 0;
  while (tail < a.size() - begin && tail < b.size() - begin && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  const std::string head = a.substr(0, begin), end = a.substr(a.size() - tail);
  const std::string from = a.substr(begin, a.size() - tail - begin), to = b.substr(begin, b.size() - tail - begin);
  const auto number = [](const std::string& text) {
    if (text.empty() || text.size() > 3) return -1;
    int out = 0;
    for (const char c : text) {
      if (c < '0' || c > '9') return text.size() == 1 && c >= 'a' && c <= 'z' ? 1000 + c : -1;
      out = out * 10 + (c - '0');
    }
    return out;
  };
  const int lo = number(from), hi = number(to);
  if (lo < 0 || hi <= lo) {
    report(Code::ConditionNotUnderstood, span, {"a range of paragraphs", a + " through " + b}).help =
        "a range counts on in one place, as a.1 through a.6 or z.1.a through z.9.a; or it goes from entry to entry";
    return;
  }
  for (int i = lo + 1; i <= hi; ++i) {
    const std::string middle = lo >= 1000 ? std::string(1, static_cast<char>(i - 1000)) : std::to_string(i);
    if (const Id code = work_.symbols->code(category_id, head + middle + end); code != kNone) codes->push_back(code);
  }
}

// Software and technology "for" an item: some paragraph that it is said to be for.
Id Reader::for_what(const Context& context, Id record_id, NodeId n, Span span) {
  Fact fact;
  if (!fact_in(context, record_id, "for ECCN", &fact))
    return nodes().build().unknown("what the software or technology is for is not a fact of the record", span);
  std::vector<Branch> branches;
  if (!branches_of(context, fact, kNoNode, &branches)) return kNone;
  Branch& branch = branches.front();
  branch.hops.back().quant = Quant::Any;
  const Context inner = enter(context, branch);
  Scalar value;
  value.type = record(branch.record).fields_[0].type;
  value.node = nodes().build().field(branch.record, 0);
  const ast::Tree& t = tree(context);
  if (t.kind(n) == Kind::EccnGroups || t.kind(n) == Kind::Citation)
    return close(context, branch, in_list(inner, value, n));
  Id c = kNone;
  if (!quietly([&] { return (c = in_noun(inner, value, n)) != kNone; }))
    c = nodes().build().unknown("the item that it is for is not a fact of the record", span);
  return close(context, branch, c);
}

}  // namespace licet::lower
