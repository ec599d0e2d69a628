// Exit codes of every command (docs/command-line.md).
#pragma once

namespace licet::cli {

inline constexpr int kOk = 0;
inline constexpr int kFindings = 1;  // a scenario failed, a file is not formatted
inline constexpr int kUsage = 2;
inline constexpr int kRulesInvalid = 3;
inline constexpr int kDataInvalid = 4;    // beyond --max-rejects
inline constexpr int kInternal = 70;      // a bug
inline constexpr int kInterrupted = 130;  // Ctrl-C

}  // namespace licet::cli
