// Saved programs: round trip, damage, fingerprints.
#include <random>

#include <catch2/catch.hpp>

#include "core/base/hash.h"
#include "core/ir/archive.h"
#include "tests/unit/core_sample.h"

namespace licet::ir {
namespace {

constexpr std::size_t kDigest = 32;

// Makes the digest at the end fit, as a forger would.
std::string sealed(std::string bytes) {
  if (bytes.size() < kDigest) return bytes;
  const Digest digest = sha256(std::string_view(bytes).substr(0, bytes.size() - kDigest));
  bytes.replace(bytes.size() - kDigest, kDigest, std::string(digest.begin(), digest.end()));
  return bytes;
}

std::string error_of(std::string_view bytes) {
  std::string error;
  const Program p = deserialize(bytes, &error);
  if (!error.empty()) CHECK(equal(p, {}));
  return error;
}

// Changes the n-th number or text of a program; `place` says whether it is a part of a place.
class Mutation {
 public:
  Mutation(std::size_t n, bool places) : left_(n), places_(places) {}
  template <class T>
  void number(T& value) {
    if (left_-- != 0) return;
    done = true;
    if constexpr (std::is_same_v<T, bool>)
      value = !value;
    else
      value = static_cast<T>(static_cast<std::int64_t>(value) ^ 1);
  }
  void text(std::string& value) {
    if (left_-- != 0) return;
    done = true;
    value += 'x';
  }
  template <class T, class Each>
  void list(std::vector<T>& value, Each each) {
    for (T& element : value) each(element);
    if (left_-- != 0) return;
    done = true;
    value.emplace_back();
  }
  bool wants_places() const { return places_; }

  bool done = false;

 private:
  std::size_t left_;
  bool places_;
};

TEST_CASE("serialize: what is read is what was written") {
  for (const Program& p : {Program{}, sample()}) {
    const std::string bytes = serialize(p);
    std::string error = "not set";
    const Program back = deserialize(bytes, &error);
    CHECK(error == "");
    CHECK(equal(back, p));
    CHECK(serialize(back) == bytes);
    CHECK(fingerprint(back) == fingerprint(p));
  }
}

TEST_CASE("serialize: one form on every machine") {
  // Little-endian bytes behind the head: the name, then its length.
  Program p;
  p.name = "ab";
  const std::string bytes = serialize(p);
  CHECK(bytes.substr(0, 8) == "\x89LICET\r\n");
  CHECK(bytes.substr(8, 4) == std::string("\1\0\0\0", 4));
  CHECK(bytes.substr(28, 6) == std::string("\2\0\0\0ab", 6));
}

TEST_CASE("deserialize: refuses what is not a program") {
  CHECK(error_of("") == "it is not a compiled program");
  CHECK(error_of("{}") == "it is not a compiled program");
  CHECK(error_of(std::string(1000, '\0')) == "it is not a compiled program");
  std::string bytes = serialize(sample());
  CHECK(error_of(bytes + "x") == "its length is not what it says");
  std::string other = bytes;
  other[8] = 9;
  CHECK(error_of(sealed(other)) == "it was compiled by another version of licet; compile it again");
  other = bytes;
  other[12] = static_cast<char>(other[12] ^ 1);
  CHECK(error_of(sealed(other)) == "it was compiled by another version of licet; compile it again");
  other = bytes;
  other[200] = static_cast<char>(other[200] ^ 1);
  CHECK(error_of(other) == "its digest does not fit its content");
  Program wrong = sample();
  wrong.event_date = 9999;
  CHECK(error_of(serialize(wrong)) == "the event date does not exist (9999)");
}

TEST_CASE("deserialize: cut off anywhere") {
  const std::string bytes = serialize(sample());
  for (std::size_t n = 0; n < bytes.size(); ++n) {
    const std::string_view head = std::string_view(bytes).substr(0, n);
    if (error_of(head).empty()) FAIL("accepted after " << n << " bytes");
    // A forger would say so in the length and the digest.
    if (n < 28 + kDigest) continue;
    std::string forged(head);
    for (std::size_t i = 0; i < 8; ++i) forged[20 + i] = static_cast<char>((n - 28 - kDigest) >> (8 * i) & 0xff);
    const std::string error = error_of(sealed(forged));
    if (error != "it ends too early" && error != "a length is larger than what is left of it")
      FAIL("after " << n << " bytes: " << error);
  }
}

TEST_CASE("deserialize: with any bit turned, an error or a program that stands the test") {
  const std::string bytes = serialize(sample());
  std::size_t accepted = 0;
  std::mt19937 random(7);
  for (std::size_t i = 28; i + kDigest < bytes.size(); i += 1 + random() % 3) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ (1 << random() % 8));
    damaged = sealed(std::move(damaged));
    std::string error;
    const Program p = deserialize(damaged, &error);
    if (!error.empty()) continue;
    ++accepted;
    if (!verify(p).empty() || serialize(p) != damaged) FAIL("byte " << i);
    print(p);
  }
  CHECK(accepted > 0);  // texts, numbers: another program, as good as the first
}

TEST_CASE("deserialize: lengths that lie cost nothing") {
  std::mt19937 random(8);
  const std::string bytes = serialize(sample());
  for (std::size_t i = 28; i + kDigest + 4 < bytes.size(); i += 5) {
    std::string damaged = bytes;
    const std::uint32_t n = random() % 2 == 0 ? 0xffffffffu : static_cast<std::uint32_t>(bytes.size() - i);
    for (std::size_t k = 0; k < 4; ++k) damaged[i + k] = static_cast<char>(n >> (8 * k) & 0xff);
    error_of(sealed(damaged));
  }
}

TEST_CASE("fingerprint: depends on everything but places") {
  const Program original = sample();
  const std::string fingerprint_before = fingerprint(original);
  CHECK(fingerprint_before.size() == 64);
  std::size_t members = 0;
  for (;; ++members) {
    Program p = original;
    Mutation mutation(members, false);
    walk(p, mutation);
    if (!mutation.done) break;
    if (fingerprint(p) == fingerprint_before) FAIL("member " << members << " is not in the fingerprint");
    if (equal(p, original)) FAIL("member " << members << " is not in the bytes");
  }
  CHECK(members > 1000);

  Program moved = original;
  for (Node& n : moved.nodes) n.span = {1, 3, 4};
  for (Definition& d : moved.definitions) d.span = {};
  for (Paragraph& d : moved.paragraphs) d.span = {1, 1, 1};
  for (Provision& d : moved.provisions) d.span = {1, 1, 2};
  moved.scenarios[0].span = {0, 0, 0};
  moved.scenarios[0].expect[0].span = {};
  moved.lists[0].file = "elsewhere";
  moved.tables[0].file = "elsewhere";
  moved.files = {"x", "y", "z"};
  CHECK(fingerprint(moved) == fingerprint_before);
  CHECK_FALSE(equal(moved, original));
}

}  // namespace
}  // namespace licet::ir
