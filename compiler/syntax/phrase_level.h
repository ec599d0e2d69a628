// One level of nesting in a phrase: counts on the way in, and out again. Private to compiler/syntax/phrase*.cc.
#pragma once

#include "compiler/syntax/phrase_reader.h"

namespace licet::syntax {

class PhraseReader::Level {
 public:
  explicit Level(PhraseReader* reader) : reader_(reader), ok_(reader->enter()) {}
  ~Level() { --reader_->depth_; }
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;
  bool ok() const { return ok_; }

 private:
  PhraseReader* reader_;
  bool ok_;
};

}  // namespace licet::syntax
