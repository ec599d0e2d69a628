// A replay of one line: decided twice, as the log is and value by value, and everything that took part put into words.
#include <algorithm>

#include "core/base/date.h"
#include "runtime/explain/explanation.h"
#include "runtime/explain/flip.h"
#include "runtime/explain/row.h"
#include "runtime/explain/trace.h"
#include "runtime/explain/words.h"

namespace licet::explain {
namespace {

using interp::Decision;
using interp::ExceptionStatus;
using interp::Outcome;
using interp::Truth;
using ir::Id;

std::size_t at(Id id) { return static_cast<std::size_t>(id); }

class Explainer {
 public:
  Explainer(std::shared_ptr<const interp::Plan> plan, const data::Record& record, std::uint32_t line,
            const ExplainOptions& options)
      : plan_(std::move(plan)),
        program_(interp::program_of(*plan_)),
        run_(interp::parameters_of(*plan_)),
        record_(record),
        line_(line),
        options_(options),
        evaluator_(plan_),
        tracer_(&evaluator_, program_, run_, record, line, options.sources) {
    evaluator_.keep_books(options.books);
    out_.accounts = options.accounts;
  }

  Result<Explanation> explain() {
    Id asked = ir::kNone;
    if (!options_.why_not.empty()) {
      asked = exception_named(options_.why_not);
      if (asked == ir::kNone)
        return Failure{"the rulebook has no exception or authorization " + options_.why_not + all_names(), 2};
    }
    evaluator_.decide(record_, line_, &decision_);
    if (!same_again())
      return Failure{"the replay reaches another outcome: this is a bug; please report it with the record", 70};
    head();
    for (const Outcome& outcome : decision_.outcomes) out_.decided.push_back(decided(outcome));
    for (const interp::RequirementState& state : decision_.requirements) requirement(state);
    for (const interp::ExceptionState& state : decision_.exceptions)
      if (asked == ir::kNone || asked == state.exception) exception(state);
    if (asked != ir::kNone && out_.exceptions.empty()) not_asked(asked);
    for (const interp::DutyState& state : decision_.duties) duty(state);
    rest();
    if (options_.flips && !decision_.outcomes.empty())
      out_.flips = nearest_flips(plan_, record_, line_, decision_.outcomes.front(), &tracer_, options_.books);
    return std::move(out_);
  }

 private:
  // Each decided value by itself must be what the decision of the whole line says.
  bool same_again() {
    for (const Outcome& outcome : decision_.outcomes) {
      if (outcome.row >= 0) continue;
      const Outcome again = evaluator_.outcome(record_, line_, outcome.decided, line_);
      if (again.status != outcome.status || again.values != outcome.values || again.possible != outcome.possible)
        return false;
    }
    return true;
  }

  Id exception_named(const std::string& name) const {
    for (std::size_t i = 0; i < program_.licensing.exceptions.size(); ++i)
      if (program_.licensing.exceptions[i].name == name) return static_cast<Id>(i);
    return ir::kNone;
  }
  std::string all_names() const {
    std::string names;
    for (const ir::Exception& e : program_.licensing.exceptions) names += (names.empty() ? "; it has " : ", ") + e.name;
    return names;
  }

  void head() {
    out_.rulebook = program_.name;
    out_.fingerprint = ir::fingerprint(program_);
    out_.shipment_id = options_.shipment_id;
    out_.line_no = options_.line_no;
    out_.why_not = options_.why_not;
    if (run_.mode) out_.mode = *run_.mode == interp::Mode::AsCodified ? "as codified" : "as enforced";
    if (run_.law_known_on) out_.law_known_on = format_day(*run_.law_known_on);
    if (program_.event_date != ir::kNone) {
      const Tracer::Value day = tracer_.value(program_.event_date, tracer_.line_rows());
      out_.event_date =
          !day.missing && !day.undefined && day.lo == day.hi ? format_day(static_cast<Day>(day.lo)) : "missing";
    }
    out_.not_modelled = program_.not_modelled;
  }

  Law law(Id provision) const {
    const ir::Provision& p = program_.provisions[at(provision)];
    return {p.citation, p.title, p.text == ir::kNone ? std::string() : program_.texts[at(p.text)]};
  }

  std::vector<Fact> facts(const std::vector<interp::OpenFact>& open) const {
    std::vector<Fact> out;
    for (const interp::OpenFact& fact : open) out.push_back({fact.path, fact_words(program_.schema, fact.path)});
    return out;
  }

