#include "compiler/compile.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "compiler/fields_used.h"
#include "compiler/lower/lower.h"
#include "compiler/pipeline.h"
#include "compiler/scope.h"
#include "compiler/sema/checks.h"
#include "core/base/csv.h"
#include "stdlib/prelude.h"

namespace licet::compiler {
namespace {

constexpr std::size_t kMaxErrors = 100;

// A carriage return alone ends a line too: a comment must not swallow what stands behind it.
void end_lines(std::string* text) {
  for (std::size_t i = text->find('\r'); i != std::string::npos; i = text->find('\r', i + 1))
    if (i + 1 == text->size() || (*text)[i + 1] != '\n') (*text)[i] = '\n';
}

// One file on its way from text to tree.
struct Source {
  RuleFile file;
  bool prelude = false;
  FileId id = kNoFile;
  syntax::Scanned scanned;
  ast::File tree;
};

class Compilation {
 public:
  Compilation(RecordingFiles* data, Library* library) : data_(data), library_(library) {}

  Compiled run(std::vector<RuleFile> files, Diagnostics found) {
    diagnostics_ = std::move(found);
    read(std::move(files));
    resolve();
    parse();
    if (!diagnostics_.has_errors()) {
      declare();
      if (!diagnostics_.has_errors()) lower();
      sema::check_unused(units_, symbols_, &diagnostics_);
      if (!diagnostics_.has_errors()) make_program();
    }
    return finish();
  }

  // Names decide where words end, so that formatting needs what the files use.
  Formatting format(std::vector<RuleFile> files, Diagnostics found) {
    std::set<std::string> given;
    for (const RuleFile& file : files) given.insert(file.name);
    diagnostics_ = std::move(found);
    read(std::move(files));
    resolve();
    parse();
    Formatting out;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      const Source& source = sources_[i];
      if (given.count(source.file.name) == 0) continue;
      const auto here = [&](const Diagnostic& d) {
        return d.span.file == source.id && info(d.code).severity == Severity::Error;
      };
      const bool sound = std::none_of(diagnostics_.list().begin(), diagnostics_.list().end(), here);
      std::string after = source.file.text;
      if (sound) after = syntax::format(compiled_.sources, source.scanned, *tables_[sees_[i]]);
      out.files.push_back({source.file.name, source.file.text, std::move(after)});
    }
    diagnostics_.sort();
    out.diagnostics = capped(diagnostics_);
    out.sources = std::move(compiled_.sources);
    return out;
  }

 private:
  // The prelude, what was given, and what `use` asks for, until nothing is missing.
  void read(std::vector<RuleFile> files) {
    for (const PreludeFile& file : prelude()) scan({std::string(file.name), {}, std::string(file.text)}, true);
    for (RuleFile& file : files) scan(std::move(file), false);
    for (std::size_t i = 0; i < sources_.size() && library_; ++i)
      for (const std::string& id : sources_[i].scanned.interface.uses) {
        if (declared(id)) continue;
        if (auto found = library_->find(id)) scan(std::move(*found), false);
      }
  }

  void scan(RuleFile file, bool is_prelude) {
    Source& source = sources_.emplace_back();
    source.prelude = is_prelude;
    end_lines(&file.text);
    source.id = compiled_.sources.add(file.name, file.text);
    source.file = std::move(file);
    source.scanned = syntax::scan(compiled_.sources, source.id, &diagnostics_);
    for (const syntax::CategoryFile& values : source.scanned.interface.category_files) add_values(&source, values);
  }

  // Words that a data file makes: the names of countries. Mistakes in the file are reported when it is declared.
  void add_values(Source* source, const syntax::CategoryFile& values) {
    std::string text, ignored;
    CsvFile table;
    if (!data_->read(source->file.folder, values.file, &text, &ignored) || read_csv(text, &table)) return;
    std::vector<std::string> words;
    for (const char* column : {"code", "value", "name"})
      if (const auto at = table.column(column))
        for (const CsvRow& row : table.rows) words.push_back(row.cells[*at]);
    syntax::add_values(&source->scanned.interface, values.category, words);
  }

  bool declared(const std::string& rulebook) const {
    for (const Source& source : sources_)
      for (const std::string& id : rulebooks_in(source.file.text))
        if (id == rulebook) return true;
    return false;
  }

  void resolve() {
    std::vector<ScopedFile> files;
    for (const Source& source : sources_)
      files.push_back({&source.scanned, rulebooks_in(source.file.text), source.prelude});
    sees_ = resolve_uses(files, &diagnostics_);
  }

