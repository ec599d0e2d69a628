// A record as bytes: rows, then the cells that hold something, then texts and roles. Native layout.
#include <cstring>

#include "core/base/result.h"
#include "runtime/data/record.h"

namespace licet::data {
namespace {

template <class T>
void put(std::string* out, const T& value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  out->append(bytes, sizeof(T));
}

class Taker {
 public:
  explicit Taker(std::string_view bytes) : bytes_(bytes) {}
  template <class T>
  T take() {
    LICET_CHECK(bytes_.size() >= sizeof(T));
    T value;
    std::memcpy(&value, bytes_.data(), sizeof(T));
    bytes_.remove_prefix(sizeof(T));
    return value;
  }
  std::string_view take(std::size_t size) {
    LICET_CHECK(bytes_.size() >= size);
    const std::string_view out = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return out;
  }

 private:
  std::string_view bytes_;
};

}  // namespace

void Record::save(std::string* bytes) const {
  put(bytes, number);
  for (const Rows& rows : types_) {
    put(bytes, rows.size());
    for (const std::uint32_t parent : rows.parents) put(bytes, parent);
    std::uint32_t held = 0;
    for (const Cell& cell : rows.cells) held += cell.state != State::Missing || cell.count != 0 || cell.closed ? 1 : 0;
    put(bytes, held);
    for (std::size_t i = 0; i < rows.cells.size(); ++i) {
      const Cell& cell = rows.cells[i];
      if (cell.state == State::Missing && cell.count == 0 && !cell.closed) continue;
      put(bytes, static_cast<std::uint32_t>(i));
      put(bytes, static_cast<std::uint8_t>(static_cast<unsigned>(cell.state) | (cell.closed ? 8u : 0u)));
      put(bytes, cell.count);
      put(bytes, cell.value);
    }
  }
  put(bytes, static_cast<std::uint64_t>(chars_.size()));
  *bytes += chars_;
  put(bytes, static_cast<std::uint64_t>(role_rows_.size()));
  for (const std::uint32_t row : role_rows_) put(bytes, row);
}

void Record::load(std::string_view bytes) {
  clear();
  Taker from(bytes);
  number = from.take<std::uint64_t>();
  for (Rows& rows : types_) {
    rows.parents.resize(from.take<std::uint32_t>());
    for (std::uint32_t& parent : rows.parents) parent = from.take<std::uint32_t>();
    rows.cells.resize(rows.parents.size() * rows.width);
    for (std::uint32_t held = from.take<std::uint32_t>(); held > 0; --held) {
      Cell& cell = rows.cells[from.take<std::uint32_t>()];
      const std::uint8_t state = from.take<std::uint8_t>();
      cell.state = static_cast<State>(state & 7u);
      cell.closed = (state & 8u) != 0;
      cell.count = from.take<std::uint32_t>();
      cell.value = from.take<std::int64_t>();
    }
  }
  chars_ = from.take(from.take<std::uint64_t>());
  role_rows_.resize(from.take<std::uint64_t>());
  for (std::uint32_t& row : role_rows_) row = from.take<std::uint32_t>();
}

}  // namespace licet::data
