#include "runtime/bitmap/gate_code.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/cache_folder.h"
#include "core/base/hash.h"

namespace licet::bitmap {
namespace {

constexpr std::string_view kMagic = "LICET CODE 1\n";
constexpr std::size_t kUnitOperations = 4096;

// Objects of earlier runs. A file is named by all that its object was made from, and holds a digest of that name with
// the object: a file that is damaged, cut off or put in the place of another is as good as absent.
class ObjectCache {
 public:
  ObjectCache(bool used, std::string build, const CodeOptions& options)
      : folder_(".code", kMaxCodeCacheBytes), used_(used && folder_.usable() && !build.empty()) {
    made_by_ = std::string(kMagic) + std::move(build) + '\n' + std::to_string(static_cast<int>(options.level)) + '\n';
  }

  std::string name_of(const std::vector<Routine>& routines) const {
    return used_ ? to_hex(sha256(made_by_ + bytes_of(routines))) : std::string();
  }
  std::optional<std::string> read(const std::string& name) const {
    if (!used_) return std::nullopt;
    std::optional<std::string> bytes = folder_.read(name);
    if (!bytes || !bytes->starts_with(kMagic) || bytes->size() < kMagic.size() + kDigest) return std::nullopt;
    std::string object = bytes->substr(kMagic.size() + kDigest);
    if (bytes->compare(kMagic.size(), kDigest, to_hex(sha256(name + object))) != 0) return std::nullopt;
    folder_.took(name);
    return object;
  }
  void write(const std::string& name, const std::string& object) const {
    if (used_) folder_.write(name, std::string(kMagic) + to_hex(sha256(name + object)) + object);
  }

 private:
  static constexpr std::size_t kDigest = 64;
  CacheFolder folder_;
  bool used_;
  std::string made_by_;
};

// Does a function do what its routine says? Over bits that look random: 1,024 rows for each.
class Trial {
 public:
  bool passed(RoutineFunction function, const Routine& routine) {
    std::uint32_t planes = 0;
    for (std::uint32_t plane : routine.loads) planes = std::max(planes, plane + 1);
    for (const Routine::Store& store : routine.stores) planes = std::max(planes, store.plane + 1);
    while (bits_.size() < planes * kTrialWords) {
      state_ ^= state_ << 13;
      state_ ^= state_ >> 7;
      state_ ^= state_ << 17;
      bits_.push_back(state_);
    }
    by_hand_.assign(bits_.begin(), bits_.begin() + planes * kTrialWords);
    by_code_ = by_hand_;
    interpret(routine, planes_of(&by_hand_));
    function(planes_of(&by_code_), kTrialWords, kOnes);
    return by_code_ == by_hand_;
  }