  // Files that see the same names share one table.
  void parse() {
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      auto& table = tables_[sees_[i]];
      if (!table) {
        std::vector<const syntax::Interface*> in_scope;
        for (const std::size_t seen : sees_[i]) in_scope.push_back(&sources_[seen].scanned.interface);
        table = syntax::make_names(in_scope, &diagnostics_);
      }
      Source& source = sources_[i];
      source.tree = syntax::parse(compiled_.sources, source.scanned, *table, &diagnostics_);
      const auto ids = rulebooks_in(source.file.text);
      units_.push_back({ids.empty() ? std::string() : ids.front(), source.file.folder, &source.tree, source.id});
    }
  }

  void declare() {
    symbols_.build = &builder_;
    lower::declare(units_, data_, &symbols_, &diagnostics_);
    require_record("shipment", builder_.program().schema.shipment, "it is what rules are about: record shipment: ….");
    require_record("line", builder_.program().schema.line,
                   "a line of the shipment is what is decided: record line: ….");
    sema::check_declared(units_, symbols_, &diagnostics_);
  }

  void require_record(const char* name, ir::Id id, const char* why) {
    if (id == ir::kNone) diagnostics_.add(Code::RecordMissing, {}, {name, why});
  }

  void lower() {
    lower::lower_law(units_, &symbols_, &diagnostics_);
    lower::resolve_pending(&symbols_, &diagnostics_);
    if (!diagnostics_.has_errors()) sema::check_partitions(symbols_, &diagnostics_);
  }

  void make_program() {
    ir::Program program = builder_.take();
    mark_unused_fields(&program);
    for (const Source& source : sources_) program.files.push_back(source.file.name);
    compiled_.program = verified(std::move(program), &diagnostics_);
  }

  Compiled finish() {
    diagnostics_.sort();
    compiled_.diagnostics = capped(diagnostics_);
    return std::move(compiled_);
  }

  static Diagnostics capped(const Diagnostics& all) {
    Diagnostics kept;
    std::size_t errors = 0;
    for (const Diagnostic& diagnostic : all.list()) {
      if (info(diagnostic.code).severity == Severity::Error && ++errors > kMaxErrors) {
        kept.add(Code::TooManyErrors, diagnostic.span, {std::to_string(kMaxErrors)});
        break;
      }
      kept.add(diagnostic.code, diagnostic.span) = diagnostic;
    }
    return kept;
  }

  RecordingFiles* data_;
  Library* library_;  // null: nothing but what was given
  Compiled compiled_;
  Diagnostics diagnostics_;
  std::deque<Source> sources_;
  std::vector<std::vector<std::size_t>> sees_;
  std::map<std::vector<std::size_t>, std::shared_ptr<const syntax::NameTable>> tables_;
  std::vector<lower::Unit> units_;
  ir::Builder builder_;
  sema::Symbols symbols_;
};

// Files in memory: those that end in .licet are rules, the others data.
class MemoryFiles : public sema::DataFiles {
 public:
  explicit MemoryFiles(const std::vector<MemoryFile>& files) : files_(files) {}
  bool read(const std::string& folder, const std::string& name, std::string* text, std::string* error) override {
    const std::string path = folder.empty() ? name : folder + "/" + name;
    for (const MemoryFile& file : files_)
      if (file.name == path) {
        *text = file.text;
        return true;
      }
    *error = "there is no such file";
    return false;
  }

 private:
  const std::vector<MemoryFile>& files_;
};

}  // namespace

Compiled compile(std::vector<RuleFile> files, Diagnostics found, RecordingFiles* data, Library* library) {
  return Compilation(data, library).run(std::move(files), std::move(found));
}

std::shared_ptr<const ir::Program> verified(ir::Program program, Diagnostics* diagnostics) {
  const std::string wrong = ir::verify(program);
  if (wrong.empty()) return std::make_shared<const ir::Program>(std::move(program));
  diagnostics->add(Code::ProgramInvalid, {}, {wrong}).help = "this is a mistake of licet itself: please report it";
  return nullptr;
}

Compiled compile(const Input& input) {
  Diagnostics found;
  std::vector<RuleFile> files = find_rule_files(input.paths, &found);
  Library library(files, input.search_path);
  DiskFiles disk;
  RecordingFiles data(&disk);
  return compile(std::move(files), std::move(found), &data, &library);
}

Formatting format(const Input& input) {
  Diagnostics found;
  std::vector<RuleFile> files = find_rule_files(input.paths, &found);
  Library library(files, input.search_path);
  DiskFiles disk;
  RecordingFiles data(&disk);
  return Compilation(&data, &library).format(std::move(files), std::move(found));
}

Compiled compile_texts(const std::vector<MemoryFile>& files) {
  std::vector<RuleFile> rules;
  for (const MemoryFile& file : files) {
    if (!file.name.ends_with(".licet")) continue;
    const std::size_t slash = file.name.rfind('/');
    rules.push_back({file.name, slash == std::string::npos ? std::string() : file.name.substr(0, slash), file.text});
  }
  MemoryFiles memory(files);
  RecordingFiles data(&memory);
  return compile(std::move(rules), {}, &data, nullptr);
}

}  // namespace licet::compiler
