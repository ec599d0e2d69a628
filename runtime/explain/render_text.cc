// An explanation for people: 100 columns, law text behind a bar, reasons as a tree. "+" true, "-" false, "?" not known.
#include <algorithm>

#include "runtime/explain/explanation.h"
#include "runtime/explain/words.h"

namespace licet::explain {
namespace {

using interp::Truth;

constexpr std::size_t kWidth = 100;

class Text {
 public:
  explicit Text(bool color) : color_(color) {}

  // Words wrapped at the width, further lines indented to `hang`.
  void put(std::size_t indent, std::size_t hang, const std::string& text) {
    std::string line(indent, ' ');
    bool fresh = true;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find(' ', begin), text.size());
      const std::string word = text.substr(begin, end - begin);
      if (!fresh && line.size() + 1 + word.size() > kWidth) {
        out_ += line + "\n";
        line.assign(hang, ' ');
        fresh = true;
      }
      if (!fresh) line += ' ';
      line += word;
      fresh = false;
      begin = end + 1;
    }
    out_ += line + "\n";
  }
  void title(const std::string& text) { out_ += "\n" + (color_ ? "\033[1m" + text + "\033[0m" : text) + "\n"; }
  void bold(const std::string& text) { out_ += (color_ ? "\033[1m" + text + "\033[0m" : text) + "\n"; }
  void quote(std::size_t indent, const std::string& text) {
    if (text.empty()) return;
    std::string flat;
    for (char c : text) {
      const bool blank = c == '\n' || c == '\t' || c == ' ';
      if (!blank)
        flat += c;
      else if (!flat.empty() && flat.back() != ' ')
        flat += ' ';
    }
    Text lines(false);
    lines.put(indent + 2, indent + 2, flat);
    for (std::size_t begin = 0; begin < lines.out_.size();) {
      const std::size_t end = lines.out_.find('\n', begin);
      std::string line = lines.out_.substr(begin, end - begin);
      line[indent] = '|';
      out_ += line + "\n";
      begin = end + 1;
    }
  }
  std::string take() { return std::move(out_); }

 private:
  const bool color_;
  std::string out_;
};

std::string spaced(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string named(const Law& law) {
  return ir::citation_words(law.citation) + (law.title.empty() ? "" : " " + law.title);
}

std::string list_of(const std::vector<std::string>& items, const char* between) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : between) + item;
  return out;
}

void put_reason(const Reason& reason, std::size_t indent, Text* out) {
  const bool says = !reason.text.empty() || !reason.citation.empty();
  if (says) {
    std::string line = reason.truth == Truth::True ? "+ " : reason.truth == Truth::False ? "- " : "? ";
    if (!reason.citation.empty()) line += ir::citation_words(reason.citation) + (reason.text.empty() ? "" : ": ");
    line += reason.text;
    if (!reason.margin.empty())
      line += reason.margin[0] == 'e' ? " (" + reason.margin + ")" : " (margin " + reason.margin + ")";
    out->put(indent, indent + 4, line);
  }
  for (const Reason& part : reason.parts) put_reason(part, says ? indent + 2 : indent, out);
}

void put_decided(const Decided& d, bool first, Text* out) {
  const std::string status = spaced(d.status);
  const std::size_t indent = first ? 2 : 4;
  std::string line = d.name + ": " + (d.status == "decided" ? (d.value.empty() ? "none" : d.value) : status);
  if (first)
    out->title(line);
  else
    out->put(2, 4, line);
  if (d.status != "decided" && !d.possible.empty())
    out->put(indent, indent + 2, "possible: " + list_of(d.possible, ", "));
  if (!d.error.empty()) out->put(indent, indent + 2, "because: " + d.error);
  if (!d.grounds.empty()) {
    std::string by = d.one_of ? "by one of" : "by";
    if (d.grounds.size() == 1) {
      out->put(indent, indent + 2, by + " " + named(d.grounds[0]));
    } else {
      out->put(indent, indent + 2, by);
      for (const Law& law : d.grounds) out->put(indent + 2, indent + 4, named(law));
    }
  }
  if (first)
    for (const Law& law : d.grounds) out->quote(4, law.text);
  if (d.status == "decided" && d.grounds.empty() && !d.why.empty())
    out->put(indent, indent + 2, "by default: no provision concludes another value");
  for (const Reason& reason : d.why) put_reason(reason, indent + 2, out);
  if (d.burden_of_proof) out->put(2, 4, "It rests on the burden of proof: what is not shown may keep a restriction.");
}

