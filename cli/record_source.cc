#include "cli/record_source.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

#include "runtime/io/io.h"

namespace licet::cli {
namespace {

constexpr int kDataInvalid = 4;

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

void take(const io::Shipment& shipment, std::uint32_t line, ChosenLine* out) {
  out->record = shipment.record;
  out->line = line;
  out->shipment_id = shipment.shipment_id;
  out->line_no = shipment.lines[line].line_no;
}

Status from_json(const ir::Schema& schema, const std::string& path, const std::string& line_no, ChosenLine* out) {
  std::string text;
  if (path == "-") {
    text.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    std::ifstream in(path, std::ios::binary);
    if (!in) return Failure{"cannot read " + path, kDataInvalid};
    text.assign(std::istreambuf_iterator<char>(in), {});
  }
  io::Shipment shipment(schema);
  io::ShipmentReader reader(schema);
  const Status read = reader.read(text, &shipment);
  out->notes = reader.take_notes(path == "-" ? "standard input" : path);
  if (!read.ok()) return Failure{path + ": " + read.failure().message, kDataInvalid};
  std::string all;
  for (std::uint32_t line = 0; line < shipment.line_count; ++line) {
    const std::string& name = shipment.lines[line].line_no;
    if (line_no.empty() || line_no == name) {
      take(shipment, line, out);
      return Unit{};
    }
    all += (all.empty() ? "" : ", ") + name;
  }
  if (shipment.line_count == 0) return Failure{path + ": the shipment has no line", kDataInvalid};
  return Failure{path + ": the shipment has no line " + line_no + "; it has " + all, 2};
}

Status from_log(const ir::Schema& schema, const std::string& path, std::optional<std::uint64_t> row,
                const std::string& line_no, ChosenLine* out) {
  io::ReadOptions options;
  options.path = path;
  Result<std::unique_ptr<io::Reader>> reader = io::open_reader(schema, options);
  if (!reader.ok()) return reader.failure();
  io::Batch batch;
  std::uint64_t last = 0, shipments = 0;
  out->of_log = true;
  for (;;) {
    const Result<bool> more = reader.value()->next(&batch);
    if (!more.ok()) return more.failure();
    for (const io::Reject& reject : batch.rejects)
      if (!row || reject.row == *row)
        return Failure{path + ", row " + std::to_string(reject.row) + " is rejected: " + reject.field +
                           (reject.field.empty() ? "" : ": ") + reject.reason,
                       kDataInvalid};
    for (std::size_t s = 0; s < batch.size; ++s) {
      io::Shipment& shipment = *batch.shipments[s];
      shipment.record.number = shipments++;
      for (std::uint32_t line = 0; line < shipment.line_count; ++line) {
        last = shipment.lines[line].row;
        if ((row && last != *row) || (!line_no.empty() && shipment.lines[line].line_no != line_no)) continue;
        take(shipment, line, out);
        return Unit{};
      }
    }
    if (!more.value()) break;
  }
  return Failure{path + " has no row " + (row ? std::to_string(*row) : std::string("at all")) +
                     (line_no.empty() ? "" : " with line " + line_no) + "; the last is " + std::to_string(last),
                 2};
}

}  // namespace

Status choose_line(const ir::Schema& schema, const std::string& path, std::optional<std::uint64_t> row,
                   const std::string& line_no, ChosenLine* out) {
  const bool one_record = path == "-" || (ends_with(path, ".json") && !row);
  return one_record ? from_json(schema, path, line_no, out) : from_log(schema, path, row, line_no, out);
}

}  // namespace licet::cli
