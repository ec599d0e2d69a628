// Random records for generated programs, and their completions: every missing or bounded fact takes each value that its
// declaration allows, every open list its possible further elements.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tests/fuzz/completion/generate.h"

namespace licet::fuzz {

using data::Cell;
using data::Record;
using data::State;
using Fact = std::tuple<Id, std::uint32_t, Id>;  // record type, row, field

inline constexpr std::uint32_t kExactCode = 0xffffffffu;  // in Cell::count of a completion: the inner node itself

class Records {
 public:
  Records(const ir::Program& p, Random* random) : p_(p), r_(*random) { find_used(); }

  Record record(int missing_percent) {
    missing_ = missing_percent;
    Record out(p_.schema);
    const std::uint32_t top = out.add_row(kShipment, 0);
    const int parties = r_.between(1, 3);
    for (int i = 0; i < parties; ++i) fill(&out, kParty, out.add_row(kParty, top), true);
    out.rows(kShipment).at(top, shipment::kParties) = {State::Known, true, static_cast<std::uint32_t>(parties), 0};
    for (Id role : {shipment::kUser, shipment::kAgent, shipment::kOwner}) {
      Cell& c = out.rows(kShipment).at(top, role);
      if (used_.count({kShipment, role}) != 0 && r_.chance(missing_ / 2)) continue;
      if (role == shipment::kAgent && r_.chance(30)) {
        c.state = State::None;
        continue;
      }
      std::vector<std::uint32_t> rows = {static_cast<std::uint32_t>(r_.below(parties))};
      if (r_.chance(15)) rows.push_back(static_cast<std::uint32_t>(r_.below(parties)));
      out.set_role(&c, rows);
    }
    fill(&out, kShipment, top, false);
    const int lines = r_.between(1, 2);
    for (int i = 0; i < lines; ++i) out.add_row(kLine, top);
    out.rows(kShipment).at(top, shipment::kLines) = {State::Known, true, static_cast<std::uint32_t>(lines), 0};
    for (int i = 0; i < lines; ++i) {
      const int keep = missing_;
      if (i > 0) missing_ = 0;  // only the first is decided, and nothing reads the other
      fill(&out, kLine, static_cast<std::uint32_t>(i), true);
      missing_ = keep;
    }
    return out;
  }

  // False if there are more than `limit`; then `out` holds `samples` random ones.
  bool completions(const Record& record, std::size_t limit, std::size_t samples, std::vector<Record>* out) {
    Record start = record;
    close(&start);
    out->clear();
    limit_ = limit;
    if (expand(start, out)) return true;
    out->clear();
    for (std::size_t i = 0; i < samples; ++i) {
      Record r = start;
      std::vector<Record> next;
      while (branch(r, &next)) r = next[static_cast<std::size_t>(r_.below(static_cast<int>(next.size())))];
      out->push_back(std::move(r));
    }
    return false;
  }

  // Plain facts that are missing or bounded; `others` if lists, roles or structs are open besides.
  std::vector<Fact> holes(const Record& record, bool* others) {
    std::vector<Fact> out;
    *others = false;
    Record r = record;
    close(&r);
    for (std::size_t t = 0; t < p_.schema.records.size(); ++t)
      for (std::uint32_t row = 0; row < r.rows(static_cast<Id>(t)).size(); ++row)
        for (std::size_t f = 0; f < p_.schema.records[t].fields_.size(); ++f) {
          if (!is_hole(r, static_cast<Id>(t), row, static_cast<Id>(f))) continue;
          const ir::ValueKind kind = p_.schema.records[t].fields_[f].type.kind;
          if (kind == ir::ValueKind::List || kind == ir::ValueKind::Role || kind == ir::ValueKind::Struct)
            *others = true;
          else
            out.push_back({static_cast<Id>(t), row, static_cast<Id>(f)});
        }
    return out;
  }
  std::vector<Cell> domain(const Record& r, const Fact& f) {
    return alternatives(r, std::get<0>(f), std::get<1>(f), std::get<2>(f));
  }

