// The license vocabulary: its ids. That its nodes are read where they may be is a matter of scopes.
#include "core/ir/verify_parts.h"

namespace licet::ir::checks {
namespace {

void require_provisions(const Program& program, const std::vector<Id>& ids, ProvisionKind kind, const char* what) {
  for (const Id p : ids) {
    require_id(p, program.provisions, what);
    require(program.provisions[at(p)].kind == kind, "{} is of another kind ({})", what,
            program.provisions[at(p)].citation);
  }
}

void require_conditions(const Program& program, std::initializer_list<Id> nodes, const char* what) {
  for (const Id node : nodes) require_node_or_none(program, node, Result::Cond, what);
}

void check_requirement(const Program& program, const Requirement& r) {
  require_provisions(program, r.provisions, ProvisionKind::Requirement, "one of its versions");
  require_conditions(program, {r.applies, r.instance_applies, r.instance_overcome, r.overcome, r.overcome_on_steps},
                     "one of its conditions");
  for (const Id source : r.instances) require_node(program, source, Result::Source, "the source of its instances");
  require_id_or_none(r.review, program.decided, "its review policy");
  for (const Standing& s : r.exceptions) {
    require_id(s.exception, program.licensing.exceptions, "an exception that names it");
    require_id_or_none(s.names, program.provision_sets, "the provisions that name it");
    require_conditions(program, {s.conditions, s.foreclosed, s.met, s.open}, "a condition of an exception to it");
  }
}

void check_exception(const Program& program, const Exception& e) {
  for (const Id p : e.provisions) {
    require_id(p, program.provisions, "one of its sentences");
    const ProvisionKind kind = program.provisions[at(p)].kind;
    require(kind == ProvisionKind::Exception || kind == ProvisionKind::Authorization,
            "{} neither overcomes nor authorizes", program.provisions[at(p)].citation);
  }
  require_provisions(program, e.foreclosures, ProvisionKind::Foreclosure, "one of its foreclosures");
  require_conditions(program, {e.steps_taken, e.claimed, e.used}, "one of its conditions");
  for (const Step& s : e.steps) require_conditions(program, {s.needed, s.taken}, "the condition of a step");
}

}  // namespace

void check_licensing(const Program& program) {
  const Licensing& l = program.licensing;
  for (const Requirement& r : l.requirements)
    about([&] { return "requirement " + r.citation; }, [&] { check_requirement(program, r); });
  for (const Exception& e : l.exceptions)
    about([&] { return "exception " + e.name; }, [&] { check_exception(program, e); });
  for (const Duty& d : l.duties)
    about([&] { return "duty " + d.citation; },
          [&] {
            require_node_or_none(program, d.when, Result::Cond, "its condition");
            require_node_or_none(program, d.due, Result::Num, "its day");
          });
  for (const Finding& f : l.findings)
    about([&] { return "finding " + f.id; },
          [&] { require_node_or_none(program, f.when, Result::Cond, "its condition"); });
  require_provisions(program, l.prohibitions, ProvisionKind::Prohibition, "a prohibition");
  require_id_or_none(l.disposition, program.decided, "the disposition");
  require_id_or_none(l.review, program.decided, "the review policy of the line");
}

}  // namespace licet::ir::checks