  Decided decided(const Outcome& outcome) {
    Decided d;
    d.name = program_.decided[at(outcome.decided)].name;
    d.status = to_string(outcome.status);
    for (Id v : outcome.values) d.value += (d.value.empty() ? "" : ", ") + value_text(program_, outcome.decided, v);
    for (Id v : outcome.possible) d.possible.push_back(value_text(program_, outcome.decided, v));
    if (outcome.conflict_possible) d.possible.push_back("conflict");
    if (outcome.gap_possible) d.possible.push_back("gap");
    if (outcome.beyond_possible) d.possible.push_back("beyond known law");
    for (Id p : outcome.grounds) d.grounds.push_back(law(p));
    d.one_of = outcome.one_of;
    d.burden_of_proof = outcome.burden_of_proof;
    d.error = outcome.error;
    d.open_facts = facts(outcome.open_facts);
    if (outcome.status != interp::Status::Decided && outcome.row < 0)
      d.deciding_facts = facts(evaluator_.deciding_facts(record_, line_, outcome.decided, &d.deciding_exact));
    if (program_.licensing.disposition == ir::kNone && outcome.row < 0) d.why = concluding(outcome.decided);
    return d;
  }

  // Each provision that concludes the value for the line: those in force first, then those that may be, then the
  // others.
  std::vector<Reason> concluding(Id decided) {
    std::vector<Reason> out;
    for (Id p : program_.decided[at(decided)].provisions) {
      const Id subject = program_.provisions[at(p)].subject;
      if (subject != program_.schema.line && subject != program_.schema.shipment) continue;
      out.push_back(tracer_.provision(p, tracer_.line_rows()));
    }
    const auto place = [](const Reason& r) { return r.truth == Truth::True ? 0 : r.truth == Truth::Unknown ? 1 : 2; };
    std::stable_sort(out.begin(), out.end(), [&](const Reason& a, const Reason& b) { return place(a) < place(b); });
    return out;
  }

  // The version that is in force on the day; the last one if none is.
  Id version(const std::vector<Id>& provisions) {
    for (Id p : provisions) {
      const ir::Provision& provision = program_.provisions[at(p)];
      if (provision.date == ir::kNone) return p;
      const Tracer::Value day = tracer_.value(provision.date, tracer_.line_rows());
      if (!day.missing && day.lo >= provision.period.from && day.hi <= provision.period.through) return p;
    }
    return provisions.empty() ? ir::kNone : provisions.back();
  }

  void requirement(const interp::RequirementState& state) {
    const ir::Requirement& r = program_.licensing.requirements[at(state.requirement)];
    RequirementWhy why;
    const Id provision = version(r.provisions);
    if (provision != ir::kNone) why.law = law(provision);
    why.law.citation = r.citation;
    why.reason = r.reason;
    why.applies = state.applies;
    why.overcome = state.overcome;
    if (provision != ir::kNone)
      for (std::int32_t row : state.rows)
        why.subjects.push_back(
            tracer_.label(program_.provisions[at(provision)].subject, static_cast<std::uint32_t>(row)));
    if (state.overcome == Truth::True)
      for (Id e : overcome_by(program_, decision_, state.requirement))
        why.overcome_by.push_back(program_.licensing.exceptions[at(e)].name);
    if (r.review != ir::kNone) {
      const Outcome review = evaluator_.outcome(record_, line_, r.review, line_);
      if (review.status == interp::Status::Decided && !review.values.empty())
        why.review_policy = value_text(program_, r.review, review.values.front());
      else
        for (Id v : review.possible)
          why.review_policy += (why.review_policy.empty() ? "" : " or ") + value_text(program_, r.review, v);
    }
    if (r.applies != ir::kNone) why.why.push_back(tracer_.condition(r.applies));
    out_.requirements.push_back(std::move(why));
  }

  ExceptionWhy exception_head(Id id) {
    const ir::Exception& e = program_.licensing.exceptions[at(id)];
    ExceptionWhy why;
    const Id provision = version(e.provisions);
    if (provision != ir::kNone) why.law = law(provision);
    why.law.citation = e.citation;
    if (!e.title.empty()) why.law.title = e.title;
    why.name = e.name;
    return why;
  }

  void exception(const interp::ExceptionState& state) {
    if (state.status == ExceptionStatus::NotAsked) return;
    const ir::Exception& e = program_.licensing.exceptions[at(state.exception)];
    ExceptionWhy why = exception_head(state.exception);
    why.status = to_string(state.status);
    why.claimed = state.claimed;
    why.used = state.used;
    for (std::int32_t step : state.steps_open) {
      const ir::Step& s = e.steps[at(step)];
      why.steps.push_back({s.citation, s.wording});
    }
    if (state.status == ExceptionStatus::Foreclosed && state.foreclosed_by != ir::kNone) {
      why.foreclosed_by = law(state.foreclosed_by);
      why.why.push_back(tracer_.provision(state.foreclosed_by, tracer_.line_rows()));
    } else {
      conditions(state, &why);
    }
    if (e.unwritten)
      why.why.push_back({Truth::Unknown, {}, "its conditions are not written out in the rulebook", {}, {}});
    out_.exceptions.push_back(std::move(why));
  }

