// A rule file as raw tokens and the interface that its declaration heads give.
#include "compiler/syntax/collect.h"
#include "compiler/syntax/lex.h"
#include "compiler/syntax/parse.h"
#include "compiler/syntax/units.h"

namespace licet::syntax {

Scanned scan(const SourceMap& sources, FileId file, Diagnostics* diagnostics) {
  Scanned scanned;
  scanned.file = file;
  const std::string_view text = sources.text(file);
  if (text.size() > kMaxFileBytes) {
    diagnostics->add(Code::FileTooLarge, {file, 0, 0},
                     {std::string(sources.name(file)), std::to_string(kMaxFileBytes >> 20) + " MB"});
    return scanned;
  }
  if (!check_characters(text, sources.name(file), file, diagnostics)) return scanned;
  lex(text, file, 0, &scanned.tokens, &scanned.comments, diagnostics);
  scanned.interface = collect(scanned.tokens, split_units(scanned.tokens), diagnostics);
  return scanned;
}

}  // namespace licet::syntax
