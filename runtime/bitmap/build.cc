// Builds a Circuit: what has to be observed of a line so that two lines that look alike are decided alike, reasons and
// lists included. What is observed follows what runtime/interp reads when it fills a Decision: outcomes and their
// grounds (evaluate.cc, grounds.cc), requirements, exceptions and the paragraph at which one fails (licensing.cc),
// duties, findings, presumptions, reliance.
#include <algorithm>
#include <set>

#include "runtime/bitmap/demand.h"
#include "runtime/bitmap/lower.h"
#include "runtime/bitmap/reasons.h"
#include "runtime/interp/evaluate.h"

// A sound default stands for whatever is not named: it is asked of the interpreter.
#pragma GCC diagnostic ignored "-Wswitch-enum"

namespace licet::bitmap {

using interp::at;
using interp::PlanNode;
using ir::Op;

namespace {

class Observer {
 public:
  Observer(Circuit* circuit, Lowering* lowering)
      : c_(*circuit), l_(*lowering), reasons_(lowering), plan_(*circuit->plan), p_(*circuit->plan->program) {}

  void run() {
    for (Id q : interp::written_values(p_)) c_.written.push_back({q, domain_of_subject(p_.decided[at(q)].subject), {}});
    for (part_ = 0; part_ < c_.written.size(); ++part_) written(&c_.written[part_]);
    part_ = c_.licensing();
    licensing();
    part_ = c_.duties();
    duties();
    part_ = c_.findings();
    findings();
    part_ = c_.marks();
    marks();
    windows();
  }

 private:
  static constexpr Evidence kStanding = Evidence::Standing;
  static constexpr Evidence kBoth[] = {Evidence::Standing, Evidence::Open};

  void observe(Gate gate, std::uint32_t domain) {
    if (gate == kNever || gate == kAlways || !seen_.insert({gate, part_}).second) return;
    c_.observed.push_back({gate, domain, part_});
  }
  void observe(Pair pair, std::uint32_t domain) {
    observe(pair.p, domain);
    observe(l_.unknown(pair), domain);
  }

  void force(Id id, std::uint32_t domain, Evidence reading) {
    const std::uint32_t home = l_.enclosing(domain, p_.provisions[at(id)].subject);
    observe(l_.in_force(id, home, reading), home);
  }
  // Of the line; or of the one row of a struct field of the line.
  std::uint32_t domain_of_subject(Id subject) {
    if (subject == p_.schema.line || subject == p_.schema.shipment) return kLineDomain;
    const std::vector<ir::Field>& fields = p_.schema.records[at(p_.schema.line)].fields_;
    Id field = kNone;
    for (std::size_t f = 0; f < fields.size() && field == kNone; ++f)
      if (fields[f].type.kind == ir::ValueKind::Struct && fields[f].type.record == subject) field = static_cast<Id>(f);
    for (std::size_t n = 0; n < p_.nodes.size(); ++n)
      if (p_.nodes[n].op == Op::StructOf && p_.nodes[n].scope == p_.schema.line && p_.nodes[n].a == field)
        return l_.domain_of(kLineDomain, subject, static_cast<Id>(n), kNone);
    return l_.domain_of(kLineDomain, subject, kNone, field);
  }

  Pair known_law(Id q, Evidence reading) {
    const Day from = plan_.horizon_from[at(q)], through = plan_.horizon_through[at(q)];
    if (from <= ir::kBeginning && (through >= ir::kForever || !plan_.run.strict_horizon)) return kCertain;
    if (p_.event_date == kNone && plan_.date_field == kNone) return kCertain;
    return l_.test(Test::What::KnownLaw, q, kLineDomain, reading);
  }

