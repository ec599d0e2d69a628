// One shipment out of JSON text: the tree, the plan and the decoder of logs, without a file around them.
#include <algorithm>

#include <fmt/format.h>

#include "runtime/io/decode.h"
#include "runtime/io/dotted_names.h"
#include "runtime/io/io.h"
#include "runtime/io/json_tree.h"
#include "runtime/io/plan.h"
#include "runtime/io/unread.h"

namespace licet::io {

struct ShipmentReader::Parts {
  explicit Parts(const ir::Schema& of)
      : schema(of), plan(of, &keys), dotted(&keys, &arena), decoder(plan, &keys, &arena, &json), unread(plan) {}

  const ir::Schema& schema;
  Keys keys;
  Arena arena;
  JsonTree json;
  Plan plan;
  DottedNames dotted;
  Decoder decoder;
  Unread unread;

  Failure refused(const std::string& below) const {
    constexpr std::size_t kMost = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(decoder.problems().size(), kMost); ++i) {
      const Problem& problem = decoder.problems()[i];
      text += fmt::format("{}{}{}: {}", i > 0 ? "; " : "", below, problem.field, problem.reason);
    }
    return Failure{text};
  }

  std::string name_in(const Node& object, KeyId key) const {
    const Node* node = object.find(key);
    return is_missing(node) || node->kind == Node::Kind::Array || node->kind == Node::Kind::Object ? std::string()
                                                                                                   : render(*node);
  }
};

ShipmentReader::ShipmentReader(const ir::Schema& schema) : parts_(std::make_unique<Parts>(schema)) {}
ShipmentReader::~ShipmentReader() = default;

Status ShipmentReader::read(std::string_view text, Shipment* shipment) {
  Parts& parts = *parts_;
  const ir::Schema& schema = parts.schema;
  data::Record& record = shipment->record;
  record.clear();
  shipment->line_count = 0;
  parts.arena.reset();
  Node root;
  std::string problem;
  if (!parts.json.parse(text, &parts.keys, &parts.arena, &root, &problem)) return Failure{"not valid JSON: " + problem};
  if (root.kind != Node::Kind::Object) return Failure{"a shipment is a JSON object"};
  parts.dotted.nest(&root);
  shipment->shipment_id = parts.name_in(root, parts.plan.shipment_id);
  const bool decoded = parts.decoder.decode_header(&root, &record);
  parts.unread.look(root, Unread::Layout::Nested, false);
  if (!decoded) return parts.refused("");

  const std::string& name = parts.plan.lines().field->column;
  const Node* lines = parts.decoder.lines_of(&root);
  if (is_missing(lines)) return Unit{};
  if (lines->kind != Node::Kind::Array) return Failure{name + ": is not a list"};
  for (Node& line : lines->elements()) {
    const std::string place = fmt::format("{}[{}]", name, shipment->line_count);
    if (line.kind != Node::Kind::Object) return Failure{place + ": is not an object"};
    if (shipment->lines.size() == shipment->line_count) shipment->lines.emplace_back();
    Line& to = shipment->lines[shipment->line_count++];
    to.line_no = parts.name_in(line, parts.plan.line_no);
    if (to.line_no.empty()) to.line_no = std::to_string(shipment->line_count);
    if (!parts.decoder.decode_line(&line, &record)) return parts.refused(place + ".");
  }
  data::Cell& cell = record.rows(schema.shipment).at(0, schema.lines_field);
  cell.state = data::State::Known;
  cell.closed = parts.decoder.lines_are_closed(&root);
  cell.count = shipment->line_count;
  return Unit{};
}

std::vector<std::string> ShipmentReader::take_notes(const std::string& file) { return parts_->unread.take_notes(file); }

}  // namespace licet::io
