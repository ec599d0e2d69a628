// Ledgers: accounts, measures, order, and when records post.
#include <algorithm>

#include "compiler/lower/reader.h"

namespace licet::lower {

using ast::Kind;
using ir::ValueKind;
using sema::SymbolKind;
using LedgerRead = Work::LedgerRead;

namespace {

std::vector<NodeId> clauses(const ast::Tree& t, NodeId ledger, std::string_view name) {
  std::vector<NodeId> out;
  for (const NodeId kid : t[ledger].kids)
    if (t.kind(kid) == Kind::Property && t[kid].text == name) out.push_back(kid);
  return out;
}

// The names in a phrase that lists them: "shipment, relocation, and removal".
std::vector<NodeId> names_in(const ast::Tree& t, NodeId n) {
  if (t.kind(n) == Kind::Name || t.kind(n) == Kind::Value) return {n};
  std::vector<NodeId> out;
  for (const NodeId kid : t[n].kids)
    for (const NodeId name : names_in(t, kid)) out.push_back(name);
  return out;
}

}  // namespace

Context Reader::ledger_context(Id ledger) {
  Context out;
  out.scope = work_.schema().line;
  out.frames = owners(out.scope);
  out.file = work_.symbols->ledgers[static_cast<std::size_t>(ledger)].file;
  out.paragraph = "ledger " + work_.program().ledgers.ledgers[static_cast<std::size_t>(ledger)].name;
  return out;
}

// A party is named by its key.
std::optional<Scalar> Reader::key_of(const Context& context, NodeId n) {
  const Span span = tree(context)[n].span;
  const Ref ref = resolve(context, n);
  if (!ref.ok || ref.branches.empty()) return std::nullopt;
  if (ref.branches.size() > 1 || ref.negated) {
    report(Code::TypeMismatch, span, {"one account", written(context, n), "several"});
    return std::nullopt;
  }
  Branch branch = ref.branches[0];
  if (!branch.scalar) {
    const Id key = branch.record == kNone ? kNone : record(branch.record).key;
    if (key == kNone) {
      report(Code::TypeMismatch, span, {"a value or a party", written(context, n), "neither"});
      return std::nullopt;
    }
    branch.scalar = true;
    branch.value = {};
    branch.value.type = record(branch.record).fields_[static_cast<std::size_t>(key)].type;
    branch.value.node = nodes().build().field(branch.record, key, span);
    branch.record = kNone;
  }
  std::optional<Scalar> out = at_row(context, branch, span);
  if (!out) return out;
  if (!out->chosen() && !out->quotient() && out->stated.empty() && out->node != kNone &&
      (out->type.kind == ValueKind::Category || out->type.kind == ValueKind::Text))
    return out;
  report(Code::TypeMismatch, span, {"a value of a list or a text", written(context, n), "neither"});
  return std::nullopt;
}

// Records of these sorts: values of a category that the shipment, or the line, carries.
Id Reader::event_of(const Context& context, Id ledger, NodeId events) {
  const ast::Tree& t = tree(context);
  const std::vector<NodeId> named = names_in(t, events);
  for (const Id in : {work_.schema().shipment, work_.schema().line})
    for (std::size_t i = 0; i < record(in).fields_.size(); ++i) {
      const ir::Field& f = record(in).fields_[i];
      if (f.type.kind != ValueKind::Category) continue;
      Ids codes;
      for (const NodeId n : named)
        if (const Id code = work_.symbols->code(f.type.category, t[n].text); code != kNone) codes.push_back(code);
      if (codes.size() == named.size() && !codes.empty())
        return nodes().in_set(in, nodes().build().field(in, static_cast<Id>(i)), std::move(codes), t[events].span);
    }
  const std::string& name = work_.program().ledgers.ledgers[static_cast<std::size_t>(ledger)].name;
  report(Code::NotAValueOf, t[events].span, {written(context, events), "a fact of the record that tells its sort"})
      .help =
      "declare it: category record type: shipment; removal. and the field record type: record type. The events "
      "of ledger " +
      name + " are values of such a category";
  return kNone;
}

Id Reader::ledger_amount(Id ledger, const Scalar& amount, Span span) {
  const ir::Type type = work_.program().ledgers.ledgers[static_cast<std::size_t>(ledger)].type;
  Scalar own;
  own.type = type;
  if (!same_unit(own, amount, span)) return kNone;
  return amount.type.scale <= type.scale ? nodes().build().rescaled(amount.node, type.scale, span) : kNone;
}

bool Reader::ledger_ready(Id id) {
  LedgerRead& read = work_.ledgers[id];
  const auto at = static_cast<std::size_t>(id);
  const std::string name = work_.program().ledgers.ledgers[at].name;
  const NodeId node = work_.symbols->ledgers[at].node;
  const Context context = ledger_context(id);
  const ast::Tree& t = tree(context);
  if (read == LedgerRead::Now)
    report(Code::Cycle, t[node].span, {name + " -> " + name}).help =
        "accounts and measures of a ledger cannot be told by its own balance";
  if (read == LedgerRead::Now) read = LedgerRead::Wrong;
  if (read != LedgerRead::No) return read == LedgerRead::Ready;
  read = LedgerRead::Now;
  bool ok = true;
  const auto scalar_of = [&](NodeId x) -> std::optional<Scalar> {
    const auto s = plain(context, x);
    if (!s) ok = false;
    return s;
  };
  aloud([&] {
    std::vector<ir::Dimension> dimensions;
    for (const NodeId clause : clauses(t, node, "for each"))
      for (const NodeId n : t[clause].kids) {
        const auto key = key_of(context, n);
        ok = ok && key.has_value();
        if (key) dimensions.push_back({written(context, n), key->node});
      }
    Id dated = kNone;
    for (const NodeId clause : clauses(t, node, "dated by")) dated = date(context, t.kid(clause, 0));
    if (clauses(t, node, "dated by").empty()) dated = default_date(context);
    ok = ok && dated != kNone;

    struct Written {
      ir::LedgerEntry entry;
      Scalar amount;
    };
    std::vector<Written> entries;
    for (const NodeId clause : t[node].kids) {
      if (t.kind(clause) != Kind::Property || (t[clause].text != "rises by" && t[clause].text != "falls by")) continue;
      const auto amount = scalar_of(t.kid(clause, 0));
      Written w;
      w.entry.falls = t[clause].text == "falls by";
      w.entry.span = t[clause].span;
      NodeId events = t.kid(clause, 1);
      if (const auto all = clauses(t, node, "events"); events == kNoNode && !all.empty()) events = t.kid(all[0], 0);
      if (events != kNoNode && (w.entry.event = event_of(context, id, events)) == kNone) ok = false;
      if (amount) w.amount = *amount;
      entries.push_back(std::move(w));
    }
    std::optional<Scalar> limit;
    Span limit_span;
    for (const NodeId clause : clauses(t, node, "limit")) {
      limit = scalar_of(t.kid(clause, 0));
      limit_span = t[clause].span;
    }
    if (!ok) return;
    ir::Type type = work_.program().ledgers.ledgers[at].type;
    for (const Written& w : entries) type.scale = std::max(type.scale, w.amount.type.scale);
    if (limit) type.scale = std::max(type.scale, limit->type.scale);
    work_.program().ledgers.ledgers[at].type = type;
    for (Written& w : entries)
      if ((w.entry.amount = ledger_amount(id, w.amount, w.entry.span)) == kNone) ok = false;
    Id limit_node = kNone;
    if (limit && (limit_node = ledger_amount(id, *limit, limit_span)) == kNone) ok = false;

    Ids order;
    bool of_shipment = false, of_line = false;
    for (const NodeId clause : clauses(t, node, "in order of"))
      for (const NodeId x : t[clause].kids) {
        const auto part = scalar_of(x);
        if (!part) return;
        const bool fits = part->type.kind == ValueKind::Number || part->type.kind == ValueKind::Date ||
                          part->type.kind == ValueKind::Text;
        if (!fits || part->quotient() || part->chosen() || (order.empty() && part->type.kind != ValueKind::Date)) {
          report(Code::TypeMismatch, t[x].span,
                 {order.empty() ? "a date" : "a date, a number or a text", written(context, x), "not one"})
              .help =
              "records are taken by their day, and within a day by what tells them apart: in order of the export "
              "date, then the shipment id, then the line number";
          ok = false;
          return;
        }
        const ir::Node read_field = nodes()[part->node];
        if (read_field.op == ir::Op::TextField || read_field.op == ir::Op::NumField) {
          const ir::Field& f = record(read_field.scope).fields_[static_cast<std::size_t>(read_field.a)];
          if (f.required && f.type.kind != ValueKind::Date) {
            of_shipment = of_shipment || read_field.scope == work_.schema().shipment;
            of_line = of_line || read_field.scope == work_.schema().line;
          }
        }
        order.push_back(part->node);
      }
    if (!order.empty() && !(of_shipment && of_line)) {
      report(Code::LedgerOrderNotUnique, t[clauses(t, node, "in order of")[0]].span, {name}).help =
          std::string("end it with the required field that tells ") +
          (of_shipment ? "the lines of a shipment" : "shipments") +
          " apart: …, then the shipment id, then the line number";
      ok = false;
    }
    for (const ir::Ledger& other : work_.program().ledgers.ledgers) {
      if (order.empty() || other.order.empty() || other.order == order) continue;
      report(Code::LedgersInTwoOrders, t[clauses(t, node, "in order of")[0]].span, {name, other.name}).help =
          "a record asks all ledgers before it posts to any, so that there is one order for all of them; where their "
          "days differ, define a day of the shipment and name it in both";
      ok = false;
      break;
    }
    for (const char* what : {"reversals by", "corrections by"})
      for (const NodeId clause : clauses(t, node, what)) {
        const auto text = key_of(context, t.kid(clause, 0));
        Id& kept = what[0] == 'r' ? work_.program().ledgers.reverses : work_.program().ledgers.corrects;
        if (text && text->type.kind == ValueKind::Text && (kept == kNone || kept == text->node)) {
          kept = text->node;
          continue;
        }
        ok = false;
        if (text)
          report(Code::TypeMismatch, t[clause].span,
                 {kept == kNone ? "a text of the record" : "the field that another ledger names",
                  written(context, t.kid(clause, 0)), "another"});
      }
    ir::Ledger& ledger = work_.program().ledgers.ledgers[at];
    ledger.dimensions = std::move(dimensions);
    ledger.dated = dated;
    for (Written& w : entries) ledger.entries.push_back(w.entry);
    ledger.limit = limit_node;
    ledger.order = std::move(order);
  });
  work_.ledgers[id] = ok ? LedgerRead::Ready : LedgerRead::Wrong;
  return ok;
}

// when C, or when C, unless C
Id Reader::entry_when(const Context& context, NodeId clause) {
  const ast::Tree& t = tree(context);
  Ids either, all;
  for (const NodeId kid : t[clause].kids) {
    const Kind kind = t.kind(kid);
    if (kind != Kind::When && kind != Kind::OrWhen && kind != Kind::Unless) continue;
    Id c = condition(context, t.kid(kid, 0));
    if (c == kNone) c = not_understood(context, kid, context.paragraph);
    if (kind == Kind::Unless)
      all.push_back(nodes().negate(c, t[kid].span));
    else
      either.push_back(c);
  }
  if (either.empty() && all.empty()) return kNone;
  if (!either.empty()) all.insert(all.begin(), nodes().any(context.scope, std::move(either), t[clause].span));
  return nodes().all(context.scope, std::move(all), t[clause].span);
}

void Reader::read_entries(Id id) {
  if (!ledger_ready(id)) return;
  const auto at = static_cast<std::size_t>(id);
  const NodeId node = work_.symbols->ledgers[at].node;
  const Context context = ledger_context(id);
  const ast::Tree& t = tree(context);
  std::size_t entry = 0;
  for (const NodeId clause : t[node].kids) {
    if (t.kind(clause) != Kind::Property) continue;
    const std::string& text = t[clause].text;
    if (text == "rises by" || text == "falls by") {
      const Id when = entry_when(context, clause);
      work_.program().ledgers.ledgers[at].entries[entry++].when = when;
    } else if (text == "knowledge") {
      // What closes it: "unless" says when nobody else posts.
      const NodeId unless = t.kid(clause, 1);
      if (unless == kNoNode) continue;
      const Id closed = condition(context, t.kid(unless, 0));
      work_.program().ledgers.ledgers[at].closed_when =
          closed == kNone ? not_understood(context, unless, context.paragraph) : closed;
    } else if (text == "counts") {
      const Id counted = is_noun(context, context.scope, t.kid(clause, 0));
      work_.program().ledgers.ledgers[at].counted =
          counted == kNone ? not_understood(context, clause, context.paragraph) : counted;
    }
  }
}

}  // namespace licet::lower
