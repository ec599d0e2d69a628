#include "runtime/io/row_stream.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "runtime/io/decode.h"
#include "runtime/io/module.h"

namespace licet::io {

namespace {
constexpr std::size_t kMostCollected = std::size_t{512} << 20;
}

Status RowStream::open(const std::string& path, Format format, Contents contents) {
  contents_ = contents;
  format_ = format;
  auto files = list_files(path);
  if (!files.ok()) return files.failure();
  files_ = std::move(files.value());
  auto first = open_next();
  if (!first.ok()) return first.failure();
  if (first.value()) total_ = source_->bytes().total * files_.size();  // a guess, for the progress bar
  return licet::Unit{};
}

std::uint64_t RowStream::bytes_read() const {
  return finished_bytes_ + (source_ != nullptr ? source_->bytes().read : 0);
}

Result<bool> RowStream::open_next() {
  while (next_file_ < files_.size()) {
    if (source_ != nullptr) finished_bytes_ += source_->bytes().read;
    source_.reset();
    const std::string& path = files_[next_file_++];
    auto bytes = Bytes::open(path, options_.stopped);
    if (!bytes.ok()) return bytes.failure();
    const std::string name = bytes.value()->name();
    auto format = detect_format(*bytes.value(), path, format_);
    if (!format.ok()) return format.failure();
    // Parallel writers leave empty parts behind; alone, an empty file is a mistake.
    if (bytes.value()->head().empty() && (files_.size() > 1 || format.value() == Format::JsonLines)) {
      notes_->push_back(fmt::format("{}: the file is empty", name));
      continue;
    }
    const SourceContext context{
        keys_, &arena_, &json_, plan_.lines().path.empty() ? kNoKey : plan_.lines().path[0], options_.renames, notes_};
    auto source = [&]() -> Result<std::unique_ptr<RowSource>> {
      switch (format.value()) {
        case Format::Csv:
        case Format::Tsv:
        case Format::Auto:
          return open_csv(std::move(bytes.value()), format.value(), context);
        case Format::JsonLines:
          return open_json(std::move(bytes.value()), context);
        case Format::Parquet:
        case Format::ArrowFile:
        case Format::ArrowStream:
          break;
      }
      const Result<const ArrowTable*> module = arrow_module();
      if (!module.ok()) return module.failure();
      return module.value()->open_rows(std::move(bytes.value()), format.value(), context);
    }();
    if (!source.ok()) return source.failure();
    source_ = std::move(source.value());
    if (auto status = check_columns(); !status.ok()) return status.failure();
    choose_passed();
    source_->select([&](const SourceColumn& column) {
      return plan_.reads(column.path) ||
             std::ranges::any_of(passed_, [&](const PassedColumn& p) { return p.path == column.path; });
    });
    return true;
  }
  if (source_ != nullptr) finished_bytes_ += source_->bytes().read;
  source_.reset();
  return false;
}

// What must be there for any row to be decided is asked for at once instead of rejecting every row.
Status RowStream::check_columns() {
  if (!source_->columns_are_fixed()) return licet::Unit{};
  const auto& columns = source_->columns();
  const std::string& file = files_[next_file_ - 1];
  const auto has = [&](const Path& path) {
    return std::ranges::any_of(columns, [&](const SourceColumn& column) {
      const std::size_t n = std::min(path.size(), column.path.size());
      return n > 0 && std::equal(path.begin(), path.begin() + static_cast<long>(n), column.path.begin());
    });
  };
  const auto nearest = [&](const std::string& wanted, std::size_t least) {
    std::string best;
    for (const SourceColumn& column : columns)
      if (const std::size_t d = edit_distance(column.name, wanted); d < least && !plan_.reads(column.path)) {
        least = d;
        best = column.name;
      }
    return best;
  };
  const auto missing = [&](const std::string& name) {
    const std::string near = nearest(name, name.size() / 2 + 1);
    return Failure{fmt::format("{}: there is no column {}; {}", file == "-" ? "standard input" : file, name,
                               near.empty() ? fmt::format("name yours with --map {}=COLUMN", name)
                                            : fmt::format("is it {}? then --map {}={}", in_quotes(near), name, near)),
                   4};
  };
  for (const auto& [to, from] : options_.renames)
    if (from.find('.') == std::string::npos && !has({keys_->intern(to)}) && contents_ == Contents::Shipments &&
        next_file_ == 1)
      return Failure{fmt::format("--map {}={}: there is no column {} in {}", to, from, from, file), 2};
  const bool nested = !plan_.lines().path.empty() && has(plan_.lines().path);
  if (!has({plan_.shipment_id})) return missing("shipment_id");
  if (!nested && contents_ != Contents::Headers && !has({plan_.line_no})) return missing("line_no");
  if (contents_ != Contents::Shipments) return licet::Unit{};
  // Parties stand in a list, or in columns per role.
  const bool by_role = std::ranges::any_of(plan_.roles(), [&](const RolePlan& role) { return has(role.field.path); });
  const Path parties = by_role && plan_.parties() != nullptr ? plan_.parties()->path : Path();
  std::vector<std::string> absent;
  for (const Plan::Expected& expected : plan_.expected()) {
    if (has(expected.path) || (nested && expected.of_line)) continue;
    if (expected.required) return missing(expected.name);
    if (!expected.of_party && expected.path != parties) absent.push_back(expected.name);
  }
  if (!absent.empty() && next_file_ == 1) {
    std::string names;
    constexpr std::size_t kMost = 8;
    for (std::size_t i = 0; i < std::min(absent.size(), kMost); ++i) names += (i > 0 ? ", " : "") + absent[i];
    if (absent.size() > kMost) names += fmt::format(" and {} more", absent.size() - kMost);
    notes_->push_back(fmt::format("{}: no column for {}: these facts are missing in every row", file, names));
    for (const std::string& name : absent)  // a misspelt column must not pass for a fact nobody knows
      if (const std::string near = nearest(name, name.size() / 3 + 1); !near.empty())
        notes_->push_back(fmt::format("{}: is the column {} meant for {}? then --map {}={}", file, in_quotes(near),
                                      name, name, near));
  }
  return licet::Unit{};
}

void RowStream::choose_passed() {
  const bool all = std::ranges::find(options_.pass, "*") != options_.pass.end();
  std::vector<std::string> unread;
  for (const SourceColumn& column : source_->columns()) {
    if (column.path.empty()) continue;
    if (column.path.size() == 1 && (column.path[0] == plan_.shipment_id || column.path[0] == plan_.line_no)) continue;
    const bool named = std::ranges::find(options_.pass, column.name) != options_.pass.end();
    if (!named && (!all || plan_.reads(column.path))) continue;
    if (column.nested) {
      unread.push_back(column.name);
      continue;
    }
    if (std::ranges::any_of(passed_, [&](const PassedColumn& p) { return p.path == column.path; })) continue;
    if (passed_chosen_) {
      notes_->push_back(fmt::format("{}: column {} is not in the first file and is not passed on",
                                    files_[next_file_ - 1], column.name));
    } else {
      passed_.push_back({{column.name, column.type}, column.path});
    }
  }
  if (!unread.empty())
    notes_->push_back(fmt::format("{}: not passed on, since they hold lists or objects: {}", files_[next_file_ - 1],
                                  fmt::join(unread, ", ")));
  if (!source_->columns_are_fixed() && !passed_chosen_)  // JSON may name what the first lines do not have
    for (const std::string& name : options_.pass)
      if (name != "*" && std::ranges::none_of(passed_, [&](const PassedColumn& p) { return p.column.name == name; }))
        passed_.push_back({{name, ColumnType::Text}, {keys_->intern(name)}});
  passed_chosen_ = true;
  known_keys_.assign(keys_->size(), true);
}

Result<bool> RowStream::read(Row* row) {
  for (;;) {
    if (source_ == nullptr) return false;
    auto got = source_->next(row);
    if (!got.ok()) return got.failure();
    if (got.value()) {
      row_file_ = static_cast<std::uint32_t>(next_file_ - 1);
      if (!source_->columns_are_fixed()) note_new_columns(*row);
      return true;
    }
    auto more = open_next();
    if (!more.ok()) return more.failure();
    if (!more.value()) return false;
  }
}

void RowStream::note_keys(const Node& object, std::uint64_t row) {
  for (const Node& child : object.elements()) {
    if (child.key == kNoKey || (child.key < known_keys_.size() && known_keys_[child.key])) continue;
    known_keys_.resize(keys_->size(), false);
    known_keys_[child.key] = true;
    notes_->push_back(fmt::format("{}: column {} comes first in line {} and is not passed on; name it to pass it on",
                                  files_[next_file_ - 1], in_quotes(keys_->name(child.key)), row));
  }
}

void RowStream::note_new_columns(const Row& row) {
  if (row.root == nullptr || std::ranges::find(options_.pass, "*") == options_.pass.end()) return;
  note_keys(*row.root, row.number);
  if (plan_.lines().path.size() != 1) return;
  if (const Node* lines = row.root->find(plan_.lines().path[0]); lines != nullptr && lines->kind == Node::Kind::Array)
    for (const Node& line : lines->elements()) note_keys(line, row.number);
}

Status RowStream::collect() {
  std::unordered_map<std::string, std::vector<std::size_t>> by_shipment;
  std::vector<std::string> ids;
  Row row;
  for (;;) {
    auto got = read(&row);
    if (!got.ok()) return got.failure();
    if (!got.value()) break;
    const std::size_t index = collected_.size();
    collected_.push_back({row_file_, row, row.root != nullptr ? clone(*row.root, &store_) : Node()});
    if (store_.bytes_in_use() > kMostCollected)
      return Failure{
          fmt::format("{}: more than 512 MiB of lines to bring together; sort the file by shipment_id instead",
                      files_[row_file_]),
          4};
    const Node* id = row.root != nullptr ? row.root->find(plan_.shipment_id) : nullptr;
    const std::string name = id != nullptr ? render(*id) : std::string();
    auto [at, fresh] = by_shipment.try_emplace(name);
    if (fresh) ids.push_back(name);
    at->second.push_back(index);
  }
  for (const std::string& id : ids) order_.insert(order_.end(), by_shipment[id].begin(), by_shipment[id].end());
  if (!std::ranges::is_sorted(order_))
    notes_->push_back(
        fmt::format("{}: the lines of some shipments were not adjacent and were brought together", files_[0]));
  return licet::Unit{};
}

Result<bool> RowStream::next(Row* row) {
  if (options_.grouping != Grouping::Collected || contents_ == Contents::Headers) return read(row);
  if (!is_collected_) {
    is_collected_ = true;
    if (auto status = collect(); !status.ok()) return status.failure();
  }
  if (order_at_ == order_.size()) return false;
  Collected& entry = collected_[order_[order_at_++]];
  *row = entry.row;
  if (row->root != nullptr) row->root = &entry.root;
  row_file_ = entry.file;
  return true;
}

}  // namespace licet::io