void put_open(const Decided& d, Text* out) {
  if (d.status == "decided" || (d.open_facts.empty() && d.deciding_facts.empty())) return;
  out->title("What is not known");
  const bool fewer = d.deciding_exact && d.deciding_facts.size() < d.open_facts.size();
  for (const Fact& fact : d.deciding_exact ? d.deciding_facts : d.open_facts)
    out->put(2, 4,
             "? " + fact.words + (fact.path.starts_with("ledger ") ? " is not known" : " is missing") + "  [" +
                 fact.path + "]");
  if (d.deciding_exact && d.deciding_facts.empty())
    out->put(2, 4, "No missing fact can change the outcome: every completion gives the same one.");
  if (fewer && !d.deciding_facts.empty())
    out->put(2, 4,
             std::to_string(d.open_facts.size() - d.deciding_facts.size()) +
                 " more facts are missing that cannot change the outcome.");
}

void put_requirement(const RequirementWhy& r, bool whole, Text* out) {
  std::string line = named(r.law);
  if (!r.reason.empty()) line += " (" + r.reason + ")";
  line += r.applies == Truth::True ? ": applies" : ": may apply";
  if (!r.subjects.empty()) line += " to " + list_of(r.subjects, ", ");
  if (r.overcome == Truth::True)
    line += ", overcome by " + list_of(r.overcome_by, ", ");
  else
    line += r.overcome == Truth::False ? ", not overcome" : ", perhaps overcome";
  if (!r.review_policy.empty() && r.overcome != Truth::True) line += "; review: " + r.review_policy;
  out->put(2, 4, line);
  if (!whole) return;
  out->quote(4, r.law.text);
  for (const Reason& reason : r.why) put_reason(reason, 4, out);
}

void put_exception(const ExceptionWhy& e, bool whole, Text* out) {
  std::string line = e.name + " (" + named(e.law) + "): " + e.status;
  if (!e.failing.empty() && e.status == "closed") line += " at " + ir::citation_words(e.failing);
  if (!e.foreclosed_by.citation.empty()) line += " by " + named(e.foreclosed_by);
  if (e.used == Truth::True)
    line += ", used";
  else if (e.claimed)
    line += ", claimed";
  out->put(2, 4, line);
  for (const StepOpen& step : e.steps)
    out->put(4, 6, "step to be taken, " + ir::citation_words(step.citation) + ": " + step.wording);
  if (whole) out->quote(4, e.foreclosed_by.citation.empty() ? e.law.text : e.foreclosed_by.text);
  if (whole || e.status != "met")
    for (const Reason& reason : e.why) put_reason(reason, 4, out);
}

constexpr std::size_t kEarlierShown = 10;

void put_account(const AccountWhy& a, Text* out) {
  std::string line = a.ledger + (a.account.empty() ? ": which account it is, is not known" : " of " + a.account);
  if (!a.account.empty()) line += ": " + a.before + " before, " + a.after + " after";
  if (!a.limit.empty()) line += "; the limit is " + a.limit;
  if (a.partial) line += "; others may have posted to it";
  if (!a.source.empty()) line += " (" + a.source + ")";
  out->put(2, 4, line);
  const std::size_t hidden = a.earlier.size() > kEarlierShown ? a.earlier.size() - kEarlierShown : 0;
  if (hidden > 0) out->put(4, 6, std::to_string(hidden) + " earlier entries, then");
  for (std::size_t i = hidden; i < a.earlier.size(); ++i) {
    const AccountUse& use = a.earlier[i];
    out->put(4, 6, use.shipment + ", line " + use.line + (use.day.empty() ? "" : ", " + use.day) + ": " + use.amount);
  }
}

