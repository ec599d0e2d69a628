#include "compiler/lower/shipment.h"

#include <algorithm>

#include "compiler/sema/written.h"

namespace licet::lower {

using ast::Kind;
using ir::ValueKind;
using sema::SymbolKind;

namespace {

std::string snake(std::string text) {
  std::replace(text.begin(), text.end(), ' ', '_');
  return text;
}

NodeId head_in(const ast::Tree& t, NodeId phrase) {
  if (t.kind(phrase) != Kind::NounPhrase && t.kind(phrase) != Kind::OneOf) return phrase;
  for (const NodeId kid : t[phrase].kids) switch (t.kind(kid)) {
      case Kind::Adjective:
      case Kind::Nothing:
        break;
      case Kind::NounPhrase:
        return head_in(t, kid);
      default:
        return kid;
    }
  return kNoNode;
}

}  // namespace

bool Shipment::refuse(const Context& context, NodeId node) {
  const ast::Tree& t = context.file->tree;
  work_.diagnostics->add(Code::ConditionNotUnderstood, t[node].span, {"in a scenario", reader_.written(context, node)})
      .help =
      "state a fact of the record: the end user is located in SG; the quantity is 100; the item is specified in "
      "3A090.a";
  return false;
}

const std::string& Shipment::data_name(Id category, Id code) {
  return work_.schema().categories[static_cast<std::size_t>(category)].data_name(code);
}

Shipment::Place Shipment::row_of(Id record) {
  if (record == work_.schema().shipment) return {&root_, record};
  Json& lines =
      root_.at(type(work_.schema().shipment).fields_[static_cast<std::size_t>(work_.schema().lines_field)].column);
  if (lines.elements.empty()) lines.append();
  Place line{&lines.elements.front(), work_.schema().line};
  if (record == line.record) return line;
  // A struct of the line: its item.
  std::vector<Hop> hops;
  Context context;
  if (!reader_.path_to(context, line.record, record, &hops)) return {};
  std::vector<Place> at{line};
  for (const Hop& hop : hops) at = step_into(at, hop);
  return at.empty() ? Place{} : at.front();
}

// The parties in a role: one is made where none was given.
std::vector<Shipment::Place> Shipment::parties(Id role_field) {
  const ir::Schema& schema = work_.schema();
  const ir::Field& role = type(schema.shipment).fields_[static_cast<std::size_t>(role_field)];
  std::vector<Place> out;
  if (schema.parties_field == kNone) {
    out.push_back({&root_.at(role.column), schema.party});
    return out;
  }
  Json& all = root_.at(type(schema.shipment).fields_[static_cast<std::size_t>(schema.parties_field)].column);
  all.kind = Json::Kind::Array;
  for (Json& party : all.elements)
    if (const Json* roles = party.find("roles"); roles != nullptr)
      for (const Json& word : roles->elements)
        if (word.text == role.column) out.push_back({&party, schema.party});
  if (!out.empty()) return out;
  Json& made = all.append();
  made.at("roles").append() = Json::words(role.column);
  out.push_back({&made, schema.party});
  return out;
}

std::vector<Shipment::Place> Shipment::step_into(const std::vector<Place>& from, const Hop& hop) {
  const ir::Node& n = work_.nodes[hop.source];
  std::vector<Place> out;
  const auto field_of = [&](const Place& place) -> const ir::Field& {
    return type(place.record).fields_[static_cast<std::size_t>(n.a)];
  };
  switch (n.op) {
    case ir::Op::RoleOf:
      return parties(static_cast<Id>(n.a));
    case ir::Op::RolesOf: {
      for (const Id role : work_.schema().role_sets[static_cast<std::size_t>(n.a)].roles) {
        const ir::Field& f = type(work_.schema().shipment).fields_[static_cast<std::size_t>(role)];
        const bool optional = f.may_be_none;
        if (optional) {
          // "every party" does not bring in one that may not be there: where none was given, there is none.
          Json& all = root_.at(
              type(work_.schema().shipment).fields_[static_cast<std::size_t>(work_.schema().parties_field)].column);
          const bool there = std::any_of(all.elements.begin(), all.elements.end(), [&](const Json& party) {
            const Json* roles = party.find("roles");
            return roles != nullptr && std::any_of(roles->elements.begin(), roles->elements.end(),
                                                   [&](const Json& w) { return w.text == f.column; });
          });
          if (!there) {
            Json& none = all.append();
            none.at("roles").append() = Json::words(f.column);
            none.at("none") = Json::truth(true);
            continue;
          }
        }
        for (const Place& p : parties(role))
          if (p.object->find("none") == nullptr) out.push_back(p);
      }
      return out;
    }
    case ir::Op::StructOf:
      for (const Place& place : from) {
        const Place row = place.record == n.scope ? place : row_of(n.scope);
        if (row.object == nullptr) continue;
        out.push_back({&row.object->at(field_of(row).column), hop.record});
      }
      return out;
    case ir::Op::ListOf:
      for (const Place& place : from) {
        const Place row = place.record == n.scope ? place : row_of(n.scope);
        if (row.object == nullptr) continue;
        Json& list = list_at(row, field_of(row));
        if (list.elements.empty()) list.append();
        for (Json& element : list.elements) out.push_back({&element, hop.record});
      }
      return out;
    default:
      return out;
  }
}

// A list that a scenario gives is the whole list.
Json& Shipment::list_at(const Place& row, const ir::Field& field) {
  Json& list = row.object->at(field.column);
  list.kind = Json::Kind::Array;
  if (!field.complete_column.empty()) {
    const std::size_t dot = field.column.rfind('.');
    const bool nested = dot != std::string::npos && field.complete_column.find('.') == std::string::npos;
    row.object->at(nested ? field.column.substr(0, dot + 1) + field.complete_column : field.complete_column) =
        Json::truth(true);
    return row.object->at(field.column);
  }
  return list;
}

std::vector<Shipment::Place> Shipment::places(const Context& context, const std::vector<Hop>& hops, Id record) {
  (void)context;
  if (hops.empty()) return {row_of(record)};
  std::vector<Place> at{row_of(work_.nodes[hops[0].source].scope)};
  for (const Hop& hop : hops) at = step_into(at, hop);
  return at;
}

void Shipment::claim(const std::string& program) {
  const auto& fields = type(work_.schema().line).fields_;
  for (const ir::Field& f : fields) {
    if (f.name != "claimed authorization") continue;
    std::string word = program;
    if (f.type.kind == ValueKind::Category)
      if (const Id code = work_.symbols->code(f.type.category, program); code != kNone)
        word = data_name(f.type.category, code);
    row_of(work_.schema().line).object->at(f.column) = Json::words(word);
  }
}

void Shipment::set_header(std::string_view column, Json value) { root_.at(column) = std::move(value); }

Shipment::Place Shipment::along(const Place& row, const Fact& fact) {
  Place at = row;
  for (const Id field : fact.path) {
    const ir::Field& f = type(at.record).fields_[static_cast<std::size_t>(field)];
    at = {&at.object->at(f.column), f.type.record};
  }
  return at;
}

bool Shipment::set(const Context& context, const Place& row, const Fact& fact, NodeId value, bool negated) {
  if (fact.symbol.kind != SymbolKind::Field) return false;
  return set_field(context, along(row, fact), fact.symbol.id, value, negated);
}

bool Shipment::set_field(const Context& context, const Place& row, Id id, NodeId value, bool negated) {
  const ast::Tree& t = context.file->tree;
  const ir::Field& f = type(row.record).fields_[static_cast<std::size_t>(id)];
  const NodeId head = value == kNoNode ? kNoNode : head_in(t, value);
  const std::string text = head == kNoNode ? std::string() : t[head].text;
  if (text == "none" || text == "unknown") {
    row.object->at(f.column) = Json::words(text);
    return true;
  }
  switch (f.type.kind) {
    case ValueKind::Bool:
      row.object->at(f.column) = Json::truth(!negated);
      return true;
    case ValueKind::Text:
      row.object->at(f.column) = Json::words(text);
      return !negated;
    case ValueKind::Date:
      if (negated || head == kNoNode || !sema::days_of(t, head)) return refuse(context, value);
      row.object->at(f.column) = Json::words(format_day(sema::days_of(t, head)->first));
      return true;
    case ValueKind::Number: {
      NodeId digits = head;
      if (digits != kNoNode && t.kind(digits) == Kind::Compared) digits = head_in(t, t.kid(digits, 0));
      if (negated || digits == kNoNode || (t.kind(digits) != Kind::Number && t.kind(digits) != Kind::Quantity))
        return refuse(context, value);
      row.object->at(f.column) = Json::words(Json::digits(t[digits].text).text);
      return true;
    }
    case ValueKind::Category: {
      const Id code = work_.symbols->code(f.type.category, text);
      if (negated || code == kNone) return refuse(context, value);
      row.object->at(f.column) = Json::words(data_name(f.type.category, code));
      return true;
    }
    case ValueKind::List: {
      if (!reader_.value_record(f.type.record)) return refuse(context, value);
      Json& list = list_at(row, f);
      const ir::Type of = type(f.type.record).fields_[0].type;
      std::vector<NodeId> all{value};
      if (t.kind(value) == Kind::OneOf || t.kind(value) == Kind::NounList) all = t[value].kids;
      for (const NodeId one : all) {
        const NodeId word = head_in(t, one);
        std::string spelled = word == kNoNode ? std::string() : t[word].text;
        if (of.kind == ValueKind::Category) {
          const Id code = work_.symbols->code(of.category, spelled);
          if (code == kNone) return refuse(context, one);
          spelled = data_name(of.category, code);
        }
        list.append() = Json::words(spelled);
      }
      return true;
    }
    default:
      return refuse(context, value);
  }
}

bool Shipment::given(const Context& context, NodeId node) {
  const ast::Tree& t = context.file->tree;
  switch (t.kind(node)) {
    case Kind::And: {
      for (const NodeId kid : t[node].kids)
        if (!given(context, kid)) return false;
      return true;
    }
    case Kind::Clause:
      return clause(context, t.kid(node, 0), t.kid(node, 1));
    case Kind::ModeIs:
      run_.mode = t[node].text;
      return true;
    case Kind::ReadingIs:
      run_.readings.push_back({t[node].name2, t[node].text});
      return true;
    case Kind::SentenceFact:
      return fact_sentence(context, t[node].text, false, t[node].span) || refuse(context, node);
    case Kind::NotTrue: {
      const NodeId inner = t.kid(node, 0);
      if (t.kind(inner) != Kind::SentenceFact) return refuse(context, node);
      return fact_sentence(context, t[inner].text, true, t[inner].span) || refuse(context, node);
    }
    case Kind::Knows:
      return given(context, t.kid(node, 1));
    default:
      return refuse(context, node);
  }
}

// Steps and matters of knowledge go into the lists that keep them, under their names in data.
bool Shipment::fact_sentence(const Context& context, const std::string& text, bool negated, Span span) {
  (void)span;
  const sema::Wording* w = reader_.find_wording(text);
  if (w == nullptr) {
    bool found = false;
    return !negated && follow(context, row_of(work_.schema().line), text, &found) && found;
  }
  for (const Id owner : {work_.schema().shipment, work_.schema().line}) {
    const auto& fields = type(owner).fields_;
    for (const ir::Field& f : fields) {
      if (f.type.kind == ValueKind::Bool && f.column == w->data_name) {
        row_of(owner).object->at(f.column) = Json::truth(!negated);
        return true;
      }
      if (f.type.kind != ValueKind::List) continue;
      const auto& inner = type(f.type.record).fields_;
      for (const ir::Field& kind : inner) {
        if (kind.type.kind != ValueKind::Category) continue;
        const ir::Category& c = work_.schema().categories[static_cast<std::size_t>(kind.type.category)];
        for (std::size_t v = 0; v < c.values.size(); ++v) {
          const std::string name = snake(data_name(kind.type.category, static_cast<Id>(v)));
          if (name != w->data_name) continue;
          Json& list = list_at(row_of(owner), f);
          if (negated && w->kind == "step") return true;  // a complete list without it
          Json& element = list.append();
          element.at(kind.column) = Json::words(name);
          for (const ir::Field& other : inner) {
            if (other.type.kind == ValueKind::Date)
              if (const Json* day = root_.find("export_date"); day != nullptr) element.at(other.column) = *day;
            if (other.type.kind == ValueKind::Category && &other != &kind) {
              const Id state = work_.symbols->code(other.type.category, negated ? "none after due diligence" : "known");
              if (state != kNone) element.at(other.column) = Json::words(snake(data_name(other.type.category, state)));
            }
          }
          return true;
        }
      }
    }
  }
  return false;
}

bool Shipment::clause(const Context& context, NodeId subject, NodeId p) {
  const ast::Tree& t = context.file->tree;
  const NodeId head = head_in(t, subject);
  if (head != kNoNode && t.kind(p) == Kind::Is && t.kind(t.kid(p, 0)) == Kind::MetOrTrue) {
    claim(t[head].text);
    return true;
  }
  Ref ref = reader_.resolve(context, subject);
  if (!ref.ok) return false;
  for (const Branch& b : ref.branches) {
    if (!b.scalar && !(reader_.value_record(b.record) && !b.hops.empty())) {
      for (const Place& row : places(context, b.hops, b.record)) {
        if (row.object == nullptr) return refuse(context, subject);
        if (ref.negated) {
          if (!say(context, row, p)) return false;
        } else if (!say(context, row, p)) {
          return false;
        }
      }
      continue;
    }
    // A value: the field itself, or the list of values that holds it.
    std::vector<Hop> hops = b.hops;
    Id owner = kNone, field = kNone;
    if (!b.scalar) {
      const ir::Node& n = work_.nodes[hops.back().source];
      owner = n.scope;
      field = static_cast<Id>(n.a);
      hops.pop_back();
    } else {
      const ir::Node& n = work_.nodes[b.value.node];
      owner = n.scope;
      field = static_cast<Id>(n.a);
      const bool is_field = n.op == ir::Op::NumField || n.op == ir::Op::CatField || n.op == ir::Op::TextField ||
                            n.op == ir::Op::BoolField;
      if (!is_field) return refuse(context, subject);
    }
    if (t.kind(p) != Kind::Is) return refuse(context, p);
    const NodeId complement = t.kid(p, 0);
    for (const Place& row : places(context, hops, owner))
      if (row.object == nullptr || !set_field(context, row, field, complement, (t[p].flags & ast::kNot) != 0))
        return false;
  }
  return true;
}

bool Shipment::say(const Context& context, const Place& row, NodeId p) {
  const ast::Tree& t = context.file->tree;
  const bool negated = (t[p].flags & (ast::kNot | ast::kNo)) != 0;
  switch (t.kind(p)) {
    case Kind::AndPredicates:
      for (const NodeId kid : t[p].kids)
        if (!say(context, row, kid)) return false;
      return true;
    case Kind::Is:
      return be(context, row, t.kid(p, 0), negated);
    case Kind::Has:
    case Kind::Contains: {
      const NodeId object = t.kid(p, 0);
      std::vector<NodeId> all{object};
      if (t.kind(object) == Kind::NounList || t.kind(object) == Kind::OneOf) all = t[object].kids;
      for (const NodeId one : all)
        if (!make_element(context, row, one, negated)) return false;
      return true;
    }
    default:
      return refuse(context, p);
  }
}

bool Shipment::be(const Context& context, const Place& row, NodeId complement, bool negated) {
  const ast::Tree& t = context.file->tree;
  const ast::Node& n = t[complement];
  Fact fact;
  switch (n.kind) {
    case Kind::RelatedTo:
      if (!reader_.fact_in(context, row.record, n.text, &fact) || negated || (n.flags & ast::kOutside) != 0)
        return refuse(context, complement);
      return set(context, row, fact, t.kid(complement, 0));
    case Kind::Quality: {
      if (!reader_.fact_in(context, row.record, n.text, &fact)) return refuse(context, complement);
      if (fact.symbol.kind == SymbolKind::Field) return set(context, row, fact, kNoNode, negated);
      bool found = false;
      return (!negated && follow(context, row, n.text, &found) && found) || refuse(context, complement);
    }
    case Kind::SpecifiedIn:
      return negated ? refuse(context, complement) : classify(context, row, t.kid(complement, 0));
    case Kind::OneOf:
    case Kind::NounPhrase: {
      const NodeId head = head_in(t, complement);
      if (head == kNoNode) return refuse(context, complement);
      if (t.kind(head) == Kind::Citation && (t[head].flags & ast::kEccn) != 0) return classify(context, row, head);
      const std::string& name = t[head].text;
      // A word of the only category among its facts that has it: the item is a server.
      for (const sema::Symbol& s : work_.symbols->all(name)) {
        if (s.kind != SymbolKind::Value) continue;
        Place at = row;
        const auto try_in = [&](const Place& place) {
          for (const ir::Field& f : type(place.record).fields_)
            if (f.type.kind == ValueKind::Category && f.type.category == s.subject) {
              place.object->at(f.column) = Json::words(data_name(s.subject, s.id));
              return true;
            }
          return false;
        };
        if (try_in(at)) return true;
      }
      bool found = false;
      if (!negated && follow(context, row, name, &found) && found) return true;
      if (reader_.fact_in(context, row.record, name, &fact) && fact.symbol.kind == SymbolKind::Field)
        return set(context, row, fact, kNoNode, negated);
      return refuse(context, complement);
    }
    default:
      return refuse(context, complement);
  }
}

// "is a listed entity", "has an Entity List hit": what the definition says becomes facts of the row.
bool Shipment::follow(const Context& context, const Place& row, std::string_view name, bool* found) {
  const sema::Symbol* d = work_.symbols->find_definition(name, row.record, context.section);
  if (d == nullptr) return true;
  const auto& source = work_.symbols->definitions[static_cast<std::size_t>(d->id)];
  const NodeId means = reader_.meaning_node(source);
  if (means == kNoNode) return true;
  const ast::Tree& t = source.file->tree;
  const Context inner = reader_.definition_context(context, source);
  *found = true;
  if (t.kind(means) == Kind::MeansThat) {
    const NodeId c = t.kid(means, 0);
    // "… means that it is A and has B": of the row itself.
    const std::function<bool(NodeId)> tell = [&](NodeId node) {
      if (t.kind(node) == Kind::And) return std::all_of(t[node].kids.begin(), t[node].kids.end(), tell);
      if (t.kind(node) != Kind::Clause) return given(inner, node);
      const NodeId subject = t.kid(node, 0);
      const NodeId head = head_in(t, subject);
      if (head != kNoNode && t.kind(head) == Kind::Pronoun) return say(inner, row, t.kid(node, 1));
      Fact fact;
      if (head != kNoNode && t[subject].text == "its" && reader_.fact_in(inner, row.record, t[head].text, &fact) &&
          fact.symbol.kind == SymbolKind::Field && t.kind(t.kid(node, 1)) == Kind::Is)
        return set(inner, row, fact, t.kid(t.kid(node, 1), 0));
      return given(inner, node);
    };
    return tell(c);
  }
  if (t.kind(means) == Kind::MeansNoun) return refine(inner, row, t.kid(means, 0));
  return false;
}

bool Shipment::refine(const Context& context, const Place& row, NodeId phrase) {
  const ast::Tree& t = context.file->tree;
  if (t.kind(phrase) != Kind::NounPhrase) return false;
  const NodeId head = head_in(t, phrase);
  bool found = false;
  if (head != kNoNode && work_.symbols->record_type(t[head].text) != row.record &&
      !follow(context, row, t[head].text, &found))
    return false;
  for (const NodeId kid : t[phrase].kids) switch (t.kind(kid)) {
      case Kind::Adjective: {
        Fact fact;
        if (!reader_.fact_in(context, row.record, t[kid].text, &fact) || !set(context, row, fact, kNoNode))
          return false;
        break;
      }
      case Kind::That:
        if (!say(context, row, t.kid(kid, 0))) return false;
        break;
      case Kind::PostSpecified:
        if (!classify(context, row, t.kid(kid, 0))) return false;
        break;
      case Kind::Related: {
        Fact fact;
        if (!reader_.fact_in(context, row.record, t[kid].text, &fact) || !set(context, row, fact, t.kid(kid, 0)))
          return false;
        break;
      }
      default:
        break;
    }
  return true;
}

// "has a TPP of 4800", "has an integrated circuit that has …", "has no list hit".
bool Shipment::make_element(const Context& context, const Place& row, NodeId phrase, bool none) {
  const ast::Tree& t = context.file->tree;
  const NodeId head = head_in(t, phrase);
  if (head == kNoNode) return refuse(context, phrase);
  const std::string& name = t[head].text;
  none = none || t[phrase].text == "no";
  Fact fact;
  std::vector<Place> targets{row};
  if (reader_.fact_in(context, row.record, name, &fact) && fact.symbol.kind == SymbolKind::Field) {
    const Place at = along(row, fact);
    const ir::Field& f = type(at.record).fields_[static_cast<std::size_t>(fact.symbol.id)];
    if (f.type.kind == ValueKind::Struct) {
      const Place inner{&at.object->at(f.column), f.type.record};
      return refine(context, inner, phrase);
    }
    if (f.type.kind != ValueKind::List) {
      if (none) {
        at.object->at(f.column) = Json::words("none");
        return true;
      }
      if (const NodeId amount = t.first(phrase, Kind::OfAmount); amount != kNoNode)
        return set_field(context, at, fact.symbol.id, t.kid(amount, 0), false);
      if (const NodeId of = t.first(phrase, Kind::Of); of != kNoNode)
        return set_field(context, at, fact.symbol.id, t.kid(of, 0), false);
      return refuse(context, phrase);
    }
    Json& list = list_at(at, f);
    if (none) return true;
    return refine(context, {&list.append(), f.type.record}, phrase);
  }
  // A definition of the elements of one of its lists: an Entity List hit.
  const sema::Symbol* d = work_.symbols->find_definition(name, kNone, context.section);
  if (d == nullptr) return refuse(context, phrase);
  const Context inner = context;
  const auto& source = work_.symbols->definitions[static_cast<std::size_t>(d->id)];
  const NodeId means = reader_.meaning_node(source);
  const Id wanted =
      means == kNoNode
          ? kNone
          : reader_.classify(reader_.definition_context(inner, source), source.file->tree.kid(means, 0)).record;
  for (const ir::Field& f : type(row.record).fields_) {
    if (f.type.kind != ValueKind::List || f.type.record != wanted) continue;
    Json& list = list_at(row, f);
    if (none) return true;
    const Place element{&list.append(), wanted};
    bool found = false;
    return follow(context, element, name, &found) && refine(context, element, phrase);
  }
  return refuse(context, phrase);
}

// The stated classification, and that it is complete.
bool Shipment::classify(const Context& context, const Place& row, NodeId s) {
  const ast::Tree& t = context.file->tree;
  std::vector<NodeId> cited;
  const std::function<void(NodeId)> walk = [&](NodeId at) {
    if (t.kind(at) == Kind::Citation && (t[at].flags & ast::kEccn) != 0) cited.push_back(at);
    for (const NodeId kid : t[at].kids) walk(kid);
  };
  walk(s);
  Place at = row;
  if (row.record == work_.schema().line)
    for (const ir::Field& f : type(row.record).fields_)
      if (f.type.kind == ValueKind::Struct && f.name == "item") at = {&row.object->at(f.column), f.type.record};
  for (const ir::Field& f : type(at.record).fields_) {
    if (f.name != "stated classification") continue;
    Json& list = list_at(at, f);
    for (const NodeId one : cited) list.append() = Json::words(t[one].text);
    for (const ir::Field& complete : type(at.record).fields_)
      if (complete.name == "classification complete") at.object->at(complete.column) = Json::truth(true);
    return !cited.empty();
  }
  return refuse(context, s);
}

// Required facts that were not given are unknown, so that no row is refused for what a scenario leaves out.
void Shipment::complete(const Place& row) {
  for (const ir::Field& f : type(row.record).fields_) {
    Json* child = const_cast<Json*>(row.object->find(f.column));
    if (f.type.kind == ValueKind::Struct) {
      if (f.column.empty() || child != nullptr) complete({&row.object->at(f.column), f.type.record});
      continue;
    }
    if (f.type.kind == ValueKind::List && child != nullptr && !reader_.value_record(f.type.record)) {
      for (Json& element : child->elements)
        if (element.find("none") == nullptr) complete({&element, f.type.record});
      continue;
    }
    if (!f.required || child != nullptr) continue;
    Json& made = row.object->at(f.column);
    made = Json::words("unknown");
    if (f.name == "shipment id") made = Json::words("scenario");
    if (f.name == "line number") made = Json::words("1");
    if (f.name == "count") made = Json::words("1");
    if (f.name == "record type" && work_.symbols->code(f.type.category, "shipment") != kNone)
      made = Json::words("shipment");
  }
}

std::string Shipment::write() {
  row_of(work_.schema().line);
  complete({&root_, work_.schema().shipment});
  return root_.write();
}

}  // namespace licet::lower
