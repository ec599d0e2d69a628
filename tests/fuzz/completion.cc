// The interpreter against the enumeration of all completions (docs/semantics.md, the soundness rule): random programs,
// random records with missing facts, and an oracle that decides complete records only.
//   fuzz_completion [--programs N] [--seed S] [--ci] [--verbose]
// A failure prints the seed of its program, the program and the record; --seed that seed --programs 1 repeats it.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>

#include "runtime/interp/evaluate.h"
#include "tests/fuzz/completion/oracle.h"
#include "tests/fuzz/completion/records.h"

namespace licet::fuzz {
namespace {

using interp::Status;
using oracle::kBeyond;
using oracle::kConflict;
using oracle::kGap;
using oracle::kListed;

std::string show(const ir::Program& p, Id id) {
  if (id == kNone) return "-";
  const ir::Node& n = p.nodes[static_cast<std::size_t>(id)];
  std::string out = ir::name_of(n.op);
  const bool field = n.op == Op::BoolField || n.op == Op::NumField || n.op == Op::CatField || n.op == Op::TextField ||
                     n.op == Op::Has || n.op == Op::IsMissing || n.op == Op::ListOf || n.op == Op::StructOf ||
                     n.op == Op::RoleOf;
  if (field)
    return out + " " + p.schema.records[static_cast<std::size_t>(n.scope)].name + "." +
           p.schema.records[static_cast<std::size_t>(n.scope)].fields_[static_cast<std::size_t>(n.a)].name;
  if (n.op == Op::InSet || n.op == Op::OutcomeIs) {
    out += " {";
    for (Id v : p.sets[static_cast<std::size_t>(n.op == Op::InSet ? n.a : n.b)]) out += std::to_string(v) + " ";
    out += "}";
  }
  out += " " + std::to_string(n.a) + (n.b != 0 ? "," + std::to_string(n.b) : "");
  if (n.args.empty()) return out;
  out += "(";
  for (Id a : n.args) out += (out.back() == '(' ? "" : ", ") + show(p, a);
  return out + ")";
}

std::string show(const ir::Period& v) {
  std::string out = "[" + (v.from <= ir::kBeginning ? "" : std::to_string(v.from)) + ".." +
                    (v.through >= ir::kForever ? "" : std::to_string(v.through));
  if (v.document != kNone) out += " by " + std::to_string(v.document);
  if (v.ended_by != kNone) out += " ended by " + std::to_string(v.ended_by);
  return out + "]";
}

void print_program(const ir::Program& p) {
  std::printf("event date: %s\n", show(p, p.event_date).c_str());
  for (const ir::Horizon& h : p.horizons) std::printf("known %d..%d\n", h.from, h.through);
  for (std::size_t i = 0; i < p.documents.size(); ++i)
    std::printf("document %zu %s published %d effective %d compliance %d%s reading %d savings %s\n", i,
                p.documents[i].name.c_str(), p.documents[i].published, p.documents[i].effective,
                p.documents[i].compliance, p.documents[i].enforcement ? " enforcement" : "", p.documents[i].reading,
                show(p, p.documents[i].savings).c_str());
  for (const ir::FigureValue& v : p.figures[0].values)
    std::printf("figure %s %ld%s\n", show(v.period).c_str(), static_cast<long>(v.value), v.stated ? "" : " not stated");
  for (const ir::DatedList& l : p.lists) {
    std::printf("list %s%s %s:", l.name.c_str(), l.incomplete ? " incomplete" : "", show(l.stated).c_str());
    for (const ir::ListMember& m : l.members) std::printf(" %d%s", m.code, show(m.period).c_str());
    std::printf("\n");
  }
  for (const ir::TableRow& r : p.tables[0].rows)
    std::printf("row %d %s: %d/%ld %d/%ld\n", r.key, show(r.period).c_str(), r.cells[0].state,
                static_cast<long>(r.cells[0].value), r.cells[1].state, static_cast<long>(r.cells[1].value));
  for (const ir::RecordType& t : p.schema.records)
    for (const ir::Field& f : t.fields_)
      if (f.bounded || f.may_be_none || f.complete_when != kNone)
        std::printf("field %s.%s [%ld, %ld]%s%s\n", t.name.c_str(), f.name.c_str(), static_cast<long>(f.lo),
                    static_cast<long>(f.hi), f.may_be_none ? " none" : "",
                    f.complete_when != kNone ? " complete when flag" : "");
  for (const ir::Definition& d : p.definitions) std::printf("define %s: %s\n", d.name.c_str(), show(p, d.body).c_str());
  for (std::size_t q = 0; q < p.decided.size(); ++q) {
    const ir::DecidedValue& d = p.decided[q];
    std::printf("decide %s of %s, mode %d, category %d%s, default %d when %s\n", d.name.c_str(),
                p.schema.records[static_cast<std::size_t>(d.subject)].name.c_str(), static_cast<int>(d.mode),
                d.category, d.ordered ? " ordered" : "", d.fallback, show(p, d.fallback_when).c_str());
    for (const ir::Case& c : d.cases)
      std::printf("  case %d%s: %s\n", c.value, c.undetermined ? " undetermined" : "", show(p, c.when).c_str());
  }
  for (std::size_t i = 0; i < p.provisions.size(); ++i) {
    const ir::Provision& v = p.provisions[i];
    std::printf("provision %zu of %d: value %d %s%s\n   where %s\n   when %s\n   displaced by", i, v.decides, v.value,
                show(v.period).c_str(), v.separate_scope ? " scope" : "", show(p, v.scope).c_str(),
                show(p, v.test).c_str());
    for (Id q : v.displaced_by) std::printf(" %d", q);
    for (const ir::Period& s : v.suspended) std::printf(" suspended %s", show(s).c_str());
    if (v.date != kNone) std::printf(" dated %s", show(p, v.date).c_str());
    std::printf("\n");
  }
}

void print_record(const ir::Program& p, const Record& r) {
  for (std::size_t t = 0; t < p.schema.records.size(); ++t)
    for (std::uint32_t row = 0; row < r.rows(static_cast<Id>(t)).size(); ++row) {
      std::printf("%s[%u]", p.schema.records[t].name.c_str(), row);
      for (std::size_t f = 0; f < p.schema.records[t].fields_.size(); ++f) {
        const Cell& c = r.rows(static_cast<Id>(t)).at(row, static_cast<Id>(f));
        const ir::Field& d = p.schema.records[t].fields_[f];
        std::printf(" %s=", d.name.c_str());
        if (c.state == State::Missing)
          std::printf("?");
        else if (c.state == State::None)
          std::printf("none");
        else if (d.type.kind == ir::ValueKind::Text)
          std::printf("%s", std::string(r.text(c)).c_str());
        else if (d.type.kind == ir::ValueKind::Role)
          for (std::uint32_t i = 0; i < c.count; ++i) std::printf("#%u", r.role_row(c, i));
        else if (d.type.kind == ir::ValueKind::List)
          std::printf("%ld+%u%s", static_cast<long>(c.value), c.count, c.closed ? "" : "...");
        else
          std::printf("%ld", static_cast<long>(c.value));
      }
      std::printf("\n");
    }
}

std::string show(const interp::Outcome& o) {
  std::string out = interp::to_string(o.status);
  const auto codes = [&](const char* name, const std::vector<Id>& vs) {
    if (vs.empty()) return;
    out += std::string(" ") + name;
    for (Id v : vs) out += " " + std::to_string(v);
  };
  codes("values", o.values);
  codes("possible", o.possible);
  if (o.gap_possible) out += " gap?";
  if (o.conflict_possible) out += " conflict?";
  if (o.beyond_possible) out += " beyond?";
  if (o.burden_of_proof) out += " burden";
  if (!o.error.empty()) out += " (" + o.error + ")";
  for (const interp::OpenFact& f : o.open_facts) out += " [" + f.path + "]";
  return out;
}

std::string show(oracle::Outcome o) {
  if (o == kGap) return "gap";
  if (o == kConflict) return "conflict";
  if (o == kBeyond) return "beyond";
  if ((o & kListed) == 0) return std::to_string(o);
  std::string out = "{";
  for (int v = 0; v < 60; ++v)
    if ((o >> v) & 1) out += std::to_string(v) + " ";
  return out + "}";
}

bool has(const std::vector<Id>& vs, oracle::Outcome v) {
  return std::find(vs.begin(), vs.end(), static_cast<Id>(v)) != vs.end();
}

// Does the reported possible set contain the outcome?
bool covers(const ir::DecidedValue& d, const interp::Outcome& o, oracle::Outcome x) {
  const bool open = o.status == Status::Undetermined || o.status == Status::Error;
  if (x == kGap) return o.status == Status::Gap || (open && o.gap_possible);
  if (x == kConflict) return o.status == Status::Conflict || (open && o.conflict_possible);
  if (x == kBeyond) return o.status == Status::BeyondKnownLaw || (open && o.beyond_possible);
  if (d.mode != ir::Combination::AllListed)
    return has(open ? o.possible : o.values, x) && (open || o.status == Status::Decided);
  if (!open && o.status != Status::Decided) return false;
  for (int v = 0; v < 60; ++v) {
    const bool in = ((x >> v) & 1) != 0;
    if (in && !has(o.values, static_cast<oracle::Outcome>(v)) &&
        !(open && has(o.possible, static_cast<oracle::Outcome>(v))))
      return false;
    if (!in && has(o.values, static_cast<oracle::Outcome>(v))) return false;
  }
  return true;
}

int rank_of(const ir::DecidedValue& d, oracle::Outcome x) {
  return x >= kGap ? 1 << 20 : d.ordered ? static_cast<int>(x) : 0;
}

std::set<oracle::Outcome> reported(const ir::DecidedValue& d,
                                   const interp::Outcome& o) {  // of a value that does not list
  std::set<oracle::Outcome> out;
  for (oracle::Outcome v = 0; v < 12; ++v)
    if (covers(d, o, v)) out.insert(v);
  for (oracle::Outcome v : {kGap, kConflict, kBeyond})
    if (covers(d, o, v)) out.insert(v);
  return out;
}

// Is every outcome that `a` reports as possible reported by `b` as well?
bool within(const ir::DecidedValue& d, const interp::Outcome& a, const interp::Outcome& b) {
  const auto open = [](const interp::Outcome& o) {
    return o.status == Status::Undetermined || o.status == Status::Error;
  };
  if (d.mode != ir::Combination::AllListed) {
    const auto x = reported(d, a), y = reported(d, b);
    return std::includes(y.begin(), y.end(), x.begin(), x.end());
  }
  const bool a_beyond = a.status == Status::BeyondKnownLaw || a.beyond_possible;
  const bool b_beyond = b.status == Status::BeyondKnownLaw || b.beyond_possible;
  if (a_beyond && !b_beyond) return false;
  if (a.status == Status::BeyondKnownLaw) return true;
  if (b.status == Status::BeyondKnownLaw) return false;
  for (Id v : b.values)
    if (!has(a.values, static_cast<oracle::Outcome>(v))) return false;
  for (Id v : open(a) ? a.possible : a.values)
    if (!has(b.values, static_cast<oracle::Outcome>(v)) &&
        !(open(b) && has(b.possible, static_cast<oracle::Outcome>(v))))
      return false;
  return true;
}

class Fuzzer {
 public:
  explicit Fuzzer(bool verbose) : verbose_(verbose) {}