  void written(Written* value) {
    const Id q = value->decided;
    const std::uint32_t home = value->domain;
    if (home != kLineDomain) observe(l_.test(Test::What::There, kNone, home, Evidence::Standing), home);
    for (Evidence reading : kBoth) {
      observe(known_law(q, reading), kLineDomain);
      const Outcomes& o = l_.outcomes(q, home, reading);
      for (Gate gate : o.possible) observe(gate, home);
      for (Gate gate : o.certain) observe(gate, home);
      observe(o.gap, home);
      observe(o.conflict, home);
    }
    grounds(q, home);
    value->open = Demand(&c_, &l_).of_written(q, home, known_law(q, Evidence::Standing), known_law(q, Evidence::Open));
  }

  // The grounds are told where the standing reading settles the value: those that are certain, else those that may be.
  void grounds(Id q, std::uint32_t home) {
    const ir::DecidedValue& d = p_.decided[at(q)];
    const Outcomes& o = l_.outcomes(q, home, kStanding);
    Graph& g = c_.graph;
    const bool lists = d.mode == ir::Combination::AllListed;
    Gate one = kNever, several = kNever;
    for (std::size_t v = 0; v < o.possible.size(); ++v) {
      several = g.or_(several, lists ? g.and_not(o.possible[v], o.certain[v]) : g.and_(one, o.possible[v]));
      one = g.or_(one, o.possible[v]);
    }
    for (Gate odd : {o.gap, o.conflict}) {
      several = g.or_(several, g.and_(one, odd));
      one = g.or_(one, odd);
    }
    const Gate settled = g.not_(several);
    Reasons certain, may;
    const auto add = [&](Reasons* to, Id p, Gate gate) { to->push_back({p, g.and_(settled, gate)}); };
    if (d.mode == ir::Combination::First) {
      Gate left = kAlways;
      for (const ir::Case& c : d.cases) {
        const Pair when = l_.cond(c.when, home, kStanding);
        const Gate here = g.and_(left, when.p);
        if (!c.undetermined) {
          for (const Reason& r : reasons_.supports(c.when, home, kStanding, false))
            add(&certain, r.id, g.and_(here, r.gate));
          for (const Reason& r : reasons_.supports(c.when, home, kStanding, true))
            add(&may, r.id, g.and_(here, r.gate));
        }
        left = g.and_(left, when.n);
      }
    } else {
      for (Id p : d.provisions) {
        const std::size_t v = at(p_.provisions[at(p)].value);
        const Pair force = l_.in_force(p, home, kStanding);
        const Gate wanted = lists ? o.certain[v] : o.possible[v];
        add(&certain, p, g.and_(wanted, l_.certain(force)));
        add(&may, p, g.and_(wanted, force.p));
        observe(g.and_(g.and_(settled, o.conflict), force.p), home);
      }
    }
    Gate some = kNever;
    for (const Reason& r : certain) {
      observe(r.gate, home);
      some = g.or_(some, r.gate);
    }
    for (const Reason& r : may) observe(g.and_not(r.gate, some), home);
    observe(some, home);
  }

