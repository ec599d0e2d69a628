#include "runtime/arrow/tree.h"

#include <limits>

#include <arrow/scalar.h>
#include <arrow/type.h>
#include <arrow/util/decimal.h>
#include <fmt/format.h>

namespace licet::io {

namespace {

constexpr std::int64_t kMillisecondsPerDay = 86400000;

template <typename ArrayType>
void set_text(const arrow::Array& array, std::int64_t row, Node* node) {
  node->set_text(Node::Kind::Text, static_cast<const ArrayType&>(array).GetView(row));
}
template <typename ArrayType>
void set_integer(const arrow::Array& array, std::int64_t row, Node* node) {
  node->set_number(Node::Kind::Integer, static_cast<std::int64_t>(static_cast<const ArrayType&>(array).Value(row)));
}
template <typename ArrayType>
void set_float(const arrow::Array& array, std::int64_t row, Node* node) {
  node->kind = Node::Kind::Float;
  const auto value = static_cast<const ArrayType&>(array).Value(row);
  node->real = static_cast<double>(value);  // exact: the wider type holds every value of the narrower
  node->size = std::numeric_limits<decltype(value)>::digits;
}
template <typename ArrayType>
void set_decimal(const arrow::Array& array, std::int64_t row, Arena* arena, Node* node) {
  node->set_text(Node::Kind::Number, arena->copy(static_cast<const ArrayType&>(array).FormatValue(row)));
}

// A moment is a date only at midnight: which day it is elsewhere depends on the zone.
void set_moment(std::int64_t value, std::int64_t per_day, Arena* arena, Node* node) {
  std::int64_t day = value / per_day;
  if (value % per_day != 0 && value < 0) --day;
  if (value % per_day == 0) {
    node->set_number(Node::Kind::Day, day);
  } else {
    node->set_text(Node::Kind::Bad, arena->copy("carries a time of day; give the date alone"));
  }
}

std::int64_t ticks_per_day(arrow::TimeUnit::type unit) {
  switch (unit) {
    case arrow::TimeUnit::SECOND:
      return 86400;
    case arrow::TimeUnit::MILLI:
      return kMillisecondsPerDay;
    case arrow::TimeUnit::MICRO:
      return kMillisecondsPerDay * 1000;
    case arrow::TimeUnit::NANO:
      return kMillisecondsPerDay * 1000000;
  }
  return 1;
}

}  // namespace

ArrowColumn::ArrowColumn(const arrow::Array& array, Keys* keys) : array_(&array) {
  const auto hold = [&](std::shared_ptr<arrow::Array> inner) {
    held_.push_back(std::move(inner));
    children_.emplace_back(*held_.back(), keys);
  };
  switch (array.type_id()) {
    case arrow::Type::STRUCT: {
      const auto& type = static_cast<const arrow::StructType&>(*array.type());
      for (int i = 0; i < type.num_fields(); ++i) {
        child_keys_.push_back(keys->intern(type.field(i)->name()));
        hold(static_cast<const arrow::StructArray&>(array).field(i));
      }
      break;
    }
    case arrow::Type::LIST:
      hold(static_cast<const arrow::ListArray&>(array).values());
      break;
    case arrow::Type::LARGE_LIST:
      hold(static_cast<const arrow::LargeListArray&>(array).values());
      break;
    case arrow::Type::FIXED_SIZE_LIST:
      hold(static_cast<const arrow::FixedSizeListArray&>(array).values());
      break;
    case arrow::Type::DICTIONARY:
      hold(static_cast<const arrow::DictionaryArray&>(array).dictionary());
      break;
    default:
      break;
  }
}

void ArrowColumn::read_list(std::int64_t begin, std::int64_t end, Arena* arena, Node* node) const {
  const auto count = static_cast<std::size_t>(end - begin);
  Node* elements = static_cast<Node*>(arena->allocate(count * sizeof(Node)));
  for (std::size_t i = 0; i < count; ++i) {
    elements[i] = Node();
    children_[0].read(begin + static_cast<std::int64_t>(i), arena, &elements[i]);
  }
  node->set_children(Node::Kind::Array, elements, count);
}

void ArrowColumn::read(std::int64_t row, Arena* arena, Node* node) const {
  const arrow::Array& array = *array_;
  if (array.IsNull(row)) {
    node->kind = Node::Kind::Null;
    return;
  }
  switch (array.type_id()) {
    case arrow::Type::NA:
      node->kind = Node::Kind::Null;
      return;
    case arrow::Type::BOOL:
      return node->set_number(Node::Kind::Bool, static_cast<const arrow::BooleanArray&>(array).Value(row) ? 1 : 0);
    case arrow::Type::INT8:
      return set_integer<arrow::Int8Array>(array, row, node);
    case arrow::Type::INT16:
      return set_integer<arrow::Int16Array>(array, row, node);
    case arrow::Type::INT32:
      return set_integer<arrow::Int32Array>(array, row, node);
    case arrow::Type::INT64:
      return set_integer<arrow::Int64Array>(array, row, node);
    case arrow::Type::UINT8:
      return set_integer<arrow::UInt8Array>(array, row, node);
    case arrow::Type::UINT16:
      return set_integer<arrow::UInt16Array>(array, row, node);
    case arrow::Type::UINT32:
      return set_integer<arrow::UInt32Array>(array, row, node);
    case arrow::Type::UINT64:
      return node->set_text(Node::Kind::Number,
                            arena->copy(std::to_string(static_cast<const arrow::UInt64Array&>(array).Value(row))));
    case arrow::Type::FLOAT:
      return set_float<arrow::FloatArray>(array, row, node);
    case arrow::Type::DOUBLE:
      return set_float<arrow::DoubleArray>(array, row, node);
    case arrow::Type::DECIMAL32:
      return set_decimal<arrow::Decimal32Array>(array, row, arena, node);
    case arrow::Type::DECIMAL64:
      return set_decimal<arrow::Decimal64Array>(array, row, arena, node);
    case arrow::Type::DECIMAL128:
      return set_decimal<arrow::Decimal128Array>(array, row, arena, node);
    case arrow::Type::DECIMAL256:
      return set_decimal<arrow::Decimal256Array>(array, row, arena, node);
    case arrow::Type::STRING:
    case arrow::Type::BINARY:
      return set_text<arrow::BinaryArray>(array, row, node);
    case arrow::Type::LARGE_STRING:
    case arrow::Type::LARGE_BINARY:
      return set_text<arrow::LargeBinaryArray>(array, row, node);
    case arrow::Type::STRING_VIEW:
    case arrow::Type::BINARY_VIEW:
      return set_text<arrow::BinaryViewArray>(array, row, node);
    case arrow::Type::DATE32:
      return node->set_number(Node::Kind::Day, static_cast<const arrow::Date32Array&>(array).Value(row));
    case arrow::Type::DATE64:
      return set_moment(static_cast<const arrow::Date64Array&>(array).Value(row), kMillisecondsPerDay, arena, node);
    case arrow::Type::TIMESTAMP:
      return set_moment(static_cast<const arrow::TimestampArray&>(array).Value(row),
                        ticks_per_day(static_cast<const arrow::TimestampType&>(*array.type()).unit()), arena, node);
    case arrow::Type::STRUCT: {
      const std::size_t count = children_.size();
      Node* members = static_cast<Node*>(arena->allocate(count * sizeof(Node)));
      for (std::size_t i = 0; i < count; ++i) {
        members[i] = Node();
        children_[i].read(row, arena, &members[i]);
        members[i].key = child_keys_[i];
      }
      return node->set_children(Node::Kind::Object, members, count);
    }
    case arrow::Type::LIST: {
      const auto& list = static_cast<const arrow::ListArray&>(array);
      return read_list(list.value_offset(row), list.value_offset(row + 1), arena, node);
    }
    case arrow::Type::LARGE_LIST: {
      const auto& list = static_cast<const arrow::LargeListArray&>(array);
      return read_list(list.value_offset(row), list.value_offset(row + 1), arena, node);
    }
    case arrow::Type::FIXED_SIZE_LIST: {
      const auto& list = static_cast<const arrow::FixedSizeListArray&>(array);
      return read_list(list.value_offset(row), list.value_offset(row + 1), arena, node);
    }
    case arrow::Type::DICTIONARY:
      return children_[0].read(static_cast<const arrow::DictionaryArray&>(array).GetValueIndex(row), arena, node);
    default:
      return node->set_text(Node::Kind::Bad,
                            arena->copy(fmt::format("the column has the type {}, which is not read; write text",
                                                    array.type()->ToString())));
  }
}

}  // namespace licet::io
