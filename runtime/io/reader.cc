#include "runtime/io/reader.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

namespace licet::io {

namespace {

constexpr std::size_t kBatchBytes = 48u << 20;    // a batch ends when its rows took this much
constexpr std::size_t kLargeShipment = 1u << 20;  // the memory of a larger one is not kept

std::string_view keep(Batch* batch, std::string_view text) {
  constexpr std::size_t kBlock = 256 * 1024;
  if (text.empty()) return {};
  if (text.size() > kBlock / 4) {  // in a block of its own, before the one in use
    batch->blocks.insert(batch->blocks.begin() + static_cast<long>(batch->block),
                         std::make_unique_for_overwrite<char[]>(text.size()));
    char* place = batch->blocks[batch->block++].get();
    std::memcpy(place, text.data(), text.size());
    batch->large = true;
    return {place, text.size()};
  }
  if (batch->block == batch->blocks.size() || batch->used + text.size() > kBlock) {
    if (batch->block < batch->blocks.size()) ++batch->block;
    if (batch->block == batch->blocks.size()) batch->blocks.push_back(std::make_unique_for_overwrite<char[]>(kBlock));
    batch->used = 0;
  }
  char* place = batch->blocks[batch->block].get() + batch->used;
  std::memcpy(place, text.data(), text.size());
  batch->used += text.size();
  return {place, text.size()};
}

void reset(Batch* batch) {
  batch->size = 0;
  batch->rejects.clear();
  batch->line_total = 0;
  if (batch->large) batch->blocks.clear();  // of mixed sizes
  batch->large = false;
  batch->block = 0;
  batch->used = 0;
  batch->bytes = 0;
}

}  // namespace

LogReader::LogReader(const ir::Schema& schema, const ReadOptions& options)
    : schema_(schema),
      options_(options),
      plan_(schema, &keys_),
      decoder_(plan_, &keys_, &cells_, &json_),
      rows_(plan_, options_, &keys_, &notes_),
      unread_(plan_),
      first_header_(plan_),
      other_header_(schema) {}

Status LogReader::open() {
  for (const auto& [to, from] : options_.renames) keys_.rename(from, to);
  const bool two_tables = !options_.lines_path.empty();
  if (two_tables) {
    headers_ = std::make_unique<HeaderTable>(plan_, options_, &keys_, &notes_);
    if (auto status = headers_->open(options_.path, options_.format); !status.ok()) return status;
    files_ = headers_->stream().files();
    first_line_file_ = static_cast<std::uint32_t>(files_.size());
  }
  const Status status = two_tables ? rows_.open(options_.lines_path, options_.lines_format, RowStream::Contents::Lines)
                                   : rows_.open(options_.path, options_.format, RowStream::Contents::Shipments);
  if (!status.ok()) return status;
  files_.insert(files_.end(), rows_.files().begin(), rows_.files().end());
  passed_ = rows_.passed();
  if (two_tables)
    for (const PassedColumn& column : headers_->stream().passed())
      if (std::ranges::none_of(passed_, [&](const PassedColumn& p) { return p.path == column.path; }))
        passed_.push_back(column);
  for (const PassedColumn& column : passed_) passed_columns_.push_back(column.column);
  return licet::Unit{};
}

Progress LogReader::progress() const {
  Progress progress{rows_.bytes_read(), rows_.bytes_total(), row_total_};
  if (headers_ != nullptr) {
    progress.bytes_read += headers_->stream().bytes_read();
    progress.bytes_total += headers_->stream().bytes_total();
  }
  return progress;
}

std::vector<std::string> LogReader::take_notes() { return std::exchange(notes_, {}); }

Result<bool> LogReader::fetch() {
  if (std::exchange(put_back_, false)) return true;
  if (headers_ == nullptr) cells_.reset();  // the header of a group outlives its rows
  return rows_.next(&row_);
}

Result<bool> LogReader::next(Batch* batch) {
  reset(batch);
  while (!done_ && batch->line_total + batch->rejects.size() < options_.batch_lines && batch->bytes < kBatchBytes) {
    auto got = fetch();
    if (!got.ok()) {
      done_ = true;
      return got.failure();
    }
    if (got.value()) {
      if (auto status = step(batch); !status.ok()) {
        done_ = true;
        return status.failure();
      }
      continue;
    }
    done_ = true;
    for (std::string& note : unread_.take_notes(files_.size() == 1 ? files_[0] : "the input"))
      notes_.push_back(std::move(note));
    if (headers_ != nullptr)
      if (auto status = reject_unused_headers(batch); !status.ok()) return status.failure();
  }
  row_total_ += batch->line_total + batch->rejects.size();
  return batch->size > 0 || !batch->rejects.empty();
}

Status LogReader::step(Batch* batch) {
  batch->bytes += row_.bytes;
  if (headers_ != nullptr) cells_.reset();
  const Place at{rows_.file() + first_line_file_, row_.number, {}, {}};
  if (row_.root == nullptr) {
    broken_near_ = true;
    reject(batch, at, row_.field, row_.problem);
    return licet::Unit{};
  }
  if (headers_ == nullptr && decoder_.lines_of(row_.root) != nullptr) {
    nested(batch);
    return licet::Unit{};
  }
  if (row_.root->find(plan_.line_no) == nullptr) {
    broken_near_ = true;
    Place place = at;
    place.shipment_id = text_of(row_.root, plan_.shipment_id);
    reject(batch, place, "line_no", "the row has neither `lines` nor `line_no`");
    return licet::Unit{};
  }
  return flat(batch);
}

void LogReader::nested(Batch* batch) {
  Place at{rows_.file() + first_line_file_, row_.number, text_of(row_.root, plan_.shipment_id), {}};
  broken_near_ = false;
  if (at.shipment_id.empty()) return reject(batch, at, "shipment_id", "is not given");
  Node* lines = decoder_.lines_of(row_.root);
  if (lines->kind != Node::Kind::Array || lines->size == 0)
    return reject(batch, at,
                  schema_.records[static_cast<std::size_t>(schema_.shipment)]
                      .fields_[static_cast<std::size_t>(schema_.lines_field)]
                      .column,
                  "the shipment has no list of lines");
  const auto reject_all = [&](const auto& how) {
    for (std::uint32_t i = 0; i < lines->size; ++i) {
      at.line_no = text_of(&lines->children[i], plan_.line_no);
      if (at.line_no.empty()) at.line_no = std::to_string(i + 1);
      how();
    }
  };
  if (!seen_.insert(at.shipment_id))
    return reject_all([&] { reject(batch, at, "shipment_id", "a shipment of this id was read before"); });
  pass(row_.root, {}, &header_passed_, batch);
  Shipment* shipment = acquire(batch);
  shipment->shipment_id = at.shipment_id;
  const auto look = [&] { unread_.look(*row_.root, Unread::Layout::Nested, rows_.columns_are_fixed()); };
  if (!decoder_.decode_header(row_.root, &shipment->record)) {
    look();
    --batch->size;
    return reject_all([&] { reject_problems(batch, at); });
  }
  const std::size_t rejects = batch->rejects.size();
  line_list_.clear();
  line_set_.clear();
  for (std::uint32_t i = 0; i < lines->size; ++i) {
    Node* line = &lines->children[i];
    at.line_no = text_of(line, plan_.line_no);
    if (at.line_no.empty()) at.line_no = std::to_string(i + 1);
    if (line->kind != Node::Kind::Object) {
      reject(batch, at, "lines", "the line is not an object");
      continue;
    }
    pass(line, header_passed_, &line_passed_, batch);
    add_line(line, at, shipment, batch);
  }
  look();  // cells are taken apart by now
  finish(shipment, decoder_.lines_are_closed(row_.root) && rejects == batch->rejects.size(), batch);
}

Status LogReader::flat(Batch* batch) {
  const std::string id = text_of(row_.root, plan_.shipment_id);
  bool complete = !broken_near_;  // all lines of the shipment are at hand
  broken_near_ = false;
  Shipment* shipment = nullptr;
  bool closed = true;
  const bool again = !id.empty() && !seen_.insert(id);
  Node* header = nullptr;
  line_list_.clear();
  line_set_.clear();
  if (headers_ != nullptr && !id.empty() && !again) {
    auto found = headers_->find(id);
    if (!found.ok()) return found.failure();
    if (found.value() != nullptr) header = &found.value()->root;
  }
  header_passed_.clear();
  if (header != nullptr) pass(header, {}, &header_passed_, batch);
  for (bool first = true;; first = false) {
    Place at{rows_.file() + first_line_file_, row_.number, id, {}};
    if (!first) {
      auto got = fetch();
      if (!got.ok()) return got.failure();
      if (!got.value()) break;
      at = {rows_.file() + first_line_file_, row_.number, id, {}};
      if (row_.root == nullptr) {
        batch->bytes += row_.bytes;
        broken_near_ = true;
        complete = false;
        at.shipment_id.clear();
        reject(batch, at, row_.field, row_.problem);
        continue;
      }
      if (text_of(row_.root, plan_.shipment_id) != id ||
          (headers_ == nullptr && decoder_.lines_of(row_.root) != nullptr)) {
        put_back_ = true;
        if (text_of(row_.root, plan_.shipment_id).empty()) complete = false;  // whose line is it?
        break;
      }
      batch->bytes += row_.bytes;
    }
    broken_near_ = id.empty();
    Node* line = row_.root;
    pass(line, header_passed_, &line_passed_, batch);  // before cells are taken apart
    at.line_no = text_of(line, plan_.line_no);
    const std::size_t rejects = batch->rejects.size();
    if (id.empty()) {
      reject(batch, at, "shipment_id", "is not given");
    } else if (again) {
      reject(batch, at, "shipment_id",
             "lines of this shipment were read before and others stand between; sort by shipment_id or use --group");
    } else if (headers_ != nullptr && header == nullptr) {
      reject(batch, at, "shipment_id", "there is no header of this shipment");
    } else if (at.line_no.empty()) {
      reject(batch, at, "line_no", "is not given");
    } else if (headers_ == nullptr || shipment == nullptr) {
      Node* from = headers_ != nullptr ? header : line;
      if (shipment == nullptr) {
        shipment = acquire(batch);
        shipment->shipment_id = id;
        if (headers_ == nullptr) first_header_.take(*from);  // before cells are taken apart
        const bool decoded = decoder_.decode_header(from, &shipment->record);
        if (headers_ != nullptr) unread_.look(*from, Unread::Layout::Flat, headers_->stream().columns_are_fixed());
        if (decoded) {
          closed = decoder_.lines_are_closed(from);
        } else {
          reject_problems(batch, at);
          --batch->size;
          shipment = nullptr;
        }
      } else if (!agrees(from, *shipment)) {
        reject_problems(batch, at);
      }
    }
    if (rejects == batch->rejects.size()) add_line(line, at, shipment, batch);
    unread_.look(*line, Unread::Layout::Flat, rows_.columns_are_fixed());
    if (rejects != batch->rejects.size()) complete = false;
  }
  if (shipment != nullptr) finish(shipment, closed && complete, batch);
  return licet::Unit{};
}

bool LogReader::agrees(Node* header, const Shipment& shipment) {
  if (first_header_.same(*header)) return true;  // as programs write it; people spell one thing in two ways
  other_header_.clear();
  if (!decoder_.decode_header(header, &other_header_)) return false;
  std::string differs;
  if (same_row(schema_, schema_.shipment, shipment.record, 0, other_header_, 0, schema_.lines_field, &differs))
    return true;
  decoder_.add_problem(differs, fmt::format("differs from that of line {} of the same shipment",
                                            shipment.line_count > 0 ? shipment.lines[0].line_no : "1"));
  return false;
}

void LogReader::add_line(Node* line, const Place& at, Shipment* shipment, Batch* batch) {
  if (shipment->line_count >= options_.max_lines_per_shipment)
    return reject(batch, at, "line_no",
                  fmt::format("the shipment has more than {} lines", options_.max_lines_per_shipment));
  if (!line_is_new(at.line_no))
    return reject(batch, at, "line_no", "a line of this number stands before in the shipment");
  if (!decoder_.decode_line(line, &shipment->record)) return reject_problems(batch, at);
  if (shipment->lines.size() == shipment->line_count) shipment->lines.emplace_back();
  Line& to = shipment->lines[shipment->line_count++];
  to.file = at.file;
  to.row = at.row;
  to.line_no = at.line_no;
  to.passed.swap(line_passed_);
  ++batch->line_total;
}

void LogReader::finish(Shipment* shipment, bool closed, Batch* batch) {
  if (shipment->line_count == 0) {
    --batch->size;
    return;
  }
  data::Cell& cell = shipment->record.rows(schema_.shipment).at(0, schema_.lines_field);
  cell.state = data::State::Known;
  cell.closed = closed;
  cell.count = shipment->line_count;
  cell.value = 0;
}

Status LogReader::reject_unused_headers(Batch* batch) {
  HeaderTable::Entry entry;
  for (;;) {
    auto got = headers_->next_unused(&entry);
    if (!got.ok()) return got.failure();
    for (const HeaderTable::Entry& broken : headers_->take_problems())
      reject(batch, {broken.file, broken.row, broken.id, {}}, broken.id.empty() ? "shipment_id" : "", broken.problem);
    if (!got.value()) return licet::Unit{};
    reject(batch, {entry.file, entry.row, entry.id, {}}, "shipment_id", "the shipment has no lines");
  }
}

Shipment* LogReader::acquire(Batch* batch) {
  if (batch->size == batch->shipments.size()) {
    batch->shipments.push_back(std::make_unique<Shipment>(schema_));
  } else if (batch->shipments[batch->size]->bytes > kLargeShipment) {
    batch->shipments[batch->size] = std::make_unique<Shipment>(schema_);
  }
  Shipment* shipment = batch->shipments[batch->size++].get();
  shipment->record.clear();
  shipment->line_count = 0;
  shipment->bytes = row_.bytes;
  return shipment;
}

void LogReader::reject(Batch* batch, const Place& at, std::string field, std::string reason) {
  batch->rejects.push_back({at.file, at.row, at.shipment_id, at.line_no, std::move(field), std::move(reason)});
}

void LogReader::reject_problems(Batch* batch, const Place& at) {
  constexpr std::size_t kMost = 3;
  const auto& problems = decoder_.problems();
  std::string reason = problems[0].reason;
  for (std::size_t i = 1; i < std::min(problems.size(), kMost); ++i)
    reason += fmt::format("; {}: {}", problems[i].field, problems[i].reason);
  if (problems.size() > kMost) reason += fmt::format("; and {} more", problems.size() - kMost);
  reject(batch, at, problems[0].field, std::move(reason));
}

std::string LogReader::text_of(const Node* object, KeyId key) const {
  const Node* node = object->find(key);
  if (is_missing(node) || node->kind == Node::Kind::Array || node->kind == Node::Kind::Object) return {};
  std::string text = render(*node);
  text.erase(0, text.find_first_not_of(" \t"));
  text.erase(text.find_last_not_of(" \t") + 1);
  return text;
}

bool LogReader::line_is_new(const std::string& line_no) {
  constexpr std::size_t kFew = 16;
  if (line_list_.size() < kFew) {
    if (std::ranges::find(line_list_, line_no) != line_list_.end()) return false;
    line_list_.push_back(line_no);
    return true;
  }
  if (line_set_.empty()) line_set_.insert(line_list_.begin(), line_list_.end());
  return line_set_.insert(line_no).second;
}

void LogReader::pass(const Node* object, const std::vector<Value>& otherwise, std::vector<Value>* values,
                     Batch* batch) {
  values->resize(passed_.size());
  for (std::size_t i = 0; i < passed_.size(); ++i) {
    const Node* node = object;
    for (std::size_t k = 0; k < passed_[i].path.size() && node != nullptr; ++k) node = node->find(passed_[i].path[k]);
    if (node != nullptr && node->kind == Node::Kind::Object) node = node->find(plan_.self);
    if (!is_null(node))
      (*values)[i] = value_of(node, passed_[i].column.type, batch);
    else
      (*values)[i] = i < otherwise.size() ? otherwise[i] : Value();
  }
}

Value LogReader::value_of(const Node* node, ColumnType type, Batch* batch) {
  if (is_null(node)) return {};
  const auto text = [&](std::string_view t, bool literal) {
    Value value = Value::of_text(keep(batch, t));
    value.literal = literal;
    return value;
  };
  switch (node->kind) {
    case Node::Kind::Text:
    case Node::Kind::Cell:
      return text(node->text(), false);
    case Node::Kind::Number:
      return text(node->text(), true);
    case Node::Kind::Bool:
      if (type == ColumnType::Boolean) return Value::of_boolean(node->number != 0);
      return text(render(*node), true);
    case Node::Kind::Integer:
      if (type == ColumnType::Integer) return Value::of_integer(node->number);
      return text(render(*node), true);
    case Node::Kind::Day:
      if (type == ColumnType::Date) return Value::of_date(static_cast<Day>(node->number));
      return text(render(*node), false);
    case Node::Kind::Float:
      return text(render(*node), std::isfinite(node->real));
    case Node::Kind::Null:
    case Node::Kind::Array:
    case Node::Kind::Object:
    case Node::Kind::Bad:
      break;
  }
  return {};
}

}  // namespace licet::io