  void licensing() {
    const ir::Licensing& lists = p_.licensing;
    Graph& g = c_.graph;
    laws();
    asked_.assign(lists.exceptions.size(), kNever);
    stepped_.assign(lists.exceptions.size(), kNever);
    for (const ir::Requirement& r : lists.requirements) {
      const Pair applies = l_.cond(r.applies, kLineDomain, kStanding);
      observe(applies, kLineDomain);
      if (r.overcome != kNone) {
        const Pair overcome = l_.cond(r.overcome, kLineDomain, kStanding);
        observe(g.and_(applies.p, overcome.p), kLineDomain);
        observe(g.and_(applies.p, l_.unknown(overcome)), kLineDomain);
      }
      std::uint32_t domain = kLineDomain;
      Gate there = applies.p;
      for (Id source : r.instances) {
        const Elements e = l_.elements(source, domain, kStanding);
        there = g.and_(l_.carried({there, kNever}, domain, e.domain).p, e.there.p);
        domain = e.domain;
      }
      if (r.instance_applies != kNone) there = g.and_(there, l_.cond(r.instance_applies, domain, kStanding).p);
      for (const ir::Standing& s : r.exceptions) {
        const Id scope = s.met != kNone ? plan_.nodes[at(s.met)].key.scope : kNone;
        const bool line =
            r.instances.empty() || scope == kNone || scope == p_.schema.line || scope == p_.schema.shipment;
        standing(s, line ? kLineDomain : domain, line ? applies.p : there);
      }
    }
    for (std::size_t i = 0; i < lists.exceptions.size(); ++i) {
      const ir::Exception& e = lists.exceptions[i];
      if (e.claimed != kNone)
        observe(g.and_(asked_[i], l_.certain(l_.cond(e.claimed, kLineDomain, kStanding))), kLineDomain);
      if (e.used != kNone) {
        const Pair used = l_.cond(e.used, kLineDomain, kStanding);
        observe(g.and_(asked_[i], used.p), kLineDomain);
        observe(g.and_(asked_[i], l_.unknown(used)), kLineDomain);
      }
      for (const ir::Step& step : e.steps) {
        const Pair needed = step.needed == kNone ? kCertain : l_.cond(step.needed, kLineDomain, kStanding);
        const Pair taken = step.taken == kNone ? kImpossible : l_.cond(step.taken, kLineDomain, kStanding);
        observe(g.and_(stepped_[i], g.and_(needed.p, taken.n)), kLineDomain);
      }
    }
  }

  // Of an exception against a requirement, where it is asked: met, open, closed at a paragraph, foreclosed by a
  // provision, or undetermined.
  void standing(const ir::Standing& s, std::uint32_t domain, Gate asked) {
    Graph& g = c_.graph;
    const auto certain = [&](Id node) { return node == kNone ? kNever : l_.certain(l_.cond(node, domain, kStanding)); };
    observe(asked, domain);
    const Gate met = g.and_(asked, certain(s.met));
    observe(met, domain);
    Gate left = g.and_not(asked, met);
    const Gate open = g.and_(left, certain(s.open));
    observe(open, domain);
    left = g.and_not(left, open);
    const Gate closed =
        s.conditions == kNone ? kNever : g.and_(left, l_.certain(l_.not_(l_.cond(s.conditions, domain, kStanding))));
    observe(closed, domain);
    if (s.conditions != kNone) {
      for (const Reason& r : reasons_.failing(s.conditions, domain)) observe(g.and_(closed, r.gate), domain);
      const PlanNode& node = plan_.nodes[at(s.conditions)];  // where sentences disagree, the first that says one
      if (node.op == Op::Or)
        for (std::size_t i = 0; i < node.count; ++i)
          for (const Reason& r : reasons_.failing(plan_.arguments(node)[i], domain))
            observe(g.and_(closed, r.gate), domain);
    }
    left = g.and_not(left, closed);
    const Gate foreclosed = g.and_(left, certain(s.foreclosed));
    observe(foreclosed, domain);
    for (Id f : p_.licensing.exceptions[at(s.exception)].foreclosures) {
      const Id subject = p_.provisions[at(f)].subject;
      std::uint32_t row = domain;
      while (row != kLineDomain && subject != kNone && c_.domains[row].type != subject) row = c_.domains[row].parent;
      if (subject == kNone || subject == c_.domains[row].type || subject == p_.schema.shipment)
        observe(g.and_(foreclosed, l_.carried({l_.certain(l_.in_force(f, row, kStanding)), kNever}, row, domain).p),
                domain);
    }
    left = g.and_not(left, foreclosed);
    asked_[at(s.exception)] = g.or_(asked_[at(s.exception)], l_.folded(asked, domain, kLineDomain));
    stepped_[at(s.exception)] = g.or_(stepped_[at(s.exception)], l_.folded(g.or_(open, left), domain, kLineDomain));
  }

  void duties() {
    laws();
    for (const ir::Duty& duty : p_.licensing.duties) {
      const Pair due = duty.when == kNone ? kCertain : l_.cond(duty.when, kLineDomain, kStanding);
      observe(due, kLineDomain);
      if (duty.due != kNone) c_.due_days.push_back({due.p, duty.due});
    }
  }

