// What each node, definition, provision and decided value depends on: record types whose rows it reads, evidence, and
// for a cone everything it reaches.
#include <functional>

#include "core/ir/reads.h"
#include "runtime/interp/plan.h"

namespace licet::interp {
namespace {

using ir::Id;
using ir::kNone;
using ir::Op;

// What a node reads beside its arguments.
struct Reach {
  Id definition = kNone, provision = kNone, provisions = kNone, decided = kNone;
};

Reach reach_of(const ir::Node& node) {
  Reach r;
  if (node.op == Op::CallCond || node.op == Op::CallNum || node.op == Op::CallCat)
    r.definition = static_cast<Id>(node.a);
  if (node.op == Op::InForce || node.op == Op::InScope) r.provision = static_cast<Id>(node.a);
  if (node.op == Op::ConditionsOf) r.provisions = static_cast<Id>(node.a);
  if (node.op == Op::Lists || node.op == Op::OutcomeIs || node.op == Op::Outcome) r.decided = static_cast<Id>(node.a);
  return r;
}

bool reads_field(Op op) {
  return op == Op::BoolField || op == Op::Has || op == Op::IsMissing || op == Op::NumField || op == Op::CatField ||
         op == Op::TextField || op == Op::ListOf || op == Op::StructOf || op == Op::RoleOf || op == Op::RolesOf;
}

bool is_fold(Op op) {
  return op == Op::Any || op == Op::Every || op == Op::AtCond || op == Op::Count || op == Op::Sum ||
         op == Op::Highest || op == Op::Lowest || op == Op::TopmostSum || op == Op::AtNum || op == Op::AtCat ||
         op == Op::AtText || op == Op::Where;
}

struct Need {
  std::uint64_t types = 0;
  bool evidence = false;
  bool add(const Need& other, std::uint64_t without = 0) {
    const Need before = *this;
    types |= other.types & ~without;
    evidence = evidence || other.evidence;
    return types != before.types || evidence != before.evidence;
  }
};

std::uint64_t bit(Id type) { return type == kNone ? 0 : std::uint64_t{1} << type; }

class Dependencies {
 public:
  explicit Dependencies(Plan* plan) : plan_(*plan), p_(*plan->program) {
    nodes_.resize(p_.nodes.size());
    definitions_.resize(p_.definitions.size());
    provisions_.resize(p_.provisions.size());
    decided_.resize(p_.decided.size());
    elements_.resize(p_.nodes.size());
  }

  void run() {
    for (std::size_t i = 0; i < p_.nodes.size(); ++i) elements_[i] = elements(p_.nodes[i]);
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < p_.nodes.size(); ++i) changed |= node(i);
      for (std::size_t i = 0; i < p_.definitions.size(); ++i) changed |= add(&definitions_[i], p_.definitions[i].body);
      for (std::size_t i = 0; i < p_.provisions.size(); ++i) changed |= provision(i);
      for (std::size_t i = 0; i < p_.decided.size(); ++i) changed |= decided(i);
    }
    for (std::size_t k = 0; k < kKinds; ++k) plan_.slots[k].assign(p_.schema.records.size(), 0);
    for (std::size_t i = 0; i < p_.nodes.size(); ++i) {
      const ir::Node& n = p_.nodes[i];
      Kind kind = Kind::Cond;
      bool kept = true;
      switch (ir::result_of(n.op)) {
        case ir::Result::Cond:
          kind = Kind::Cond;
          break;
        case ir::Result::Num:
          kind = Kind::Number;
          break;
        case ir::Result::Cat:
          kind = Kind::Category;
          break;
        case ir::Result::Text:
        case ir::Result::Source:
          kept = false;
          break;
      }
      // A plain read of a fact is cheaper than remembering it.
      kept = kept && n.op != Op::NumConst && n.op != Op::NumField && n.op != Op::BoolField && n.op != Op::CatField;
      plan_.nodes[i].key = key(n.scope, nodes_[i], kind, kept);
      plan_.reads.push_back(nodes_[i].types);
    }
    for (std::size_t i = 0; i < p_.provisions.size(); ++i)
      plan_.in_scope.push_back(key(p_.provisions[i].subject, provisions_[i], Kind::Cond, true));
    for (std::size_t i = 0; i < p_.decided.size(); ++i)
      plan_.outcome.push_back(key(p_.decided[i].subject, decided_[i], Kind::Outcome, true));
  }

