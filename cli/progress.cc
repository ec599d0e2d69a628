#include "cli/progress.h"

#include <cstdio>
#include <string>

#include "cli/terminal.h"

namespace licet::cli {
namespace {

constexpr std::uint64_t kCells = 24;

std::string clock_text(std::uint64_t seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%llu:%02llu", static_cast<unsigned long long>(seconds / 60),
                static_cast<unsigned long long>(seconds % 60));
  return text;
}

}  // namespace

Progress::Progress(bool shown) : shown_(shown) {}

Progress::~Progress() { clear(); }

void Progress::show(const Gauge& gauge) {
  using std::chrono::milliseconds;
  const Clock::time_point now = Clock::now();
  if (!shown_ || now - begin_ < milliseconds(1000) || now - last_ < milliseconds(200)) return;
  last_ = now;
  const auto elapsed = static_cast<std::uint64_t>(std::chrono::duration_cast<milliseconds>(now - begin_).count());
  const std::uint64_t lines = gauge.lines, read = gauge.bytes_read, total = gauge.bytes_total;
  std::string text = human_count(lines) + " lines  " + human_count(lines * 1000 / elapsed) + " lines/s";
  if (total > 0 && read > 0) {
    const std::uint64_t done = read < total ? read : total;
    std::string bar(static_cast<std::size_t>(done * kCells / total), '#');
    bar.resize(kCells, '.');
    text += "  [" + bar + "] " + std::to_string(done * 100 / total) + " %";
    const auto left =
        static_cast<std::uint64_t>(static_cast<unsigned __int128>(elapsed) * (total - done) / done / 1000);
    text += "  " + clock_text(left) + " left";
  } else {
    text += "  " + clock_text(elapsed / 1000);
  }
  std::fprintf(stderr, "\r\033[2K%s", text.c_str());
  std::fflush(stderr);
  drawn_ = true;
}

void Progress::clear() {
  if (drawn_) std::fputs("\r\033[2K", stderr);
  drawn_ = false;
}

}  // namespace licet::cli