  void findings() {
    laws();
    for (const ir::Finding& finding : p_.licensing.findings)
      if (finding.when != kNone) observe(l_.certain(l_.cond(finding.when, kLineDomain, kStanding)), kLineDomain);
  }

  // There are no lists where every value is beyond the known law.
  void laws() {
    for (const Written& value : c_.written)
      for (Evidence reading : kBoth) observe(known_law(value.decided, reading), kLineDomain);
  }

  // What the lists of marks rest on beside the outcomes.
  void marks() {
    for (std::size_t i = 0; i < p_.provisions.size(); ++i)
      if (p_.provisions[i].kind == ir::ProvisionKind::Presumption && p_.provisions[i].subject == p_.schema.line)
        force(static_cast<Id>(i), kLineDomain, Evidence::Standing);
    laws();
    for (const Written& value : c_.written)
      if (!plan_.run.strict_horizon && p_.event_date != kNone &&
          plan_.horizon_through[at(value.decided)] < ir::kForever)
        observe(l_.test(Test::What::Scheduled, value.decided, kLineDomain, Evidence::Standing), kLineDomain);
    for (std::size_t i = 0; i < p_.nodes.size(); ++i) {
      const ir::Node& n = p_.nodes[i];
      if (n.scope != kNone && n.scope != p_.schema.line && n.scope != p_.schema.shipment) continue;
      bool doubtful = false;
      if (n.op == Op::Figure)
        for (const ir::FigureValue& v : p_.figures[at(n.a)].values) doubtful = doubtful || v.unconfirmed;
      if (n.op == Op::InTable || n.op == Op::LookupNum || n.op == Op::LookupCat || n.op == Op::LookupText)
        for (const ir::TableRow& row : p_.tables[at(n.a)].rows) doubtful = doubtful || row.unconfirmed;
      if (doubtful)
        observe(l_.test(Test::What::Relied, static_cast<Id>(i), kLineDomain, Evidence::Standing).p, kLineDomain);
    }
  }

  // Where a document may have to be left out, the interpreter weighs the laws.
  void windows() {
    for (Id id : plan_.windows) {
      const ir::Document& d = p_.documents[at(id)];
      for (Evidence reading : kBoth) {
        if (d.compliance > d.effective)
          c_.suspect = c_.graph.or_(c_.suspect, l_.test(Test::What::Window, id, kLineDomain, reading).p);
        if (d.savings != kNone) c_.suspect = c_.graph.or_(c_.suspect, l_.cond(d.savings, kLineDomain, reading).p);
      }
    }
  }

  Circuit& c_;
  Lowering& l_;
  ReasonGates reasons_;
  const interp::Plan& plan_;
  const ir::Program& p_;
  std::uint32_t part_ = 0;  // that is told apart
  std::set<std::pair<Gate, std::uint32_t>> seen_;
  std::vector<Gate> asked_, stepped_;  // per exception: of the line; its status is told, its steps are
};

}  // namespace

Circuit build(std::shared_ptr<const interp::Plan> plan) {
  Circuit circuit;
  circuit.plan = std::move(plan);
  Lowering lowering(&circuit);
  Observer(&circuit, &lowering).run();
  lowering.add_guards();
  lowering.finish_facts();
  return circuit;
}

std::vector<Gate> wanted(const Circuit& circuit) {
  std::vector<Gate> out{circuit.suspect};
  for (const Observed& o : circuit.observed) out.push_back(o.gate);
  for (const Circuit::DueDay& d : circuit.due_days) out.push_back(d.due);
  for (const NotOne& n : circuit.not_one) out.push_back(n.there);
  for (const Written& w : circuit.written)
    for (const Explanation& e : w.open) out.push_back(e.gate);
  return out;
}

}  // namespace licet::bitmap