 private:
  std::uint64_t* const* planes_of(std::vector<std::uint64_t>* words) {
    planes_.clear();
    for (std::size_t i = 0; i < words->size(); i += kTrialWords) planes_.push_back(words->data() + i);
    return planes_.data();
  }
  std::uint64_t state_ = 0x9e3779b97f4a7c15u;
  std::vector<std::uint64_t> bits_, by_hand_, by_code_;
  std::vector<std::uint64_t*> planes_;
};

Result<std::unique_ptr<LoadedCode>> load(const CodeTable& table, const std::string& object,
                                         const std::vector<Routine>& routines, Trial* trial) {
  Result<std::unique_ptr<LoadedCode>> loaded = table.load(object, routines.size());
  if (!loaded.ok()) return loaded;
  for (std::size_t i = 0; i < routines.size(); ++i)
    if (!trial->passed(loaded.value()->functions[i], routines[i]))
      return Failure{"compiled code does not do what it was made from", 70};
  return loaded;
}

}  // namespace

Result<std::shared_ptr<const GateCode>> GateCode::make(const Graph& graph, const std::vector<Step>& steps,
                                                       const CodeOptions& options) {
  const Result<const CodeTable*> module = code_module();
  if (!module.ok()) return module.failure();
  const CodeTable& table = *module.value();
  const ObjectCache cache(options.cached, table.build(), options);
  auto code = std::make_shared<GateCode>();
  RoutineMaker maker(graph);
  Trial trial;
  std::vector<Routine> unit;
  std::vector<Part*> owners;  // of the routines of the unit
  std::size_t operations = 0;
  const auto finish = [&]() -> Status {
    if (unit.empty()) return licet::Unit{};
    if (options.stop != nullptr && *options.stop) return Failure{"stopped", 70};
    const std::string name = cache.name_of(unit);
    std::unique_ptr<LoadedCode> loaded;
    if (const std::optional<std::string> object = cache.read(name)) {
      Result<std::unique_ptr<LoadedCode>> got = load(table, *object, unit, &trial);
      if (got.ok()) {
        loaded = std::move(got.value());
        code->counts_.bytes += object->size();
        ++code->counts_.cached;
      }
    }
    if (loaded == nullptr) {
      const Result<std::string> object = table.translate(unit, options.level);
      if (!object.ok()) return object.failure();
      Result<std::unique_ptr<LoadedCode>> got = load(table, object.value(), unit, &trial);
      if (!got.ok()) return got.failure();
      loaded = std::move(got.value());
      code->counts_.bytes += object.value().size();
      cache.write(name, object.value());
    }
    for (std::size_t i = 0; i < unit.size(); ++i) owners[i]->functions.push_back(loaded->functions[i]);
    code->loaded_.push_back(std::move(loaded));
    ++code->counts_.units;
    code->counts_.routines += unit.size();
    code->counts_.operations += operations;
    unit.clear();
    owners.clear();
    operations = 0;
    return licet::Unit{};
  };
  for (const Step& step : steps) {
    if (step.carries != kNever) continue;
    Routines routines = maker.routines_of(step.stage);
    Part& part = code->parts_[step.stage.gates.front()];
    part.reads = routines.reads;
    part.makes = routines.makes;
    part.handed_on = routines.handed_on;
    for (Routine& routine : routines.routines) {
      operations += routine.operations.size();
      unit.push_back(std::move(routine));
      owners.push_back(&part);
      if (operations < kUnitOperations) continue;
      if (const Status done = finish(); !done.ok()) return done.failure();
    }
  }
  if (const Status done = finish(); !done.ok()) return done.failure();
  return std::shared_ptr<const GateCode>(std::move(code));
}

class GateCode::Runner : public StageCode {
 public:
  Runner(std::shared_ptr<const GateCode> code, const Part& part) : code_(std::move(code)), part_(part) {}

  // All routines over some rows, then over the next: what they hand on stays in the nearest cache.
  void run(const std::uint64_t* const* reads, std::uint64_t* const* makes, std::size_t words) override {
    planes_.resize(part_.reads + part_.makes + part_.handed_on);
    store_.resize(part_.handed_on * kTile);
    for (std::uint32_t i = 0; i < part_.handed_on; ++i)
      planes_[part_.reads + part_.makes + i] = store_.data() + i * kTile;
    for (std::size_t w = 0; w < words; w += kTile) {
      for (std::uint32_t i = 0; i < part_.reads; ++i) planes_[i] = const_cast<std::uint64_t*>(reads[i]) + w;
      for (std::uint32_t i = 0; i < part_.makes; ++i) planes_[part_.reads + i] = makes[i] + w;
      for (RoutineFunction function : part_.functions) function(planes_.data(), std::min(kTile, words - w), kOnes);
    }
  }

 private:
  static constexpr std::size_t kTile = 2 * kPlaneWords;
  std::shared_ptr<const GateCode> code_;
  const Part& part_;
  std::vector<std::uint64_t*> planes_;
  std::vector<std::uint64_t> store_;  // of the planes that are handed on
};

Backend GateCode::backend(std::shared_ptr<const GateCode> code) {
  return [code = std::move(code)](const Graph&, const Stage& stage) {
    return std::make_unique<Runner>(code, code->parts_.at(stage.gates.front()));
  };
}

}  // namespace licet::bitmap