 private:
  // The record types whose rows a source pushes.
  std::uint64_t elements(const ir::Node& n) const {
    std::uint64_t out = ir::result_of(n.op) == ir::Result::Source ? bit(n.type.record) : 0;
    if (n.op == Op::RoleOf || n.op == Op::RolesOf) out |= bit(p_.schema.party);
    if (n.op == Op::Where || n.op == Op::Within)
      for (Id arg : n.args) out |= elements_[at(arg)];
    return out;
  }

  bool add(Need* need, Id from, std::uint64_t without = 0) {
    return from != kNone && need->add(nodes_[at(from)], without);
  }

  bool node(std::size_t i) {
    const ir::Node& n = p_.nodes[i];
    Need& need = nodes_[i];
    bool changed = false;
    if (reads_field(n.op)) changed |= need.add({bit(n.scope), false});
    if (n.op == Op::Shown || n.op == Op::IsMissing) changed |= need.add({0, true});
    if (n.op == Op::ListOf) changed |= add(&need, p_.schema.records[at(n.scope)].fields_[at(n.a)].complete_when);
    if (n.op == Op::CodeAtHand) changed |= need.add({kAtHand, false});
    if (n.op == Op::EveryCode || n.op == Op::Balance) return brings_code(n, &need) || changed;
    const bool inner = is_fold(n.op) || n.op == Op::Within;
    for (std::size_t k = 0; k < n.args.size(); ++k) {
      const bool outside = k == 0 || (n.op == Op::Sum && k == 3);  // the source, and a given whole
      changed |= add(&need, n.args[k], inner && !outside ? elements_[at(n.args[0])] : 0);
      if (n.args[k] == p_.event_date) changed |= need.add({bit(plan_.date_type), false});
    }
    const Reach r = reach_of(n);
    if (r.definition != kNone) changed |= need.add(definitions_[at(r.definition)]);
    if (r.provision != kNone) changed |= need.add(provisions_[at(r.provision)]);
    if (r.provisions != kNone)
      for (Id p : p_.provision_sets[at(r.provisions)]) changed |= need.add(provisions_[at(p)]);
    if (r.decided != kNone) changed |= need.add(decided_[at(r.decided)]);
    return changed;
  }

  // What goes through codes, or asks for the state of accounts: it depends on the line, and on its whole shipment.
  bool brings_code(const ir::Node& n, Need* need) {
    bool changed = need->add({bit(n.scope), false});
    if (n.op == Op::EveryCode) return add(need, n.args[0], kAtHand) || changed;
    const ir::AccountQuestion& q = p_.ledgers.questions[at(n.a)];
    std::size_t argument = 0;
    for (const ir::DimensionAsked d : q.dimensions)
      if (d != ir::DimensionAsked::All)
        changed |= add(need, n.args[argument++], d == ir::DimensionAsked::Where ? kAtHand : 0);
    for (; argument < n.args.size(); ++argument) changed |= add(need, n.args[argument]);
    for (const Id read : ir::read_by_question(p_.ledgers, q)) changed |= add(need, read);
    return changed;
  }

  bool provision(std::size_t i) {
    const ir::Provision& p = p_.provisions[i];
    Need& need = provisions_[i];
    bool changed = need.add({bit(p.subject) | (plan_.timeless[i] ? 0 : bit(plan_.date_type)), false});
    changed |= add(&need, p.scope);
    changed |= add(&need, p.test);
    if (!plan_.timeless[i]) changed |= add(&need, p.date != kNone ? p.date : p_.event_date);
    for (Id q : p.displaced_by) changed |= need.add(provisions_[at(q)]);
    return changed;
  }

  bool decided(std::size_t i) {
    const ir::DecidedValue& d = p_.decided[i];
    Need& need = decided_[i];
    bool changed = need.add({bit(d.subject), false});
    for (Id p : d.provisions) changed |= need.add(provisions_[at(p)]);
    for (const ir::Case& c : d.cases) changed |= add(&need, c.when);
    changed |= add(&need, d.fallback_when);
    return changed;
  }