  // False after the first failure.
  bool run(std::uint64_t seed) {
    Random random(seed * 0x9e3779b97f4a7c15u + 1);
    Options options;
    options.evidence = seed % 3 == 2;
    options.time = seed % 4 == 1;
    auto program = std::make_shared<ir::Program>(Generator(&random, options).program());
    program_ = program.get();
    seed_ = seed;
    if (const std::string wrong = ir::verify(*program); !wrong.empty()) {
      ++counts_["refused"];
      if (verbose_) std::printf("%lu refused: %s\n", static_cast<unsigned long>(seed), wrong.c_str());
      return true;
    }
    ++counts_["programs"];
    interp::RunParameters run;
    run.mode = random.chance(40) ? interp::Mode::AsEnforced : interp::Mode::AsCodified;
    run.strict_horizon = random.chance(50);
    if (options.time && random.chance(30)) run.law_known_on = random.between(0, 4);
    for (const ir::Reading& r : program->readings)
      if (random.chance(30)) run.readings[r.id] = random.of(r.alternatives);
    law_ = {};
    law_.as_enforced = run.mode == interp::Mode::AsEnforced;
    law_.strict = run.strict_horizon;
    law_.known_on = run.law_known_on;
    for (const ir::Reading& r : program->readings) {
      Id chosen = r.standard;
      if (const auto x = run.readings.find(r.id); x != run.readings.end())
        chosen = static_cast<Id>(std::find(r.alternatives.begin(), r.alternatives.end(), x->second) -
                                 r.alternatives.begin());
      law_.readings.push_back(chosen);
    }
    auto plan = interp::bind(program, run);
    run.exact = true;
    auto exact = interp::bind(program, run);
    if (!plan.ok() || !exact.ok()) return fail("bind", nullptr, plan.ok() ? "" : plan.failure().message);
    interp::Evaluator evaluator(plan.value()), refining(exact.value());
    Records records(*program, &random);
    const Id q = static_cast<Id>(program->decided.size()) - 1;
    for (int i = 0; i < 2; ++i)
      if (!check(&evaluator, &refining, &records, q, options, records.record(random.chance(50) ? 12 : 35), &random))
        return false;
    return true;
  }

