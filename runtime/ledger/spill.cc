#include "runtime/ledger/spill.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace licet::ledger {
namespace {

std::string folder() {
  const char* named = std::getenv("TMPDIR");
  return named != nullptr && *named != '\0' ? named : "/tmp";
}

Failure cannot(const char* what) {
  return {std::string("a file for what does not fit into memory cannot be ") + what + " in " + folder() + ": " +
              std::strerror(errno) + "; name a folder with room in TMPDIR",
          4};
}

}  // namespace

Spill::~Spill() {
  if (file_ >= 0) close(file_);
}

Result<std::uint64_t> Spill::append(std::string_view bytes) {
  const std::uint64_t place = in_file_ + tail_.size(), size = bytes.size();
  tail_.append(reinterpret_cast<const char*>(&size), sizeof size);
  tail_ += bytes;
  if (tail_.size() > most_)
    if (Status flushed = flush(); !flushed.ok()) return flushed.failure();
  return place;
}

Status Spill::flush() {
  if (file_ < 0) {
    std::string name = folder() + "/licet-XXXXXX";
    file_ = mkostemp(name.data(), O_CLOEXEC);
    if (file_ < 0) return cannot("made");
    unlink(name.c_str());
  }
  for (std::size_t done = 0; done < tail_.size();) {
    const ssize_t n = pwrite(file_, tail_.data() + done, tail_.size() - done, static_cast<off_t>(in_file_ + done));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return cannot("written");
    done += static_cast<std::size_t>(n);
  }
  in_file_ += tail_.size();
  tail_.clear();
  return Unit{};
}

Status Spill::read(std::uint64_t place, std::string* bytes) const {
  std::uint64_t size = 0;
  if (place >= in_file_) {
    const std::size_t at = static_cast<std::size_t>(place - in_file_);
    std::memcpy(&size, tail_.data() + at, sizeof size);
    bytes->assign(tail_, at + sizeof size, static_cast<std::size_t>(size));
    return Unit{};
  }
  const auto get = [&](char* to, std::size_t count, std::uint64_t from) {
    while (count > 0) {
      const ssize_t n = pread(file_, to, count, static_cast<off_t>(from));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return false;
      to += n;
      from += static_cast<std::uint64_t>(n);
      count -= static_cast<std::size_t>(n);
    }
    return true;
  };
  if (!get(reinterpret_cast<char*>(&size), sizeof size, place)) return cannot("read");
  bytes->resize(static_cast<std::size_t>(size));
  if (!get(bytes->data(), bytes->size(), place + sizeof size)) return cannot("read");
  return Unit{};
}

}  // namespace licet::ledger
