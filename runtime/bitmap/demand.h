// Open facts as gates: the walk of runtime/interp/open_facts.cc, from a decided value back to what is not known, for
// all lines at once. What it finds are explanations: rows in which an unknown test, an uncertain element or an
// undefined term has to be named. Scratch of build(); its results are part of the Circuit.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "runtime/bitmap/lower.h"

namespace licet::bitmap {

class Demand {
 public:
  Demand(Circuit* circuit, Lowering* lowering)
      : c_(*circuit), l_(*lowering), plan_(*circuit->plan), p_(*circuit->plan->program) {}

  // What a written value that is undetermined waits for.
  std::vector<Explanation> of_written(Id decided, std::uint32_t home, Pair known_standing, Pair known_open);

 private:
  enum class What : std::uint8_t { Cond, Force, Scope, Body, Decided, Outermost, Source };
  struct Item {
    What what;
    Id id;
    std::uint32_t domain;
    Evidence reading;
    Gate gate = kNever;  // where it is reached
  };

  std::size_t item(What what, Id id, std::uint32_t domain, Evidence reading);
  void collect(std::size_t item, std::vector<std::size_t>* order, std::vector<bool>* seen);
  void parts(Item item);
  void parts_of_condition(const Item& item);
  void parts_of_provision(const Item& item, Gate where, bool test, bool displacers);
  void parts_of_decided(const Item& item);
  void parts_of_source(const Item& item);

  // Reached from rows of `domain`; the row asked may lie further out.
  void reach(What what, Id id, Id scope, std::uint32_t domain, Evidence reading, Gate gate);
  void cond(Id id, std::uint32_t domain, Evidence reading, Gate gate);
  void force(Id provision, bool scope_only, std::uint32_t domain, Evidence reading, Gate gate);
  void day(Pair live, Gate gate);
  void explain(Explanation::What what, std::uint32_t domain, Gate gate, std::uint32_t id, std::string text = {});

  Circuit& c_;
  Lowering& l_;
  const interp::Plan& plan_;
  const ir::Program& p_;
  std::vector<Item> items_;
  std::map<std::tuple<int, Id, std::uint32_t, int>, std::size_t> index_;
  std::vector<std::size_t> found_;  // what the item at hand reaches, while its parts are collected
  bool collecting_ = false;
  std::map<std::tuple<int, std::uint32_t, std::uint32_t, std::string>, Gate> explanations_;
};

}  // namespace licet::bitmap
