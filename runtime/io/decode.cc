#include "runtime/io/decode.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>

namespace licet::io {

std::string Decoder::place() const {
  std::string text;
  for (const Step& step : std::span(steps_).first(depth_)) {
    if (!text.empty() && !step.name.empty()) text += '.';
    text += step.name;
    if (step.index >= 0) text += fmt::format("[{}]", step.index);
  }
  return text;
}

bool Decoder::problem(std::string reason) {
  constexpr std::size_t kMost = 8;  // of one row; more help nobody
  if (problems_.size() < kMost) problems_.push_back({place(), std::move(reason)});
  return false;
}

bool Decoder::expand(Node* node) {
  if (!node->is_text()) return true;
  std::string_view text = node->text();
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos || (text[first] != '{' && text[first] != '[')) return true;
  Node parsed;
  parsed.key = node->key;
  std::string why;
  if (!json_->parse(text, keys_, arena_, &parsed, &why)) {
    const std::string shown = in_quotes(text);
    node->set_text(Node::Kind::Bad, arena_->copy(fmt::format("{} is not valid JSON: {}", shown, why)));
    return false;
  }
  *node = parsed;
  return true;
}

Node* Decoder::lookup(Node* object, const Path& path) {
  Node* node = object;
  for (std::size_t i = 0; i < path.size() && node != nullptr; ++i) {
    if (node->is_text()) expand(node);
    if (node->kind == Node::Kind::Bad) return node;
    if (node->kind != Node::Kind::Object) {
      if (is_missing(node) || is_word(*node, "none")) return nullptr;
      const std::string shown = in_quotes(render(*node));
      node->set_text(Node::Kind::Bad, arena_->copy(fmt::format("{} stands where an object is expected", shown)));
      return node;
    }
    node = node->find(path[i]);
  }
  return node;
}

bool Decoder::is_closed(const FieldPlan& plan, Node* object) {
  if (plan.complete.empty()) return plan.field->complete_when == ir::kNone;
  Node* node = lookup(object, plan.complete);
  if (node == nullptr && plan.complete.size() == 1 && plan.path.size() > 1) {
    // The flag stands beside the list: item.integrated_circuits, item.integrated_circuits_complete.
    Path beside(plan.path.begin(), plan.path.end() - 1);
    beside.push_back(plan.complete[0]);
    node = lookup(object, beside);
  }
  if (node == nullptr || is_missing(node)) return false;
  data::Cell flag;
  At at(this, plan.field->complete_column);
  if (node->kind == Node::Kind::Bad) return problem(std::string(node->text()));
  return decode_bool(*node, node->is_text() ? node->text() : std::string_view(), &flag) && flag.value != 0;
}

void Decoder::decode_fields(const RecordPlan& plan, ir::Id type, std::uint32_t row, Node* object,
                            data::Record* record) {
  for (const FieldPlan& field : plan.fields) {
    Node* node = field.path.empty() ? object : lookup(object, field.path);
    At at(this, field.field->column);
    switch (field.field->type.kind) {
      case ir::ValueKind::Struct:
        decode_struct(field, type, row, node, record);
        break;
      case ir::ValueKind::List:
        decode_list(field, type, row, node, is_closed(field, object), record);
        break;
      case ir::ValueKind::Bool:
      case ir::ValueKind::Number:
      case ir::ValueKind::Date:
      case ir::ValueKind::Category:
      case ir::ValueKind::Text: {
        data::Cell cell;
        decode_scalar(field, node, &cell, record);
        record->rows(type).at(row, field.id) = cell;
        break;
      }
      case ir::ValueKind::Role:
      case ir::ValueKind::Source:
        break;
    }
  }
}

// A struct always has its row, so that a path through it finds missing facts; its cell is missing only where it may be
// none.
void Decoder::decode_struct(const FieldPlan& plan, ir::Id type, std::uint32_t row, Node* node, data::Record* record) {
  const ir::Field& field = *plan.field;
  data::Cell cell;
  if (node != nullptr && node->kind == Node::Kind::Object) {
    // A cell of the struct's own name beside those of its members.
    if (Node* own = node->find(plan_.self); own != nullptr && !is_null(own)) {
      if (is_word(*own, "none") || is_word(*own, "unknown")) node = own;
    }
  }
  if (node != nullptr && node->is_text()) expand(node);
  if (node != nullptr && node->kind == Node::Kind::Bad) problem(std::string(node->text()));
  const bool embedded = field.column.empty();
  const bool given = embedded || (node != nullptr && !is_missing(node));
  if (!given && field.required && (node == nullptr || !is_word(*node, "unknown")))
    problem("is required and not given; write \"unknown\" for a fact that is not known");
  if (given && !embedded && is_word(*node, "none")) {
    if (field.may_be_none) {
      cell.state = data::State::None;
      record->rows(type).at(row, plan.id) = cell;
    } else {
      problem("is given as none, which it may not be");
    }
    return;
  }
  if (given && node != nullptr && node->kind != Node::Kind::Object && node->kind != Node::Kind::Bad) {
    problem(fmt::format("{} stands where an object is expected", in_quotes(render(*node))));
    return;
  }
  cell.state = given || !field.may_be_none ? data::State::Known : data::State::Missing;
  cell.count = 1;
  cell.value = record->add_row(field.type.record, row);
  record->rows(type).at(row, plan.id) = cell;
  if (given) {
    decode_fields(plan_.record(field.type.record), field.type.record, static_cast<std::uint32_t>(cell.value), node,
                  record);
  } else {
    add_missing_structs(field.type.record, static_cast<std::uint32_t>(cell.value), record);
  }
}

