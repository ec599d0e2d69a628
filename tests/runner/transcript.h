// A transcript of the command line: "--- command" holds what is typed ("licet …", a shell line), "--- file NAME" and
// "--- rules NAME" are files beside it, "--- stdin" its input; stdout, stderr and exit are what must come out.
// The temporary folder is shown as $DIR, the version as $VERSION, times and hashes as $HASH.
#pragma once

#include "core/base/result.h"
#include "tests/runner/golden_file.h"

namespace licet::golden {

// Runs the command with LICET_BIN first in the path and fills the sections stdout, stderr and exit of `actual`.
Status run_transcript(const GoldenFile& file, GoldenFile* actual);

}  // namespace licet::golden
