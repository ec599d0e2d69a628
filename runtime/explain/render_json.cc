#include <nlohmann/json.hpp>

#include "runtime/explain/explanation.h"

namespace licet::explain {
namespace {

using Json = nlohmann::ordered_json;
using interp::Truth;

// Declared in front of the template that calls them.
Json json(const Reason& r);
Json json(const Law& law);
Json json(const Fact& fact);
Json json(const Decided& d);
Json json(const RequirementWhy& r);
Json json(const StepOpen& s);
Json json(const ExceptionWhy& e);
Json json(const DutyWhy& d);
Json json(const PresumptionWhy& p);
Json json(const ReadingUsed& r);
Json json(const Flip& f);

template <class T>
Json all(const std::vector<T>& items) {
  Json out = Json::array();
  for (const T& item : items) out.push_back(json(item));
  return out;
}

Json json(Truth truth) { return truth == Truth::Unknown ? Json("unknown") : Json(truth == Truth::True); }

Json json(const Reason& r) {
  Json out{{"is", json(r.truth)}};
  if (!r.citation.empty()) out["citation"] = r.citation;
  if (!r.text.empty()) out["text"] = r.text;
  if (!r.margin.empty()) out["margin"] = r.margin;
  for (const Reason& part : r.parts) out["parts"].push_back(json(part));
  return out;
}

Json json(const Law& law) { return {{"citation", law.citation}, {"title", law.title}, {"text", law.text}}; }
Json json(const Fact& fact) { return {{"path", fact.path}, {"words", fact.words}}; }

Json json(const Decided& d) {
  Json out{{"name", d.name}, {"status", d.status}, {"value", d.value.empty() ? Json() : Json(d.value)}};
  out["possible"] = d.possible;
  out["grounds"] = all(d.grounds);
  out["one_of"] = d.one_of;
  out["burden_of_proof"] = d.burden_of_proof;
  if (!d.error.empty()) out["error"] = d.error;
  out["open_facts"] = all(d.open_facts);
  out["deciding_facts"] = all(d.deciding_facts);
  out["deciding_facts_exact"] = d.deciding_exact;
  if (!d.why.empty()) out["why"] = all(d.why);
  return out;
}

Json json(const RequirementWhy& r) {
  return {{"law", json(r.law)},
          {"reason_for_control", r.reason},
          {"applies", json(r.applies)},
          {"subjects", r.subjects},
          {"overcome", json(r.overcome)},
          {"overcome_by", r.overcome_by},
          {"review_policy", r.review_policy},
          {"why", all(r.why)}};
}

Json json(const StepOpen& s) { return {{"citation", s.citation}, {"wording", s.wording}}; }

Json json(const ExceptionWhy& e) {
  Json out{
      {"name", e.name}, {"law", json(e.law)}, {"status", e.status}, {"claimed", e.claimed}, {"used", json(e.used)}};
  out["failing"] = e.failing.empty() ? Json() : Json(e.failing);
  out["foreclosed_by"] = e.foreclosed_by.citation.empty() ? Json() : json(e.foreclosed_by);
  out["steps"] = all(e.steps);
  out["why"] = all(e.why);
  return out;
}

Json json(const DutyWhy& d) {
  return {{"citation", d.citation},
          {"who", d.who},
          {"wording", d.wording},
          {"due", d.due.empty() ? Json() : Json(d.due)},
          {"certain", d.certain}};
}
Json json(const PresumptionWhy& p) {
  return {{"law", json(p.law)}, {"value", p.value}, {"overcome_if_shown", p.overcome_if_shown}};
}
Json json(const ReadingUsed& r) {
  return {
      {"id", r.id},        {"name", r.name}, {"on", r.on}, {"alternative", r.alternative}, {"default", r.is_default},
      {"reason", r.reason}};
}
Json json(const Flip& f) {
  return {{"fact", f.fact}, {"path", f.path},     {"from", f.from},
          {"to", f.to},     {"change", f.change}, {"outcome", f.outcome}};
}

}  // namespace

std::string to_json(const Explanation& x) {
  Json out;
  out["schema"] = "explanation/1";
  out["rulebook"] = x.rulebook;
  out["fingerprint"] = x.fingerprint;
  out["shipment_id"] = x.shipment_id;
  out["line_no"] = x.line_no;
  out["event_date"] = x.event_date;
  out["mode"] = x.mode.empty() ? Json() : Json(x.mode);
  out["law_known_on"] = x.law_known_on.empty() ? Json() : Json(x.law_known_on);
  out["decided"] = all(x.decided);
  out["requirements"] = all(x.requirements);
  out["exceptions"] = all(x.exceptions);
  out["duties"] = all(x.duties);
  if (!x.accounts.empty()) {
    out["accounts"] = Json::array();
    for (const AccountWhy& a : x.accounts) {
      Json account{{"ledger", a.ledger}, {"account", a.account}, {"before", a.before}, {"after", a.after},
                   {"limit", a.limit},   {"partial", a.partial}, {"source", a.source}, {"earlier", Json::array()}};
      for (const AccountUse& use : a.earlier)
        account["earlier"].push_back(
            {{"shipment", use.shipment}, {"line", use.line}, {"day", use.day}, {"amount", use.amount}});
      out["accounts"].push_back(std::move(account));
    }
  }
  out["findings"] = all(x.findings);
  out["presumptions"] = all(x.presumptions);
  out["readings"] = all(x.readings);
  out["unconfirmed"] = x.unconfirmed;
  out["marks"] = x.marks;
  out["flips"] = all(x.flips);
  out["not_modelled"] = x.not_modelled;
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace licet::explain