void Decoder::add_missing_structs(ir::Id type, std::uint32_t row, data::Record* record) {
  for (const FieldPlan& field : plan_.record(type).fields) {
    if (field.field->type.kind != ir::ValueKind::Struct) continue;
    data::Cell cell;
    cell.state = field.field->may_be_none ? data::State::Missing : data::State::Known;
    cell.count = 1;
    cell.value = record->add_row(field.field->type.record, row);
    record->rows(type).at(row, field.id) = cell;
    add_missing_structs(field.field->type.record, static_cast<std::uint32_t>(cell.value), record);
  }
}

void Decoder::decode_list(const FieldPlan& plan, ir::Id type, std::uint32_t row, Node* node, bool closed,
                          data::Record* record) {
  const ir::Field& field = *plan.field;
  data::Cell cell;
  if (node != nullptr && node->kind == Node::Kind::Object) {
    if (Node* own = node->find(plan_.self); own != nullptr && !is_null(own)) node = own;
  }
  if (node == nullptr || is_missing(node)) {
    if (field.required && (node == nullptr || !is_word(*node, "unknown")))
      problem("is required and not given; write \"unknown\" for a fact that is not known");
    return;
  }
  if (field.may_be_none && is_word(*node, "none")) {
    cell.state = data::State::None;
    record->rows(type).at(row, plan.id) = cell;
    return;
  }
  if (node->is_text()) split_text(plan, node);
  if (node->kind == Node::Kind::Bad) {
    problem(std::string(node->text()));
    return;
  }
  if (node->kind != Node::Kind::Array) {
    problem(fmt::format("{} stands where a list is expected", in_quotes(render(*node))));
    return;
  }
  if (field.max_elements > 0 && node->size > static_cast<std::uint32_t>(field.max_elements)) {
    problem(fmt::format("has {} elements; at most {} are declared", node->size, field.max_elements));
    return;
  }
  const ir::Id element = field.type.record;
  cell.state = data::State::Known;
  cell.closed = closed;
  cell.count = node->size;
  cell.value = record->rows(element).size();
  // Rows below a row of a tree belong to the owner of the tree.
  const std::uint32_t parent = element == type ? record->rows(type).parents[row] : row;
  for (std::uint32_t i = 0; i < node->size; ++i) record->add_row(element, parent);
  record->rows(type).at(row, plan.id) = cell;
  for (std::uint32_t i = 0; i < node->size; ++i) {
    At at(this, "", i);
    decode_element(element, static_cast<std::uint32_t>(cell.value) + i, &node->children[i], record);
  }
}

// "3A090.a|4A090.a" for a list of plain values; JSON for any list.
void Decoder::split_text(const FieldPlan& plan, Node* node) {
  const RecordPlan& element = plan_.record(plan.field->type.record);
  if (element.plain || element.element != ir::kNone) {
    split_words(node);
  } else if (expand(node) && node->is_text()) {
    const std::string shown = in_quotes(node->text());
    node->set_text(Node::Kind::Bad,
                   arena_->copy(fmt::format("{} stands where a list is expected; write it as JSON", shown)));
  }
}

void Decoder::split_words(Node* node) {
  if (!expand(node) || !node->is_text()) return;
  const std::string_view text = node->text();
  const std::size_t count = static_cast<std::size_t>(std::ranges::count(text, '|')) + 1;
  Node* elements = static_cast<Node*>(arena_->allocate(count * sizeof(Node)));
  std::size_t from = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t bar = std::min(text.find('|', from), text.size());
    elements[i] = Node();
    elements[i].set_text(node->kind, text.substr(from, bar - from));
    from = bar + 1;
  }
  node->set_children(Node::Kind::Array, elements, count);
}

void Decoder::decode_element(ir::Id type, std::uint32_t row, Node* element, data::Record* record) {
  const RecordPlan& plan = plan_.record(type);
  if (element->is_text() && plan.element == ir::kNone && !plan.plain) expand(element);
  if (element->kind == Node::Kind::Object) {
    decode_fields(plan, type, row, element, record);
  } else if (element->kind == Node::Kind::Bad) {
    problem(std::string(element->text()));
  } else if (plan.element != ir::kNone) {
    const FieldPlan& field = plan.fields[static_cast<std::size_t>(plan.element)];
    data::Cell cell;
    decode_scalar(field, element, &cell, record);
    record->rows(type).at(row, field.id) = cell;
    add_missing_structs(type, row, record);
  } else if (is_missing(element) || plan.plain) {
    add_missing_structs(type, row, record);  // an element of which nothing is known
  } else {
    problem(fmt::format("{} stands where an object is expected", in_quotes(render(*element))));
  }
}

Node* Decoder::lines_of(Node* root) { return lookup(root, plan_.lines().path); }

bool Decoder::decode_header(Node* root, data::Record* record) {
  problems_.clear();
  const ir::Id type = plan_.schema().shipment;
  const std::uint32_t row = record->add_row(type, 0);
  decode_fields(plan_.record(type), type, row, root, record);
  decode_parties(root, record);
  return problems_.empty();
}

bool Decoder::decode_line(Node* line, data::Record* record) {
  problems_.clear();
  const ir::Id type = plan_.schema().line;
  marks_.clear();
  for (std::size_t r = 0; r < plan_.schema().records.size(); ++r)
    marks_.push_back(record->rows(static_cast<ir::Id>(r)).size());
  const std::uint32_t row = record->add_row(type, 0);
  decode_fields(plan_.record(type), type, row, line, record);
  if (problems_.empty()) return true;
  for (std::size_t r = 0; r < marks_.size(); ++r) {
    data::Rows& rows = record->rows(static_cast<ir::Id>(r));
    rows.parents.resize(marks_[r]);
    rows.cells.resize(static_cast<std::size_t>(marks_[r]) * rows.width);
  }
  return false;
}

}  // namespace licet::io
