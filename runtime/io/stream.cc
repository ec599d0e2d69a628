#include "runtime/io/stream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <poll.h>
#include <unistd.h>

namespace licet::io {
namespace {

Failure system_failure(const char* what) { return {std::string(what) + ": " + std::strerror(errno), kStreamFailed}; }

class DescriptorSource : public ByteSource {
 public:
  DescriptorSource(int descriptor, bool owned, std::shared_ptr<std::uint64_t> count, std::function<bool()> stopped)
      : descriptor_(descriptor), owned_(owned), count_(std::move(count)), stopped_(std::move(stopped)) {}
  ~DescriptorSource() override {
    if (owned_) ::close(descriptor_);
  }
  Result<std::size_t> read(char* out, std::size_t n) override {
    for (;;) {
      if (stopped_ && !wait()) return Failure{"stopped", kStreamFailed};
      const ssize_t got = ::read(descriptor_, out, n);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return system_failure("read");
      *count_ += static_cast<std::uint64_t>(got);
      return static_cast<std::size_t>(got);
    }
  }

 private:
  // Until there is something to read, or the end; false: stopped.
  bool wait() const {
    constexpr int kLookEvery = 100;  // milliseconds
    for (pollfd one{descriptor_, POLLIN, 0}; !stopped_();) {
      const int ready = ::poll(&one, 1, kLookEvery);
      if (ready > 0 || (ready < 0 && errno != EINTR)) return true;  // what is wrong with it, read() will say
    }
    return false;
  }

  int descriptor_;
  bool owned_;
  std::shared_ptr<std::uint64_t> count_;
  std::function<bool()> stopped_;
};

class Replayed : public ByteSource {
 public:
  Replayed(std::string head, std::unique_ptr<ByteSource> rest) : head_(std::move(head)), rest_(std::move(rest)) {}
  Result<std::size_t> read(char* out, std::size_t n) override {
    if (at_ == head_.size()) return rest_->read(out, n);
    const std::size_t done = std::min(n, head_.size() - at_);
    std::memcpy(out, head_.data() + at_, done);
    at_ += done;
    return done;
  }

 private:
  std::string head_;
  std::size_t at_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

class DescriptorSink : public ByteSink {
 public:
  DescriptorSink(int descriptor, bool owned) : descriptor_(descriptor), owned_(owned) {}
  ~DescriptorSink() override { (void)close(); }
  Status write(const char* data, std::size_t n) override {
    for (std::size_t done = 0; done < n;) {
      const ssize_t put = ::write(descriptor_, data + done, n - done);
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return system_failure("write");
      done += static_cast<std::size_t>(put);
    }
    return licet::Unit{};
  }
  Status close() override {
    if (!owned_) return licet::Unit{};
    owned_ = false;
    if (::close(descriptor_) != 0) return system_failure("close");
    return licet::Unit{};
  }

 private:
  int descriptor_;
  bool owned_;
};

}  // namespace

std::unique_ptr<ByteSink> descriptor_sink(int descriptor, bool owned) {
  return std::make_unique<DescriptorSink>(descriptor, owned);
}

std::unique_ptr<ByteSource> descriptor_source(int descriptor, bool owned, std::shared_ptr<std::uint64_t> count,
                                              std::function<bool()> stopped) {
  return std::make_unique<DescriptorSource>(descriptor, owned, std::move(count), std::move(stopped));
}

std::unique_ptr<ByteSource> replayed(std::string head, std::unique_ptr<ByteSource> rest) {
  return std::make_unique<Replayed>(std::move(head), std::move(rest));
}

}  // namespace licet::io