  std::vector<std::string> labels(const Record& r, const Fact& fact) {
    const auto [type, row, field] = fact;
    std::vector<std::string> out;
    for (const std::string& at : places(r, type, row))
      out.push_back((at.empty() ? "" : at + ".") +
                    p_.schema.records[static_cast<std::size_t>(type)].fields_[static_cast<std::size_t>(field)].column);
    return out;
  }

 private:
  const ir::Field& declared(Id t, Id f) const {
    return p_.schema.records[static_cast<std::size_t>(t)].fields_[static_cast<std::size_t>(f)];
  }

  void find_used() {
    for (const ir::Node& n : p_.nodes) {
      const bool reads = n.op == Op::BoolField || n.op == Op::NumField || n.op == Op::CatField ||
                         n.op == Op::TextField || n.op == Op::Has || n.op == Op::IsMissing || n.op == Op::ListOf ||
                         n.op == Op::StructOf || n.op == Op::RoleOf;
      if (reads) used_.insert({n.scope, static_cast<Id>(n.a)});
      if (n.op == Op::RolesOf)
        for (Id role : p_.schema.role_sets[static_cast<std::size_t>(n.a)].roles) used_.insert({kShipment, role});
      if (n.op == Op::TopmostSum) used_.insert({kComp, comp::kChildren});
      if (n.op == Op::Count) used_.insert({kParty, party::kId});
    }
  }

  // Every used fact of the row, known or not; parties and lines are there already.
  void fill(Record* out, Id type, std::uint32_t row, bool nested, int level = 1) {
    for (Id f = 0; f < static_cast<Id>(p_.schema.records[static_cast<std::size_t>(type)].fields_.size()); ++f) {
      const ir::Field& d = declared(type, f);
      const bool used = used_.count({type, f}) != 0;
      const bool missing = used && r_.chance(missing_);
      const ir::ValueKind kind = d.type.kind;
      if (type == kShipment && (kind == ir::ValueKind::List || kind == ir::ValueKind::Role)) continue;
      if (kind == ir::ValueKind::List || kind == ir::ValueKind::Struct) {
        if (!nested) continue;
        if (missing && r_.chance(50)) continue;
        if (kind == ir::ValueKind::Struct && d.may_be_none && r_.chance(30)) {
          out->rows(type).at(row, f).state = State::None;
          continue;
        }
        int n = kind == ir::ValueKind::Struct ? 1 : r_.below(d.max_elements + 1);
        const int depth = p_.schema.records[static_cast<std::size_t>(d.type.record)].depth;
        if (!used || (depth > 0 && level > depth + (r_.chance(5) ? 1 : 0) - (type == d.type.record ? 0 : 1))) n = 0;
        if (kind == ir::ValueKind::Struct) n = 1;
        const std::uint32_t first = out->rows(d.type.record).size();
        for (int i = 0; i < n; ++i) out->add_row(d.type.record, row);
        out->rows(type).at(row, f) = {State::Known, !missing, static_cast<std::uint32_t>(n), first};
        for (int i = 0; i < n; ++i)
          fill(out, d.type.record, first + static_cast<std::uint32_t>(i), true, type == d.type.record ? level + 1 : 1);
        continue;
      }
      if (missing) continue;
      Cell& c = out->rows(type).at(row, f);
      if (d.may_be_none && r_.chance(20)) {
        c.state = State::None;
        continue;
      }
      c.state = State::Known;
      if (kind == ir::ValueKind::Bool)
        c.value = r_.below(2);
      else if (kind == ir::ValueKind::Category)
        c.value =
            r_.below(static_cast<int>(p_.schema.categories[static_cast<std::size_t>(d.type.category)].values.size()));
      else if (kind == ir::ValueKind::Text)
        out->set_text(&c, texts()[static_cast<std::size_t>(r_.below(3))]);
      else
        c.value = r_.between(static_cast<int>(d.lo), static_cast<int>(d.hi));
    }
  }
  static const std::vector<std::string>& texts() {
    static const std::vector<std::string> all = {"s", "t", "u"};
    return all;
  }