  Key key(Id scope, const Need& need, Kind kind, bool kept) {
    Key out;
    out.scope = scope;
    out.evidence = need.evidence;
    if (!kept || scope == kNone) return out;
    const std::uint64_t line = bit(p_.schema.line), owners = plan_.ancestors[at(scope)];
    const std::uint64_t rest = need.types & ~bit(scope) & ~bit(p_.schema.shipment);
    if ((rest & ~owners & ~line) != 0 || (scope == p_.schema.shipment && rest != 0)) return out;
    if (scope == p_.schema.shipment || scope == p_.schema.line) {
      out.memo = scope == p_.schema.line ? Key::Memo::Line : Key::Memo::Shipment;
      out.slot = plan_.header_slots[at(static_cast<int>(kind))]++;
      return out;
    }
    out.memo = (rest & line & ~owners) != 0 ? Key::Memo::RowAndLine : Key::Memo::Row;
    out.blank = (rest & ~line) == 0;
    out.blank_alone = rest == 0;
    out.slot = plan_.slots[at(static_cast<int>(kind))][at(scope)]++;
    return out;
  }

  Plan& plan_;
  const ir::Program& p_;
  std::vector<Need> nodes_, definitions_, provisions_, decided_;
  std::vector<std::uint64_t> elements_;
};

Cone empty_cone(const ir::Program& p) {
  return {std::vector<bool>(p.provisions.size()), std::vector<bool>(p.nodes.size()), std::vector<bool>(p.lists.size()),
          std::vector<bool>(p.figures.size()), std::vector<bool>(p.tables.size())};
}

class Walk {
 public:
  Walk(const ir::Program& program, Cone* cone) : p_(program), cone_(*cone), decided_(program.decided.size()) {}

  void decided(Id id) {
    if (id == kNone || decided_[at(id)]) return;
    decided_[at(id)] = true;
    const ir::DecidedValue& d = p_.decided[at(id)];
    for (Id p : d.provisions) provision(p);
    for (const ir::Case& c : d.cases) node(c.when);
    node(d.fallback_when);
  }

  void provision(Id id) {
    if (cone_.provisions[at(id)]) return;
    cone_.provisions[at(id)] = true;
    const ir::Provision& p = p_.provisions[at(id)];
    node(p.scope);
    node(p.test);
    for (Id q : p.displaced_by) provision(q);
  }

  void node(Id id) {
    if (id == kNone || cone_.nodes[at(id)]) return;
    cone_.nodes[at(id)] = true;
    const ir::Node& n = p_.nodes[at(id)];
    for (Id arg : n.args) node(arg);
    if (n.op == Op::ListOf) node(p_.schema.records[at(n.scope)].fields_[at(n.a)].complete_when);
    if (n.op == Op::Balance)
      for (Id read : ir::read_by_question(p_.ledgers, p_.ledgers.questions[at(n.a)])) node(read);
    if (n.op == Op::InList) cone_.lists[at(n.a)] = true;
    if (n.op == Op::Figure) cone_.figures[at(n.a)] = true;
    if (n.op == Op::InTable || n.op == Op::LookupNum || n.op == Op::LookupCat || n.op == Op::LookupText)
      cone_.tables[at(n.a)] = true;
    const Reach r = reach_of(n);
    if (r.definition != kNone) node(p_.definitions[at(r.definition)].body);
    if (r.provision != kNone) provision(r.provision);
    if (r.provisions != kNone)
      for (Id p : p_.provision_sets[at(r.provisions)]) provision(p);
    decided(r.decided);
  }

 private:
  const ir::Program& p_;
  Cone& cone_;
  std::vector<bool> decided_;
};

}  // namespace

void find_dependencies(Plan* plan) {
  Dependencies(plan).run();
  // A definition is recursive if its body can reach a call of it.
  const ir::Program& p = *plan->program;
  plan->recursive.assign(p.definitions.size(), false);
  for (std::size_t d = 0; d < p.definitions.size(); ++d) {
    const Id subject = p.definitions[d].subject;  // recursion is over the rows below in a tree
    if (subject == kNone || p.schema.records[at(subject)].depth == 0) continue;
    Cone cone = empty_cone(p);
    Walk(p, &cone).node(p.definitions[d].body);
    for (std::size_t i = 0; i < p.nodes.size(); ++i)
      if (cone.nodes[i] && reach_of(p.nodes[i]).definition == static_cast<Id>(d)) plan->recursive[d] = true;
  }
}

Cone cone_of(const ir::Program& p, Id decided) {
  Cone cone = empty_cone(p);
  Walk(p, &cone).decided(decided);
  return cone;
}

Cone cone_of_provision(const ir::Program& p, Id provision) {
  Cone cone = empty_cone(p);
  Walk(p, &cone).provision(provision);
  return cone;
}

}  // namespace licet::interp