  void show_counts() const {
    for (const auto& [name, n] : counts_) std::printf("%9ld  %s\n", n, name.c_str());
  }

 private:
  bool fail(const char* what, const Record* record, const std::string& detail) {
    std::printf("FAILED: %s\nseed %lu: %s\n", what, static_cast<unsigned long>(seed_), detail.c_str());
    std::printf("law: as enforced %d, strict %d, known on %d, readings", law_.as_enforced, law_.strict,
                law_.known_on.value_or(-1));
    for (Id r : law_.readings) std::printf(" %d", r);
    std::printf("\n");
    print_program(*program_);
    if (record != nullptr) print_record(*program_, *record);
    return false;
  }

  bool check(interp::Evaluator* evaluator, interp::Evaluator* refining, Records* records, Id q, Options options,
             const Record& record, Random* random) {
    const ir::DecidedValue& d = program_->decided[static_cast<std::size_t>(q)];
    std::vector<Record> completions;
    const bool all = records->completions(record, 250, 40, &completions);
    ++counts_[all ? "records, all completions" : "records, sampled completions"];
    interp::Decision decision;
    evaluator->decide(record, 0, &decision);
    const interp::Outcome got = decision.outcomes.at(0);
    // Line 0 comes out behind the other lines of its shipment as it does alone.
    evaluator->take_up(record);
    for (std::uint32_t line = record.rows(kLine).size(); line-- > 0;) evaluator->decide(line, &decision);
    if (show(decision.outcomes.at(0)) != show(got))
      return fail("other lines change a line", &record,
                  show(decision.outcomes.at(0)) + " after them, alone " + show(got));
    refining->decide(record, 0, &decision);
    const interp::Outcome exact = decision.outcomes.at(0);
    ++counts_[std::string("outcome ") + interp::to_string(got.status) +
              (got.burden_of_proof ? ", burden of proof" : "")];

    std::vector<std::set<oracle::Outcome>> outcomes;
    std::set<oracle::Outcome> union_;
    bool ambiguous = false;
    for (const Record& c : completions) {
      bool branched = false;
      try {
        outcomes.push_back(oracle::Oracle(*program_, c, 0, law_).outcomes(q, &branched));
      } catch (const oracle::TooMany&) {
        ++counts_["too many ways to resolve undefined terms"];
        return true;
      }
      ++counts_["completions"];
      ambiguous = ambiguous || branched;
      union_.insert(outcomes.back().begin(), outcomes.back().end());
      const auto sound = [&](const interp::Outcome& o, oracle::Outcome x) {
        if (!o.burden_of_proof) return covers(d, o, x);
        if (d.mode == ir::Combination::AllListed) return x != kBeyond && kept(d, o, x);
        return !d.ordered || rank_of(d, x) <= (o.status == Status::Decided ? o.values.at(0) : 1 << 20);
      };
      for (oracle::Outcome x : outcomes.back()) {
        if (!sound(got, x))
          return fail("unsound", &record, show(got) + " but a completion gives " + show(x)), print_completion(c);
        if (!sound(exact, x))
          return fail("--exact unsound", &record, show(exact) + " but a completion gives " + show(x)),
                 print_completion(c);
      }
      // A complete record is decided as the oracle decides it.
      if (!branched && random->chance(10)) {
        evaluator->decide(c, 0, &decision);
        const interp::Outcome& o = decision.outcomes.at(0);
        ++counts_["complete records"];
        if (!sound(o, *outcomes.back().begin()))
          return fail("unsound on a complete record", &c, show(o) + " but " + show(*outcomes.back().begin()));
        if ((o.status == Status::Undetermined || o.status == Status::Error) && !reads_inner_nodes(c))
          return fail("a complete record without undefined terms is open", &c,
                      show(o) + " but " + show(*outcomes.back().begin()));
      }
    }
    const bool open = got.status == Status::Undetermined || got.status == Status::Error;
    if (open && got.open_facts.empty()) return fail("undetermined without open facts", &record, show(got));
    if (!within(d, exact, got) && !got.burden_of_proof && !exact.burden_of_proof)
      return fail("--exact is wider", &record, show(exact) + " than " + show(got));
    if (all && union_.size() == 1) {
      ++counts_["one outcome"];
      if (open) ++counts_["one outcome, undetermined"];
      if (exact.status == Status::Undetermined || exact.status == Status::Error)
        ++counts_["one outcome, undetermined with --exact"];
    }

    bool others = false;
    const std::vector<Fact> holes = records->holes(record, &others);
    if (!options.evidence && !holes.empty()) {  // knowing more never widens
      Record more = record;
      const Fact fact = random->of(holes);
      const std::vector<Cell> domain = records->domain(record, fact);
      const auto [t, row, f] = fact;
      if (program_->schema.records[static_cast<std::size_t>(t)].fields_[static_cast<std::size_t>(f)].type.kind !=
          ir::ValueKind::Text) {
        more.rows(t).at(row, f) = random->of(domain);
        evaluator->decide(more, 0, &decision);
        ++counts_["narrowed"];
        if (!within(d, decision.outcomes.at(0), got))
          return fail(
              "not monotone", &record,
              show(decision.outcomes.at(0)) + " with " + records->labels(record, fact).at(0) + ", before " + show(got));
      }
    }
    if (all && !others && !holes.empty() && open)
      return check_essential(evaluator, records, q, record, holes, completions, outcomes, got, ambiguous);
    return true;
  }

