// What a reader cannot see must not decide: UTF-8, invisible and look-alike characters.
#include <cstdio>
#include <string>

#include "compiler/syntax/lex.h"

namespace licet::syntax {
namespace {

constexpr std::uint32_t kInvalid = 0xffffffffu;

// The code point at `i` and its length; kInvalid if the bytes are not UTF-8.
std::uint32_t decode(std::string_view text, std::size_t i, std::size_t* length) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  const unsigned char lead = byte(i);
  std::size_t n = lead >= 0xf0 && lead < 0xf5   ? 4
                  : lead >= 0xe0 && lead < 0xf0 ? 3
                  : lead >= 0xc2 && lead < 0xe0 ? 2
                                                : 0;
  *length = 1;
  if (n == 0 || i + n > text.size()) return kInvalid;
  std::uint32_t point = lead & (0xffu >> (n + 1));
  for (std::size_t k = 1; k < n; ++k) {
    if ((byte(i + k) & 0xc0) != 0x80) return kInvalid;
    point = point << 6 | (byte(i + k) & 0x3fu);
  }
  const bool overlong = (n == 3 && point < 0x800) || (n == 4 && point < 0x10000);
  if (overlong || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return kInvalid;
  *length = n;
  return point;
}

bool hidden(std::uint32_t point) {
  return point == 0x00a0 || point == 0x00ad || point == 0x061c || point == 0x180e ||
         (point >= 0x2000 && point <= 0x200f) || (point >= 0x2028 && point <= 0x202f) ||
         (point >= 0x205f && point <= 0x206f) || point == 0x3000 || point == 0xfeff ||
         (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xfff9 && point <= 0xfffb) ||
         (point >= 0xe0000 && point <= 0xe0fff) || (point >= 0x80 && point < 0xa0);
}

bool looks_latin(std::uint32_t point) {
  return (point >= 0x0370 && point <= 0x03ff) || (point >= 0x0400 && point <= 0x052f) ||
         (point >= 0x2100 && point <= 0x214f) || (point >= 0xff01 && point <= 0xff5e) ||
         (point >= 0x1d400 && point <= 0x1d7ff);
}

std::string code_name(std::uint32_t point) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "U+%04X", point);
  return buffer;
}

}  // namespace

bool is_deceptive(std::string_view text, std::size_t i) {
  const auto c = static_cast<unsigned char>(text[i]);
  if (c < 0x80) return c < 0x20 && c != '\n' && c != '\t' && c != '\r';
  std::size_t length = 1;
  const std::uint32_t point = decode(text, i, &length);
  const bool mark_of_order = point == 0xfeff && i == 0;
  const auto latin = [&](std::size_t k) {
    return k < text.size() && ((text[k] >= 'a' && text[k] <= 'z') || (text[k] >= 'A' && text[k] <= 'Z'));
  };
  // A Greek letter by itself is quoted mathematics; among Latin letters it poses as one of them.
  const bool poses = looks_latin(point) && ((i > 0 && latin(i - 1)) || latin(i + length));
  return (hidden(point) && !mark_of_order) || poses;
}

bool check_characters(std::string_view text, std::string_view name, FileId file, Diagnostics* diagnostics) {
  constexpr int kMost = 20;
  int reported = 0;
  for (std::size_t i = 0; i < text.size() && reported < kMost;) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto at = static_cast<std::uint32_t>(i);
    std::size_t length = 1;
    const std::uint32_t point = c < 0x80 ? c : decode(text, i, &length);
    if (point == kInvalid) {
      diagnostics
          ->add(Code::SourceUnreadable, {file, at, at + 1},
                {std::string(name), "byte " + std::to_string(i) + " is not UTF-8"})
          .help = "save the file as UTF-8";
      return false;
    }
    if ((c < 0x20 || c >= 0x80) && is_deceptive(text, i)) {
      diagnostics->add(Code::HiddenCharacter, {file, at, at + static_cast<std::uint32_t>(length)}, {code_name(point)})
          .help = "write the plain character, or leave it out";
      ++reported;
    }
    i += length;
  }
  return true;
}

}  // namespace licet::syntax
