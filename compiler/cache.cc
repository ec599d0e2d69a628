#include "compiler/cache.h"

#include <utility>

#include <sys/stat.h>

#include "compiler/pipeline.h"
#include "core/base/hash.h"
#include "stdlib/prelude.h"

namespace licet::compiler {
namespace {

constexpr std::string_view kMagic = "LICET CACHE 1\n";

std::string digest_of(std::string_view bytes) { return to_hex(sha256(bytes)); }

// Texts one behind the other, each behind its length: an entry is one such row.
class Row {
 public:
  Row& operator<<(std::string_view text) {
    std::uint64_t size = text.size();
    for (int i = 0; i < 8; ++i, size >>= 8) bytes_.push_back(static_cast<char>(size & 0xff));
    bytes_ += text;
    return *this;
  }
  Row& operator<<(std::uint64_t number) { return *this << std::to_string(number); }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

class RowReader {
 public:
  explicit RowReader(std::string_view bytes) : bytes_(bytes) {}
  bool ok() const { return ok_; }
  bool at_end() const { return bytes_.empty(); }

  std::string_view text() {
    std::uint64_t size = 0;
    if (bytes_.size() < 8) return fail();
    for (int i = 7; i >= 0; --i) size = size << 8 | static_cast<unsigned char>(bytes_[static_cast<std::size_t>(i)]);
    bytes_.remove_prefix(8);
    if (size > bytes_.size()) return fail();
    const std::string_view text = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return text;
  }
  std::uint64_t number() {
    const std::string_view digits = text();
    std::uint64_t value = 0;
    if (digits.empty() || digits.size() > 18) ok_ = false;
    for (const char c : digits) {
      if (c < '0' || c > '9') ok_ = false;
      value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return ok_ ? value : 0;
  }

 private:
  std::string_view fail() {
    ok_ = false;
    bytes_ = {};
    return {};
  }
  std::string_view bytes_;
  bool ok_ = true;
};

// Another build of the compiler makes other programs. Hashing it would cost more than it saves; its inode will do.
std::string this_compiler() {
  struct stat self{};
  if (::stat("/proc/self/exe", &self) != 0) return {};
  return std::to_string(self.st_ino) + " " + std::to_string(self.st_size) + " " + std::to_string(self.st_mtim.tv_sec) +
         "." + std::to_string(self.st_mtim.tv_nsec);
}

std::string listing_digest(const std::vector<std::string>& paths) {
  Row row;
  for (const std::string& path : paths) row << path;
  return digest_of(row.bytes());
}

void write_diagnostics(const Diagnostics& diagnostics, Row* row) {
  *row << diagnostics.list().size();
  for (const Diagnostic& d : diagnostics.list()) {
    *row << static_cast<std::uint64_t>(d.code) << d.span.file << d.span.begin << d.span.end << d.args.size();
    for (const std::string& arg : d.args) *row << arg;
    *row << d.related.size();
    for (const Related& related : d.related)
      *row << related.span.file << related.span.begin << related.span.end << related.text;
    *row << d.example << d.help;
  }
}

Span read_span(RowReader* row) {
  Span span;
  span.file = static_cast<FileId>(row->number());
  span.begin = static_cast<std::uint32_t>(row->number());
  span.end = static_cast<std::uint32_t>(row->number());
  return span;
}

bool read_diagnostics(RowReader* row, Diagnostics* out) {
  const std::size_t codes = all_codes().size();
  for (std::uint64_t n = row->number(); n > 0 && row->ok(); --n) {
    const std::uint64_t code = row->number();
    if (code >= codes) return false;
    const Span span = read_span(row);
    std::vector<std::string> args;
    for (std::uint64_t i = row->number(); i > 0 && row->ok(); --i) args.emplace_back(row->text());
    Diagnostic& d = out->add(static_cast<Code>(code), span, std::move(args));
    for (std::uint64_t i = row->number(); i > 0 && row->ok(); --i) {
      const Span at = read_span(row);
      d.related.push_back({at, std::string(row->text())});
    }
    d.example = row->text();
    d.help = row->text();
  }
  return row->ok();
}

}  // namespace

Cache::Cache(const Input& input, const std::vector<RuleFile>& files)
    : input_(input), files_(files), folder_(".program", kMaxCacheBytes) {
  const std::string compiler = this_compiler();
  if (compiler.empty() || !folder_.usable()) return;
  Row key;
  key << kMagic << compiler << input.search_path.size();
  for (const std::string& folder : input.search_path) key << folder;
  for (const RuleFile& file : files) key << file.name << file.text;
  name_ = digest_of(key.bytes());
}

std::optional<Compiled> Cache::load() const {
  if (name_.empty()) return std::nullopt;
  const std::optional<std::string> bytes = folder_.read(name_);
  if (!bytes || !bytes->starts_with(kMagic)) return std::nullopt;
  RowReader entry(std::string_view(*bytes).substr(kMagic.size()));
  const std::string_view head = entry.text();
  const std::string_view head_digest = entry.text();
  const std::string_view program = entry.text();  // carries a digest of its own
  if (!entry.ok() || !entry.at_end() || digest_of(head) != head_digest) return std::nullopt;

  RowReader row(head);
  Compiled compiled;
  for (const PreludeFile& file : prelude()) compiled.sources.add(std::string(file.name), std::string(file.text));
  for (const RuleFile& file : files_) compiled.sources.add(file.name, file.text);
  const std::string_view listing = row.text();
  if (!listing.empty() && listing != listing_digest(Library(files_, input_.search_path).candidates()))
    return std::nullopt;
  for (std::uint64_t n = row.number(); n > 0 && row.ok(); --n) {
    const std::string path(row.text());
    std::string text, ignored;
    if (!read_file(path, &text, &ignored) || digest_of(text) != row.text()) return std::nullopt;
    compiled.sources.add(path, std::move(text));
  }
  DiskFiles disk;
  for (std::uint64_t n = row.number(); n > 0 && row.ok(); --n) {
    const std::string folder(row.text());
    const std::string name(row.text());
    const std::string_view expected = row.text();  // empty: the file was not there
    std::string text, ignored;
    const bool there = disk.read(folder, name, &text, &ignored);
    if (there != !expected.empty() || (there && digest_of(text) != expected)) return std::nullopt;
  }
  std::string error;
  if (!read_diagnostics(&row, &compiled.diagnostics) || !row.at_end()) return std::nullopt;
  ir::Program read = ir::deserialize(program, &error);
  if (!error.empty()) return std::nullopt;
  compiled.program = std::make_shared<const ir::Program>(std::move(read));
  folder_.took(name_);
  return compiled;
}

void Cache::save(const Compiled& compiled, const Library& library, const RecordingFiles& data) const {
  if (name_.empty() || !compiled.program) return;
  Row head;
  head << (library.looked() ? listing_digest(library.candidates()) : std::string());
  head << library.taken().size();
  for (const RuleFile& file : library.taken()) head << file.name << digest_of(file.text);
  head << data.entries().size();
  for (const RecordingFiles::Entry& entry : data.entries())
    head << entry.folder << entry.name << (entry.ok ? digest_of(entry.text) : std::string());
  write_diagnostics(compiled.diagnostics, &head);
  Row entry;
  entry << head.bytes() << digest_of(head.bytes()) << ir::serialize(*compiled.program);
  folder_.write(name_, std::string(kMagic) + entry.bytes());
}

Compiled compile_cached(const Input& input) {
  Diagnostics found;
  std::vector<RuleFile> files = find_rule_files(input.paths, &found);
  if (!found.list().empty()) {
    Library library(files, input.search_path);
    DiskFiles disk;
    RecordingFiles data(&disk);
    return compile(std::move(files), std::move(found), &data, &library);
  }
  const Cache cache(input, files);
  if (auto saved = cache.load()) return std::move(*saved);
  Library library(files, input.search_path);
  DiskFiles disk;
  RecordingFiles data(&disk);
  Compiled compiled = compile(files, {}, &data, &library);
  cache.save(compiled, library, data);
  return compiled;
}

}  // namespace licet::compiler