  // What is not shown may keep a listing against one that is declared less restrictive, and against nothing else.
  static bool kept(const ir::DecidedValue& d, const interp::Outcome& o, oracle::Outcome x) {
    for (Id v = 0; v < 61; ++v) {
      if ((x & ~kListed & oracle::Outcome{1} << v) == 0) continue;
      bool covered = o.status != Status::Decided && std::count(o.possible.begin(), o.possible.end(), v) > 0;
      for (Id l : o.values) {
        covered |= l == v;
        for (const ir::Lesser& pair : d.lesser) covered |= pair.less == v && pair.more == l;
      }
      if (!covered) return false;
    }
    return true;
  }
  bool print_completion(const Record& c) {
    std::printf("completion:\n");
    print_record(*program_, c);
    return false;
  }
  bool reads_inner_nodes(const Record& c) const {
    const Cell& h = c.rows(kLine).at(0, line::kH);
    return h.state == State::Known && (h.value == 0 || h.value == 1);
  }

  bool check_essential(interp::Evaluator* evaluator, Records* records, Id q, const Record& record,
                       const std::vector<Fact>& holes, const std::vector<Record>& completions,
                       const std::vector<std::set<oracle::Outcome>>& outcomes, const interp::Outcome& got,
                       bool ambiguous) {
    bool exact = false;
    const std::vector<interp::OpenFact> deciding = evaluator->deciding_facts(record, 0, q, &exact);
    ++counts_[exact ? "deciding facts, exact" : "deciding facts, open"];
    const auto named = [&](const std::vector<interp::OpenFact>& facts, const Fact& fact) {
      for (const std::string& label : records->labels(record, fact))
        for (const interp::OpenFact& f : facts)
          if (f.path == label) return true;
      return false;
    };
    const auto key = [&](const Record& c, std::size_t without) {
      std::string out;
      for (std::size_t i = 0; i < holes.size(); ++i) {
        if (i == without) continue;
        const Cell& cell = c.rows(std::get<0>(holes[i])).at(std::get<1>(holes[i]), std::get<2>(holes[i]));
        const ir::Field& f = program_->schema.records[static_cast<std::size_t>(std::get<0>(holes[i]))]
                                 .fields_[static_cast<std::size_t>(std::get<2>(holes[i]))];
        out += std::to_string(static_cast<int>(cell.state)) + ":" +
               (f.type.kind == ir::ValueKind::Text ? std::string(c.text(cell)) : std::to_string(cell.value)) + ";";
      }
      return out;
    };
    for (std::size_t h = 0; h < holes.size(); ++h) {
      std::map<std::string, std::set<oracle::Outcome>> groups;
      bool essential = false;
      for (std::size_t i = 0; i < completions.size() && !essential; ++i) {
        const auto [at, fresh] = groups.emplace(key(completions[i], h), outcomes[i]);
        essential = !fresh && at->second != outcomes[i];
      }
      if (essential) {
        ++counts_["essential facts"];
        if (!named(got.open_facts, holes[h]))
          return fail("an essential fact is not open", &record,
                      records->labels(record, holes[h]).at(0) + " in " + show(got));
      }
      if (!exact) continue;
      if (essential && !named(deciding, holes[h]))
        return fail("an essential fact is not deciding", &record, records->labels(record, holes[h]).at(0));
      if (!essential && named(deciding, holes[h]) && !ambiguous && records->labels(record, holes[h]).size() == 1)
        return fail("a deciding fact is not essential", &record, records->labels(record, holes[h]).at(0));
    }
    return true;
  }

