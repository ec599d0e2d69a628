#include "compiler/scope.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/nearest.h"

namespace licet::compiler {
namespace {

class Uses {
 public:
  Uses(const std::vector<ScopedFile>& files, Diagnostics* diagnostics) : files_(files), diagnostics_(diagnostics) {
    for (std::size_t i = 0; i < files.size(); ++i)
      for (const std::string& id : files[i].rulebooks) by_rulebook_.try_emplace(id, i);
    edges_.resize(files.size());
    for (std::size_t i = 0; i < files.size(); ++i) find_edges(i);
  }

  void report_cycles() {
    std::vector<int> state(files_.size(), 0);  // 1: on the path, 2: done
    std::vector<std::size_t> path;
    for (std::size_t i = 0; i < files_.size(); ++i) walk(i, &state, &path);
  }

  std::vector<std::size_t> reachable(std::size_t from) const {
    std::set<std::size_t> seen = {from};
    // Everybody sees the prelude, and the prelude everybody: it speaks of the lines that a rulebook declares.
    for (std::size_t i = 0; i < files_.size(); ++i)
      if (files_[i].prelude || files_[from].prelude) seen.insert(i);
    std::vector<std::size_t> todo = {from};
    while (!todo.empty()) {
      const std::size_t at = todo.back();
      todo.pop_back();
      for (const Edge& edge : edges_[at])
        if (seen.insert(edge.to).second) todo.push_back(edge.to);
    }
    return {seen.begin(), seen.end()};
  }

 private:
  struct Edge {
    std::size_t to;
    Span span;
  };

  void find_edges(std::size_t i) {
    const syntax::Interface& interface = files_[i].scanned->interface;
    for (std::size_t u = 0; u < interface.uses.size(); ++u) {
      const auto found = by_rulebook_.find(interface.uses[u]);
      if (found != by_rulebook_.end()) {
        if (found->second != i) edges_[i].push_back({found->second, interface.use_spans[u]});
        continue;
      }
      Diagnostic& unknown = diagnostics_->add(Code::UnknownRulebook, interface.use_spans[u], {interface.uses[u]});
      Nearest nearest(interface.uses[u]);
      for (const auto& [id, file] : by_rulebook_) nearest.consider(id);
      unknown.help = nearest.best().empty()
                         ? "a rulebook is found beside this one, or in the folder of the installation, "
                           "by the file that begins with: rulebook " +
                               interface.uses[u] + "."
                         : "did you mean " + nearest.best() + "?";
    }
  }

  std::string name_of(std::size_t i) const {
    return files_[i].rulebooks.empty() ? std::string("a file without a rulebook") : files_[i].rulebooks.front();
  }

  // Depth is bounded by the number of files: each is entered once.
  void walk(std::size_t at, std::vector<int>* state, std::vector<std::size_t>* path) {
    if ((*state)[at] == 2) return;
    (*state)[at] = 1;
    path->push_back(at);
    for (const Edge& edge : edges_[at]) {
      if ((*state)[edge.to] == 1) {
        std::string circle;
        for (auto it = std::find(path->begin(), path->end(), edge.to); it != path->end(); ++it)
          circle += name_of(*it) + " -> ";
        diagnostics_->add(Code::CyclicUse, edge.span, {circle + name_of(edge.to)}).help =
            "put what both need into a rulebook that both use";
      } else {
        walk(edge.to, state, path);
      }
    }
    path->pop_back();
    (*state)[at] = 2;
  }

  const std::vector<ScopedFile>& files_;
  Diagnostics* diagnostics_;
  std::map<std::string, std::size_t> by_rulebook_;
  std::vector<std::vector<Edge>> edges_;
};

}  // namespace

std::vector<std::vector<std::size_t>> resolve_uses(const std::vector<ScopedFile>& files, Diagnostics* diagnostics) {
  Uses uses(files, diagnostics);
  uses.report_cycles();
  std::vector<std::vector<std::size_t>> sees;
  for (std::size_t i = 0; i < files.size(); ++i) sees.push_back(uses.reachable(i));
  return sees;
}

}  // namespace licet::compiler
