// Partitions: every value in exactly one class, on every day and under every reading that its lists depend on.
// Evaluates the lowered conditions for one value and one day; a class that asks for more than the value and the day is
// left to the analysis.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "compiler/sema/checks.h"

namespace licet::sema {
namespace {

constexpr std::size_t kMaxReports = 5;  // of one partition: the rest is the same mistake

// What holds for one value on one day under one choice of readings.
struct World {
  ir::Id code = ir::kNone;
  Day day = 0;
  std::map<ir::Id, ir::Id> readings;  // alternatives other than the standard one
};

bool understood(ir::Op op) {
  static constexpr std::array kOps = {ir::Op::True,      ir::Op::Not,       ir::Op::And,      ir::Op::Or,
                                      ir::Op::Mark,      ir::Op::InSet,     ir::Op::InList,   ir::Op::CatEqual,
                                      ir::Op::ReadingIs, ir::Op::CallCond,  ir::Op::CatField, ir::Op::CatConst,
                                      ir::Op::NumField,  ir::Op::AsEnforced};
  return std::find(kOps.begin(), kOps.end(), op) != kOps.end();
}

class Classes {
 public:
  explicit Classes(const ir::Program& program) : program_(program) {}

  // What the conditions read; false if that is more than one fact of a category and dates.
  bool survey(ir::Id id) {
    if (id == ir::kNone || !seen_.insert(id).second) return true;
    const ir::Node& node = at(id);
    if (!understood(node.op)) return false;
    if (node.op == ir::Op::InList) {
      lists_.insert(static_cast<ir::Id>(node.a));
      for (const ir::ListMember& member : program_.lists[static_cast<std::size_t>(node.a)].members)
        if (member.reading != ir::kNone) readings_.insert(member.reading);
    } else if (node.op == ir::Op::ReadingIs) {
      readings_.insert(static_cast<ir::Id>(node.a));
    } else if (node.op == ir::Op::CallCond) {
      return survey(program_.definitions[static_cast<std::size_t>(node.a)].body);
    } else if (node.op == ir::Op::CatField) {
      if (category_ != ir::kNone && (node.scope != record_ || node.a != field_)) return false;
      category_ = node.type.category;
      record_ = node.scope;
      field_ = node.a;
    }
    return std::all_of(node.args.begin(), node.args.end(), [this](ir::Id arg) { return survey(arg); });
  }

  bool holds(ir::Id id, const World& world) const {
    const ir::Node& node = at(id);
    const auto& args = node.args;
    const auto each = [&](ir::Id arg) { return holds(arg, world); };
    if (node.op == ir::Op::True) return true;
    if (node.op == ir::Op::Not) return !holds(args[0], world);
    if (node.op == ir::Op::Mark) return holds(args[0], world);
    if (node.op == ir::Op::And) return std::all_of(args.begin(), args.end(), each);
    if (node.op == ir::Op::Or) return std::any_of(args.begin(), args.end(), each);
    if (node.op == ir::Op::CallCond) return holds(program_.definitions[static_cast<std::size_t>(node.a)].body, world);
    if (node.op == ir::Op::CatEqual) return code(args[0], world) == code(args[1], world);
    if (node.op == ir::Op::InSet) return in_set(node, code(args[0], world));
    if (node.op == ir::Op::InList)
      return in_list(program_.lists[static_cast<std::size_t>(node.a)], code(args[0], world), world);
    if (node.op == ir::Op::ReadingIs) return chosen(static_cast<ir::Id>(node.a), world) == node.b;
    return false;  // AsEnforced: the law as codified
  }

  ir::Id category() const { return category_; }
  const std::set<ir::Id>& readings() const { return readings_; }

  // The days on which a list changes, and the first day on which the law is known.
  std::set<Day> days() const {
    std::set<Day> days;
    for (const ir::Id list : lists_)
      for (const ir::ListMember& member : program_.lists[static_cast<std::size_t>(list)].members) {
        if (member.period.from != ir::kBeginning) days.insert(member.period.from);
        if (member.period.through != ir::kForever) days.insert(member.period.through + 1);
      }
    Day first = ir::kBeginning;
    for (const ir::Horizon& horizon : program_.horizons)
      if (horizon.on.empty()) first = std::max(first, horizon.from);
    if (first == ir::kBeginning) return days.empty() ? std::set<Day>{ir::kBeginning} : days;
    days.erase(days.begin(), days.lower_bound(first));
    days.insert(first);
    return days;
  }

 private:
  const ir::Node& at(ir::Id id) const { return program_.nodes[static_cast<std::size_t>(id)]; }

  ir::Id code(ir::Id id, const World& world) const {
    return at(id).op == ir::Op::CatConst ? static_cast<ir::Id>(at(id).a) : world.code;
  }

  bool in_set(const ir::Node& node, ir::Id code) const {
    const auto& set = program_.sets[static_cast<std::size_t>(node.a)];
    const auto category = program_.set_categories[static_cast<std::size_t>(node.a)];
    const auto& parent = program_.schema.categories[static_cast<std::size_t>(category)].parent;
    for (; code != ir::kNone; code = parent.empty() ? ir::kNone : parent[static_cast<std::size_t>(code)])
      if (std::binary_search(set.begin(), set.end(), code)) return true;
    return false;
  }