  void conditions(const interp::ExceptionState& state, ExceptionWhy* why) {
    if (state.failing != ir::kNone) {
      const ir::Paragraph& p = program_.paragraphs[at(state.failing)];
      why->failing = p.citation;
      const bool of_line =
          p.subject == program_.schema.line || p.subject == program_.schema.shipment || p.subject == ir::kNone;
      if (p.node != ir::kNone && of_line) {
        Reason reason = tracer_.condition(p.node);
        if (reason.citation.empty()) reason.citation = p.citation;
        why->why.push_back(std::move(reason));
        return;
      }
    }
    for (const interp::RequirementState& r : decision_.requirements) {
      if (r.applies == Truth::False) continue;
      for (const ir::Standing& standing : program_.licensing.requirements[at(r.requirement)].exceptions) {
        if (standing.exception != state.exception) continue;
        if (standing.conditions != ir::kNone) why->why.push_back(tracer_.condition(standing.conditions));
        const bool unsure = state.status == ExceptionStatus::Undetermined && standing.foreclosed != ir::kNone &&
                            tracer_.truth(standing.foreclosed, tracer_.line_rows()) == Truth::Unknown;
        if (unsure)
          why->why.push_back(
              {Truth::Unknown, {}, "it may be foreclosed", {}, {tracer_.condition(standing.foreclosed)}});
        return;
      }
    }
  }

  // Asked for, and no requirement that may apply is one that it overcomes.
  void not_asked(Id id) {
    ExceptionWhy why = exception_head(id);
    why.status = "not needed";
    std::string text = "no requirement that it overcomes applies";
    if (!decision_.requirements.empty()) {
      text += "; what applies is";
      for (const interp::RequirementState& r : decision_.requirements)
        text += " " + ir::citation_words(program_.licensing.requirements[at(r.requirement)].citation);
      text += ", which it does not name";
      why.status = "does not name the requirement";
    }
    why.why.push_back({Truth::False, {}, text, {}, {}});
    out_.exceptions.push_back(std::move(why));
  }

  void duty(const interp::DutyState& state) {
    const ir::Duty& d = program_.licensing.duties[at(state.duty)];
    out_.duties.push_back({d.citation, d.who, d.wording, state.has_date ? format_day(state.date) : std::string(),
                           state.due == Truth::True});
  }

  // `shown C` below a node, as the author wrote it.
  void shown_below(Id node, std::vector<std::string>* out) const {
    if (node == ir::kNone) return;
    const ir::Node& n = program_.nodes[at(node)];
    if (n.op == ir::Op::Shown) {
      const std::string text = tracer_.source_text(program_.nodes[at(n.args[0])].span);
      if (!text.empty() && std::find(out->begin(), out->end(), text) == out->end()) out->push_back(text);
      return;
    }
    for (Id arg : n.args) shown_below(arg, out);
  }

  void rest() {
    const ir::Licensing& licensing = program_.licensing;
    for (Id f : decision_.findings) {
      const ir::Finding& finding = licensing.findings[at(f)];
      out_.findings.push_back({finding.citation, finding.id, finding.wording});
    }
    for (Id p : decision_.presumptions) {
      const ir::Provision& provision = program_.provisions[at(p)];
      PresumptionWhy why{law(p), {}, {}};
      if (provision.decides != ir::kNone && provision.value != ir::kNone)
        why.value = program_.decided[at(provision.decides)].name + " is " +
                    value_text(program_, provision.decides, provision.value);
      shown_below(provision.scope, &why.overcome_if_shown);
      shown_below(provision.test, &why.overcome_if_shown);
      out_.presumptions.push_back(std::move(why));
    }
    for (Id r : decision_.readings) {
      const ir::Reading& reading = program_.readings[at(r)];
      const Id chosen = chosen_alternative(program_, r, run_);
      out_.readings.push_back({reading.id, reading.name, reading.on, reading.alternatives[at(chosen)], reading.reason,
                               chosen == reading.standard});
    }
    for (Id p : decision_.unconfirmed) {
      const ir::Provision& provision = program_.provisions[at(p)];
      out_.unconfirmed.push_back(ir::citation_words(provision.citation) +
                                 (provision.unconfirmed_note.empty() ? "" : ": " + provision.unconfirmed_note));
    }
    for (const std::string& name : decision_.unconfirmed_data) out_.unconfirmed.push_back(name);
    if (decision_.scheduled) out_.marks.push_back("scheduled: the date is after the known law");
    if (decision_.compliance_window) out_.marks.push_back("compliance window: the less restrictive text governs");
    for (const Outcome& outcome : decision_.outcomes)
      if (outcome.burden_of_proof)
        out_.marks.push_back("the " + program_.decided[at(outcome.decided)].name + " rests on the burden of proof");
  }

  const std::shared_ptr<const interp::Plan> plan_;
  const ir::Program& program_;
  const interp::RunParameters& run_;
  const data::Record& record_;
  const std::uint32_t line_;
  const ExplainOptions& options_;
  interp::Evaluator evaluator_;
  Tracer tracer_;
  Decision decision_;
  Explanation out_;
};

}  // namespace

Result<Explanation> explain(const std::shared_ptr<const interp::Plan>& plan, const data::Record& record,
                            std::uint32_t line, const ExplainOptions& options) {
  return Explainer(plan, record, line, options).explain();
}

}  // namespace licet::explain