void put_rest(const Explanation& x, Text* out) {
  if (!x.accounts.empty()) out->title("Accounts");
  for (const AccountWhy& a : x.accounts) put_account(a, out);
  if (!x.duties.empty()) out->title("Duties");
  for (const DutyWhy& d : x.duties) {
    std::string line = ir::citation_words(d.citation) + ": ";
    if (!d.who.empty()) line += d.who + " must ";
    line += d.wording;
    if (!d.due.empty()) line += ", by " + d.due;
    if (!d.certain) line += " (possible)";
    out->put(2, 4, line);
  }
  if (!x.findings.empty()) out->title("Findings");
  for (const Law& f : x.findings)
    out->put(
        2, 4,
        (f.text.empty() ? f.title : f.text) + (f.citation.empty() ? "" : " (" + ir::citation_words(f.citation) + ")"));
  if (!x.presumptions.empty()) out->title("Presumptions");
  for (const PresumptionWhy& p : x.presumptions) {
    out->put(2, 4, named(p.law) + (p.value.empty() ? "" : ": " + p.value));
    for (const std::string& shown : p.overcome_if_shown) out->put(4, 6, "overcome if it is shown that " + shown);
  }
  if (!x.readings.empty()) out->title("Readings relied on");
  for (const ReadingUsed& r : x.readings)
    out->put(2, 4,
             r.id + " " + r.name + (r.on.empty() ? "" : " on " + r.on) + ": " + r.alternative +
                 (r.is_default ? " (default)" : "") + (r.reason.empty() ? "" : "; " + r.reason));
  if (!x.unconfirmed.empty()) out->title("Unconfirmed");
  for (const std::string& text : x.unconfirmed) out->put(2, 4, text);
  if (!x.marks.empty()) out->title("Marks");
  for (const std::string& text : x.marks) out->put(2, 4, text);
  if (!x.flips.empty()) out->title("What would change it");
  for (const Flip& f : x.flips)
    out->put(2, 4,
             f.fact + " " + f.to + " instead of " + f.from + " would make it " + f.outcome + " (" + f.change + ")");
  if (!x.not_modelled.empty()) out->title("Not modelled");
  for (const std::string& text : x.not_modelled) out->put(2, 4, text);
}

}  // namespace

std::string to_text(const Explanation& x, bool color) {
  Text out(color);
  std::string head = (x.shipment_id.empty() ? "Line " : x.shipment_id + ", line ") + x.line_no;
  if (!x.event_date.empty()) head += ", on " + x.event_date;
  head += ", " + x.rulebook;
  if (!x.mode.empty()) head += " " + x.mode;
  if (!x.law_known_on.empty()) head += ", law known on " + x.law_known_on;
  out.bold(head);

  const bool focused = !x.why_not.empty();
  for (std::size_t i = 0; i < x.decided.size() && (i == 0 || !focused); ++i) {
    if (i == 1) out.title("Also decided");
    put_decided(x.decided[i], i == 0, &out);
    if (i == 0) put_open(x.decided[i], &out);
  }
  if (!x.requirements.empty()) out.title("Requirements");
  for (const RequirementWhy& r : x.requirements) put_requirement(r, !focused, &out);
  if (!x.exceptions.empty()) out.title(focused ? "Why not " + x.why_not : "Exceptions and authorizations");
  for (const ExceptionWhy& e : x.exceptions) put_exception(e, focused, &out);
  put_rest(x, &out);
  return out.take();
}

}  // namespace licet::explain