  // Which lists are complete is settled by the record as it is, not by its completions.
  void close(Record* r) {
    for (std::size_t t = 0; t < p_.schema.records.size(); ++t)
      for (std::uint32_t row = 0; row < r->rows(static_cast<Id>(t)).size(); ++row)
        for (std::size_t f = 0; f < p_.schema.records[t].fields_.size(); ++f) {
          const ir::Field& d = p_.schema.records[t].fields_[f];
          Cell& c = r->rows(static_cast<Id>(t)).at(row, static_cast<Id>(f));
          if (d.type.kind != ir::ValueKind::List || d.complete_when == kNone || c.state != State::Known) continue;
          const Cell& flag = r->rows(static_cast<Id>(t)).at(row, line::kFlag);
          c.closed = c.closed || (flag.state == State::Known && flag.value != 0);
        }
  }

  bool is_hole(const Record& r, Id t, std::uint32_t row, Id f) const {
    if (used_.count({t, f}) == 0 || (t == kLine && row > 0)) return false;
    const Cell& c = r.rows(t).at(row, f);
    const ir::Field& d = declared(t, f);
    if (c.state == State::None) return false;
    if (c.state == State::Missing) return true;
    if (d.type.kind == ir::ValueKind::List) return !c.closed;
    return d.type.kind == ir::ValueKind::Category && c.count != kExactCode && inner(d.type.category, c.value);
  }
  bool inner(Id category, std::int64_t code) const {
    const ir::Category& c = p_.schema.categories[static_cast<std::size_t>(category)];
    return c.hierarchical && std::find(c.parent.begin(), c.parent.end(), static_cast<Id>(code)) != c.parent.end();
  }

  std::vector<Cell> alternatives(const Record& r, Id t, std::uint32_t row, Id f) {
    const Cell& c = r.rows(t).at(row, f);
    const ir::Field& d = declared(t, f);
    std::vector<Cell> out;
    const auto value = [&](std::int64_t v, std::uint32_t count) { out.push_back({State::Known, false, count, v}); };
    if (d.type.kind == ir::ValueKind::Bool) {
      value(0, 0), value(1, 0);
    } else if (d.type.kind == ir::ValueKind::Category) {
      const ir::Category& k = p_.schema.categories[static_cast<std::size_t>(d.type.category)];
      for (Id v = 0; v < static_cast<Id>(k.values.size()); ++v) {
        bool in = c.state == State::Missing;
        for (Id up = v; !in && up != kNone; up = k.parent[static_cast<std::size_t>(up)]) in = up == c.value;
        if (in) value(v, k.hierarchical ? kExactCode : 0);
      }
    } else if (d.type.kind == ir::ValueKind::Text) {
      for (std::size_t i = 0; i < texts().size(); ++i) value(static_cast<std::int64_t>(i), 0);  // set by the caller
    } else {
      for (std::int64_t v = d.lo; v <= d.hi; ++v) value(v, 0);
    }
    if (c.state == State::Missing && d.may_be_none) out.push_back({State::None, false, 0, 0});
    return out;
  }

  // The records that resolve the first hole; false if there is none.
  bool branch(const Record& r, std::vector<Record>* out) {
    out->clear();
    for (std::size_t tt = 0; tt < p_.schema.records.size(); ++tt) {
      const Id t = static_cast<Id>(tt);
      for (std::uint32_t row = 0; row < r.rows(t).size(); ++row)
        for (Id f = 0; f < static_cast<Id>(p_.schema.records[tt].fields_.size()); ++f)
          if (is_hole(r, t, row, f)) {
            resolve(r, t, row, f, out);
            return true;
          }
    }
    return false;
  }

