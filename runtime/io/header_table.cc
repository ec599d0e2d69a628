#include "runtime/io/header_table.h"

#include <fmt/format.h>

#include "runtime/io/decode.h"

namespace licet::io {

namespace {
constexpr std::size_t kMostKept = std::size_t{512} << 20;
}

Result<bool> HeaderTable::read(Entry* entry) {
  for (;;) {
    auto got = stream_.next(&row_);
    if (!got.ok()) return got.failure();
    if (!got.value()) return false;
    *entry = {stream_.file(), row_.number, Node(), row_.problem, {}};
    if (row_.root != nullptr) {
      entry->root = *row_.root;
      const Node* id = row_.root->find(plan_.shipment_id);
      if (is_missing(id))
        entry->problem = "shipment_id is not given";
      else
        entry->id = render(*id);
    }
    if (entry->problem.empty() && !seen_.insert(entry->id)) entry->problem = "a second header of this shipment";
    if (entry->problem.empty()) return true;
    problems_.push_back(*entry);
  }
}

Result<HeaderTable::Entry*> HeaderTable::find(const std::string& id) {
  if (const auto at = kept_.find(id); at != kept_.end()) {
    current_ = std::move(at->second);
    kept_.erase(at);
    return &current_;
  }
  for (;;) {
    auto got = read(&current_);
    if (!got.ok()) return got.failure();
    if (!got.value()) return static_cast<Entry*>(nullptr);
    if (current_.id == id) return &current_;
    if (store_.bytes_in_use() > kMostKept)
      return Failure{
          fmt::format("{}: more than 512 MiB of headers stand before that of shipment {}; sort both tables by "
                      "shipment_id",
                      stream_.files()[current_.file], id),
          4};
    Entry copy = current_;
    copy.root = clone(current_.root, &store_);
    kept_.emplace(current_.id, std::move(copy));
  }
}

Result<bool> HeaderTable::next_unused(Entry* entry) {
  if (!kept_.empty()) {
    *entry = std::move(kept_.begin()->second);
    kept_.erase(kept_.begin());
    return true;
  }
  return read(entry);
}

}  // namespace licet::io
