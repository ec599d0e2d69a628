// The saved form: magic, format, layout, length, body, and SHA-256 of all of that. The body is the members in the order
// of fields(), integers in little-endian bytes, texts and lists behind their 32-bit length: one form for one program.
// The digest is for accidents. A saved program is nonetheless untrusted: reading never goes past the end or allocates
// more than a small multiple of what is left, and verify() looks at the result.
#include <algorithm>
#include <exception>
#include <limits>
#include <type_traits>
#include <utility>

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/ir/archive.h"
#include "core/ir/program.h"

namespace licet::ir {
namespace {

constexpr std::string_view kMagic{"\x89LICET\r\n", 8};
constexpr std::uint32_t kFormat = 1;  // raised when the meaning of a member changes and its type does not
constexpr std::size_t kLayoutBytes = 8;
constexpr std::size_t kDigestBytes = 32;
constexpr std::size_t kHeadBytes = 8 + 4 + kLayoutBytes + 8;

// The integer of a number's size that it travels as.
template <class T>
constexpr auto bits_of(T value) {
  if constexpr (std::is_same_v<T, bool>) {
    return static_cast<std::uint8_t>(value);
  } else if constexpr (std::is_enum_v<T>) {
    return static_cast<std::make_unsigned_t<std::underlying_type_t<T>>>(value);
  } else {
    return static_cast<std::make_unsigned_t<T>>(value);
  }
}

class Writer {
 public:
  explicit Writer(bool places) : places_(places) {}

  template <class T>
  void number(T& value) {
    const auto bits = bits_of(value);
    char bytes[sizeof bits];
    for (std::size_t i = 0; i < sizeof bits; ++i) bytes[i] = static_cast<char>(bits >> (8 * i) & 0xff);
    out_.append(bytes, sizeof bits);
  }
  void text(std::string& value) {
    size(value.size());
    out_ += value;
  }
  template <class T, class Each>
  void list(std::vector<T>& value, Each each) {
    size(value.size());
    for (T& element : value) each(element);
  }
  bool wants_places() const { return places_; }
  std::string& out() { return out_; }

 private:
  void size(std::size_t n) {
    LICET_CHECK(n <= std::numeric_limits<std::uint32_t>::max());
    auto count = static_cast<std::uint32_t>(n);
    number(count);
  }

  bool places_;
  std::string out_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  template <class T>
  void number(T& value) {
    using Bits = decltype(bits_of(value));
    if (rest_.size() < sizeof(Bits)) return fail("it ends too early");
    Bits bits = 0;
    for (std::size_t i = 0; i < sizeof bits; ++i)
      bits = static_cast<Bits>(bits |
                               static_cast<Bits>(static_cast<Bits>(static_cast<unsigned char>(rest_[i])) << (8 * i)));
    rest_.remove_prefix(sizeof bits);
    if constexpr (std::is_same_v<T, bool>) {
      if (bits > 1) return fail("a truth value is neither true nor false");
      value = bits == 1;
    } else {
      value = static_cast<T>(bits);  // an enumerator that does not exist is found by verify()
    }
  }
  void text(std::string& value) {
    const std::uint32_t n = size();
    value.assign(rest_.substr(0, n));
    rest_.remove_prefix(n);
  }
  template <class T, class Each>
  void list(std::vector<T>& value, Each each) {
    // Elements are made one by one, each after the bytes of the one before: a false length costs no more than a few
    // times what is left.
    std::uint32_t n = size();
    value.reserve(std::min<std::size_t>(n, 4 * rest_.size() / sizeof(T)));
    for (; n > 0 && problem_.empty(); --n) each(value.emplace_back());
  }
  bool wants_places() const { return true; }

  const std::string& problem() const { return problem_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::uint32_t size() {
    std::uint32_t n = 0;
    number(n);
    if (n > rest_.size()) {  // every element takes at least a byte
      fail("a length is larger than what is left of it");
      return 0;
    }
    return n;
  }
  void fail(const char* problem) {
    if (problem_.empty()) problem_ = problem;
    rest_ = {};
  }

  std::string_view rest_;
  std::string problem_;
};

// The types of all members and the names of the operations: a program of another build is refused, never misread.
class Layout {
 public:
  template <class T>
  void number(T&) {
    text_ += std::is_same_v<T, bool> ? 'b' : std::is_enum_v<T> ? 'e' : std::is_signed_v<T> ? 'i' : 'u';
    text_ += static_cast<char>('0' + sizeof(T));
  }
  void text(std::string&) { text_ += 's'; }
  template <class T, class Each>
  void list(std::vector<T>&, Each each) {
    text_ += '[';
    T element{};
    each(element);
    text_ += ']';
  }
  bool wants_places() const { return true; }

  static std::string bytes() {
    Layout layout;
    walk(Program{}, layout);
    std::string_view names =
#define LICET_OP(name, result, doc) #name " " #result ";"
#include "core/ir/ops.def"
#undef LICET_OP
        ;
    const Digest digest = sha256(layout.text_ + std::string(names));
    return std::string(digest.begin(), digest.begin() + kLayoutBytes);
  }

 private:
  std::string text_;
};

std::string digest_bytes(std::string_view bytes) {
  const Digest digest = sha256(bytes);
  return std::string(digest.begin(), digest.end());
}

std::string body_of(const Program& program, bool places) {
  Writer writer(places);
  walk(program, writer);
  return std::move(writer.out());
}

std::string read(std::string_view bytes, Program* program) {
  if (!bytes.starts_with(kMagic.substr(0, std::min(kMagic.size(), bytes.size()))) || bytes.empty())
    return "it is not a compiled program";
  if (bytes.size() < kHeadBytes + kDigestBytes) return "it ends too early";
  Reader head(bytes.substr(kMagic.size()));
  std::uint32_t format = 0;
  walk(format, head);
  if (format != kFormat || bytes.substr(kMagic.size() + sizeof format, kLayoutBytes) != Layout::bytes())
    return "it was compiled by another version of licet; compile it again";
  Reader length(bytes.substr(kHeadBytes - 8));
  std::uint64_t size = 0;
  walk(size, length);
  if (size != bytes.size() - kHeadBytes - kDigestBytes) return "its length is not what it says";
  if (digest_bytes(bytes.substr(0, kHeadBytes + size)) != bytes.substr(kHeadBytes + size))
    return "its digest does not fit its content";

  Reader body(bytes.substr(kHeadBytes, size));
  walk(*program, body);
  if (!body.problem().empty()) return body.problem();
  if (!body.at_end()) return "something follows its end";
  return verify(*program);
}

}  // namespace

std::string serialize(const Program& program) {
  const std::string body = body_of(program, true);
  Writer writer(true);
  writer.out().reserve(kHeadBytes + body.size() + kDigestBytes);
  writer.out() += kMagic;
  std::uint32_t format = kFormat;
  writer.number(format);
  writer.out() += Layout::bytes();
  std::uint64_t size = body.size();
  writer.number(size);
  writer.out() += body;
  writer.out() += digest_bytes(writer.out());
  return std::move(writer.out());
}

Program deserialize(std::string_view bytes, std::string* error) {
  Program program;
  try {
    *error = read(bytes, &program);
  } catch (const std::exception&) {  // memory: the only thing that can run out
    *error = "it does not fit into memory";
  }
  if (!error->empty()) return {};
  return program;
}

std::string fingerprint(const Program& program) { return to_hex(sha256(body_of(program, false))); }

bool equal(const Program& a, const Program& b) { return body_of(a, true) == body_of(b, true); }

}  // namespace licet::ir