  ir::Id chosen(ir::Id reading, const World& world) const {
    const auto found = world.readings.find(reading);
    return found != world.readings.end() ? found->second
                                         : program_.readings[static_cast<std::size_t>(reading)].standard;
  }

  bool in_list(const ir::DatedList& list, ir::Id code, const World& world) const {
    auto it = std::lower_bound(list.members.begin(), list.members.end(), code,
                               [](const ir::ListMember& member, ir::Id wanted) { return member.code < wanted; });
    for (; it != list.members.end() && it->code == code; ++it)
      if (it->period.from <= world.day && world.day <= it->period.through &&
          (it->reading == ir::kNone || chosen(it->reading, world) == it->alternative))
        return true;
    return false;
  }

  const ir::Program& program_;
  std::set<ir::Id> seen_, lists_, readings_;
  ir::Id category_ = ir::kNone;
  ir::Id record_ = ir::kNone;
  std::int64_t field_ = 0;
};

// The standard reading, then each other alternative alone.
std::vector<std::map<ir::Id, ir::Id>> choices(const ir::Program& program, const std::set<ir::Id>& readings) {
  std::vector<std::map<ir::Id, ir::Id>> all = {{}};
  for (const ir::Id id : readings) {
    const ir::Reading& reading = program.readings[static_cast<std::size_t>(id)];
    for (std::size_t a = 0; a < reading.alternatives.size(); ++a)
      if (static_cast<ir::Id>(a) != reading.standard) all.push_back({{id, static_cast<ir::Id>(a)}});
  }
  return all;
}

std::string shown(Day day) { return day == ir::kBeginning ? "every day" : format_day(day); }

class Partition {
 public:
  Partition(const ir::Program& program, const ir::DecidedValue& decided, Span span, Diagnostics* diagnostics)
      : program_(program), decided_(decided), span_(span), diagnostics_(diagnostics), classes_(program) {}

  void check() {
    for (const ir::Case& one : decided_.cases)
      if (one.when == ir::kNone || !classes_.survey(one.when)) return;
    if (classes_.category() == ir::kNone) return;
    const ir::Category& category = program_.schema.categories[static_cast<std::size_t>(classes_.category())];
    World world;
    for (auto& readings : choices(program_, classes_.readings())) {
      world.readings = std::move(readings);
      for (const Day day : classes_.days()) {
        world.day = day;
        for (std::size_t code = 0; code < category.values.size() && reports_ < kMaxReports; ++code) {
          world.code = static_cast<ir::Id>(code);
          check(world, category.values[code]);
        }
      }
    }
  }

 private:
  const std::string& name_of(ir::Id value) const {
    return program_.schema.categories[static_cast<std::size_t>(decided_.category)]
        .values[static_cast<std::size_t>(value)];
  }

  void check(const World& world, const std::string& value) {
    const ir::Case* first = nullptr;
    for (const ir::Case& one : decided_.cases) {
      if (!classes_.holds(one.when, world)) continue;
      if (first) {
        report(Code::PartitionOverlaps, {value, name_of(first->value), name_of(one.value), shown(world.day)}, world);
        return;
      }
      first = &one;
    }
    if (!first && decided_.fallback == ir::kNone)
      report(Code::PartitionIncomplete, {value, decided_.name, shown(world.day)}, world);
  }

  void report(Code code, std::vector<std::string> args, const World& world) {
    // The same classes overlap, or the same value is left out, on many days: the first is enough.
    std::string what = args[0] + "\n" + args[1] + (code == Code::PartitionOverlaps ? "\n" + args[2] : "");
    if (!reported_.insert(std::move(what)).second) return;
    ++reports_;
    Diagnostic& diagnostic = diagnostics_->add(code, span_, std::move(args));
    for (const auto& [reading, alternative] : world.readings) {
      const ir::Reading& r = program_.readings[static_cast<std::size_t>(reading)];
      diagnostic.example = "under reading " + r.id + " " + r.alternatives[static_cast<std::size_t>(alternative)];
    }
    diagnostic.help = code == Code::PartitionOverlaps ? "take one class out of the other: …, other than …"
                                                      : "let one class be every other";
  }

  const ir::Program& program_;
  const ir::DecidedValue& decided_;
  Span span_;
  Diagnostics* diagnostics_;
  Classes classes_;
  std::set<std::string> reported_;
  std::size_t reports_ = 0;
};

}  // namespace

void check_partitions(const Symbols& symbols, Diagnostics* diagnostics) {
  const ir::Program& program = symbols.build->program();
  for (std::size_t i = 0; i < symbols.decided_sources.size() && i < program.decided.size(); ++i) {
    const DecidedSource& source = symbols.decided_sources[i];
    if (!source.file || source.file->tree.kind(source.node) != ast::Kind::Partition) continue;
    Partition(program, program.decided[i], source.file->tree[source.node].span, diagnostics).check();
  }
}

}  // namespace licet::sema