  bool verbose_;
  const ir::Program* program_ = nullptr;
  std::uint64_t seed_ = 0;
  oracle::Law law_;
  std::map<std::string, long> counts_;
};

}  // namespace
}  // namespace licet::fuzz

int main(int argc, char** argv) {
  std::uint64_t programs = 10000, seed = 1;
  bool verbose = false;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--ci") == 0)
      programs = 1000;
    else if (std::strcmp(argv[i], "--verbose") == 0)
      verbose = true;
    else if (std::strcmp(argv[i], "--programs") == 0 && i + 1 < argc)
      programs = std::strtoull(argv[++i], nullptr, 10);
    else if (std::strcmp(argv[i], "--seed") == 0 && i + 1 < argc)
      seed = std::strtoull(argv[++i], nullptr, 10);
    else {
      std::fprintf(stderr, "usage: fuzz_completion [--programs N] [--seed S] [--ci] [--verbose]\n");
      return 2;
    }
  }
  licet::fuzz::Fuzzer fuzzer(verbose);
  for (std::uint64_t k = 0; k < programs; ++k) {
    if (!fuzzer.run(seed + k)) return 1;
    if ((k + 1) % 10000 != 0) continue;
    std::printf("%lu programs\n", static_cast<unsigned long>(k + 1));
    std::fflush(stdout);
  }
  fuzzer.show_counts();
  return 0;
}