  void resolve(const Record& r, Id t, std::uint32_t row, Id f, std::vector<Record>* out) {
    const ir::Field& d = declared(t, f);
    const Cell& c = r.rows(t).at(row, f);
    if (d.type.kind == ir::ValueKind::List) {
      const std::uint32_t have = c.state == State::Known ? c.count : 0;
      std::uint32_t most = static_cast<std::uint32_t>(d.max_elements);
      if (t == kComp && level(r, row) >= p_.schema.records[kComp].depth) most = have;
      for (std::uint32_t n = have; n <= std::max(most, have); ++n) {
        Record x = r;
        if (n == have) {
          x.rows(t).at(row, f).state = State::Known;
          x.rows(t).at(row, f).count = have;
        } else {
          const std::uint32_t first = x.rows(d.type.record).size();
          for (std::uint32_t i = 0; i < n; ++i) {
            x.add_row(d.type.record, row);
            const Id width = static_cast<Id>(x.rows(d.type.record).width);
            for (Id g = 0; i < have && g < width; ++g) {  // rows of a list are adjacent: the known ones move
              Cell& old = x.rows(d.type.record).at(static_cast<std::uint32_t>(c.value) + i, g);
              x.rows(d.type.record).at(first + i, g) = old;
              old = Cell{State::None, true, 0, 0};
            }
          }
          x.rows(t).at(row, f) = {State::Known, true, n, first};
        }
        x.rows(t).at(row, f).closed = true;
        out->push_back(std::move(x));
      }
      return;
    }
    if (d.type.kind == ir::ValueKind::Role || d.type.kind == ir::ValueKind::Struct) {
      Record x = r;
      const std::uint32_t fresh = x.add_row(d.type.record, row);
      if (d.type.kind == ir::ValueKind::Role)
        x.set_role(&x.rows(t).at(row, f), {fresh});
      else
        x.rows(t).at(row, f) = {State::Known, true, 1, fresh};
      out->push_back(std::move(x));
      if (!d.may_be_none) return;
      out->push_back(r);
      out->back().rows(t).at(row, f).state = State::None;
      return;
    }
    for (const Cell& v : alternatives(r, t, row, f)) {
      out->push_back(r);
      Cell& cell = out->back().rows(t).at(row, f);
      if (d.type.kind == ir::ValueKind::Text && v.state == State::Known)
        out->back().set_text(&cell, texts()[static_cast<std::size_t>(v.value)]);
      else
        cell = v;
    }
  }

  bool expand(const Record& r, std::vector<Record>* out) {
    std::vector<Record> next;
    if (!branch(r, &next)) {
      if (out->size() >= limit_) return false;
      out->push_back(r);
      return true;
    }
    for (const Record& x : next)
      if (!expand(x, out)) return false;
    return true;
  }

  int level(const Record& r, std::uint32_t row) const {
    for (std::uint32_t up = 0; up < r.rows(kComp).size(); ++up) {
      const Cell& c = r.rows(kComp).at(up, comp::kChildren);
      if (c.state == State::Known && row >= c.value && row < c.value + c.count) return level(r, up) + 1;
    }
    return 1;
  }

  std::vector<std::string> places(const Record& r, Id type, std::uint32_t row) {
    if (type == kShipment || type == kLine) return {""};
    std::vector<std::string> out;
    for (Id owner : {kShipment, kLine, kItem, kComp, kPart})
      for (std::uint32_t up = 0; up < r.rows(owner).size(); ++up)
        for (Id f = 0; f < static_cast<Id>(r.rows(owner).width); ++f) {
          const ir::Field& d = declared(owner, f);
          const Cell& c = r.rows(owner).at(up, f);
          if (d.type.record != type || c.state != State::Known || d.column == "parties") continue;
          for (std::uint32_t i = 0; i < c.count; ++i) {
            const std::uint32_t held =
                d.type.kind == ir::ValueKind::Role ? r.role_row(c, i) : static_cast<std::uint32_t>(c.value) + i;
            if (held != row) continue;
            const bool indexed =
                d.type.kind == ir::ValueKind::List || (d.type.kind == ir::ValueKind::Role && c.count > 1);
            for (const std::string& at : places(r, owner, up))
              out.push_back((at.empty() ? "" : at + ".") + d.column + (indexed ? "[" + std::to_string(i) + "]" : ""));
          }
        }
    return out;
  }

  const ir::Program& p_;
  Random& r_;
  std::set<std::pair<Id, Id>> used_;
  int missing_ = 0;
  std::size_t limit_ = 0;
};

}  // namespace licet::fuzz
