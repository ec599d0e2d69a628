#include "runtime/bitmap/routine.h"

#include <algorithm>
#include <array>
#include <utility>

namespace licet::bitmap {
namespace {

constexpr std::uint32_t kNowhere = 0xffffffffu;
using Op = Routine::Op;

}  // namespace

std::uint32_t RoutineMaker::add(Op op, std::uint32_t a, std::uint32_t b) {
  all_.push_back({op, a, b});
  return reads_ + static_cast<std::uint32_t>(all_.size()) - 1;
}

void RoutineMaker::work_out(Gate root) {
  std::vector<Gate> open{root};
  while (!open.empty()) {
    const Gate id = open.back();
    const GateNode& gate = gates_[id];
    const bool one = gate.op == GateOp::Not;
    if (values_[id].id != kNowhere) {
      open.pop_back();
    } else if (values_[gate.a].id == kNowhere) {
      open.push_back(gate.a);
    } else if (!one && values_[gate.b].id == kNowhere) {
      open.push_back(gate.b);
    } else {
      const Value a = values_[gate.a];
      values_[id] = one ? Value{a.id, !a.inverted} : combined(gate.op == GateOp::And, a, values_[gate.b]);
      open.pop_back();
    }
  }
}

RoutineMaker::Value RoutineMaker::combined(bool both, Value a, Value b) {
  if (a.inverted == b.inverted) return {add(both != a.inverted ? Op::And : Op::Or, a.id, b.id), a.inverted};
  if (a.inverted) std::swap(a, b);
  // a and not b, or its opposite: a or not b is not (b and not a).
  return both ? Value{add(Op::AndNot, a.id, b.id), false} : Value{add(Op::AndNot, b.id, a.id), true};
}

Routines RoutineMaker::routines_of(const Stage& stage) {
  all_.clear();
  reads_ = 0;
  for (Gate gate : stage.reads) values_[gate] = {reads_++, false};
  std::vector<std::uint32_t> made;
  for (Gate gate : stage.makes) {
    work_out(gate);
    made.push_back(values_[gate].inverted ? add(Op::Not, values_[gate].id, values_[gate].id) : values_[gate].id);
  }
  Routines out;
  out.reads = static_cast<std::uint32_t>(stage.reads.size());
  out.makes = static_cast<std::uint32_t>(stage.makes.size());
  const std::size_t count = out.reads + all_.size(), pieces = (all_.size() + most_ - 1) / most_;

  std::vector<std::uint32_t> plane(count, kNowhere);
  std::vector<std::size_t> last(count);  // piece that reads it last
  for (std::uint32_t i = 0; i < out.reads; ++i) plane[i] = i;
  for (std::uint32_t i = 0; i < out.makes; ++i) plane[made[i]] = out.reads + i;
  for (std::size_t i = 0; i < all_.size(); ++i)
    for (std::uint32_t value : {all_[i].a, all_[i].b}) last[value] = i / most_;

  std::vector<std::uint32_t> local(count, kNowhere), free;
  std::vector<std::vector<std::uint32_t>> freed(pieces);  // planes nothing reads after a piece
  for (std::size_t piece = 0; piece < pieces; ++piece) {
    Routine routine;
    const std::size_t begin = piece * most_, end = std::min(begin + most_, all_.size());
    std::vector<std::uint32_t> loaded;  // values
    for (std::size_t i = begin; i < end; ++i)
      for (std::uint32_t value : {all_[i].a, all_[i].b})
        if (value < out.reads + begin && local[value] == kNowhere) {
          local[value] = static_cast<std::uint32_t>(loaded.size());
          loaded.push_back(value);
        }
    for (std::uint32_t value : loaded) routine.loads.push_back(plane[value]);
    for (std::size_t i = begin; i < end; ++i) {
      const std::uint32_t value = out.reads + static_cast<std::uint32_t>(i);
      local[value] = static_cast<std::uint32_t>(loaded.size() + i - begin);
      routine.operations.push_back({all_[i].op, local[all_[i].a], local[all_[i].b]});
      if (plane[value] == kNowhere && last[value] > piece) {
        if (free.empty()) free.push_back(out.reads + out.makes + out.handed_on++);
        plane[value] = free.back();
        free.pop_back();
        freed[last[value]].push_back(plane[value]);
      }
      if (plane[value] != kNowhere) routine.stores.push_back({local[value], plane[value]});
    }
    for (std::uint32_t value : loaded) local[value] = kNowhere;
    std::fill_n(local.begin() + static_cast<std::ptrdiff_t>(out.reads + begin), end - begin, kNowhere);
    free.insert(free.end(), freed[piece].begin(), freed[piece].end());
    out.routines.push_back(std::move(routine));
  }
  return out;
}

void interpret(const Routine& routine, std::uint64_t* const* planes) {
  using Words = std::array<std::uint64_t, kTrialWords>;
  std::vector<Words> values(routine.loads.size() + routine.operations.size());
  Words* next = values.data();
  for (std::uint32_t plane : routine.loads) std::copy_n(planes[plane], kTrialWords, (next++)->data());
  for (const Routine::Operation& o : routine.operations) {
    const Words &a = values[o.a], &b = values[o.b];
    Words& to = *next++;
    switch (o.op) {
      case Op::And:
        for (std::size_t w = 0; w < kTrialWords; ++w) to[w] = a[w] & b[w];
        break;
      case Op::Or:
        for (std::size_t w = 0; w < kTrialWords; ++w) to[w] = a[w] | b[w];
        break;
      case Op::AndNot:
        for (std::size_t w = 0; w < kTrialWords; ++w) to[w] = a[w] & ~b[w];
        break;
      case Op::Not:
        for (std::size_t w = 0; w < kTrialWords; ++w) to[w] = ~a[w];
        break;
    }
  }
  for (const Routine::Store& s : routine.stores) std::copy_n(values[s.value].data(), kTrialWords, planes[s.plane]);
}

std::string bytes_of(const std::vector<Routine>& routines) {
  std::string out;
  const auto number = [&](std::size_t n) {
    for (int i = 0; i < 4; ++i, n >>= 8) out.push_back(static_cast<char>(n & 0xff));
  };
  number(routines.size());
  for (const Routine& routine : routines) {
    number(routine.loads.size());
    for (std::uint32_t plane : routine.loads) number(plane);
    number(routine.operations.size());
    for (const Routine::Operation& o : routine.operations) {
      out.push_back(static_cast<char>(o.op));
      number(o.a);
      number(o.b);
    }
    number(routine.stores.size());
    for (const Routine::Store& s : routine.stores) {
      number(s.value);
      number(s.plane);
    }
  }
  return out;
}

}  // namespace licet::bitmap
