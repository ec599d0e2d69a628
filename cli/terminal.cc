#include "cli/terminal.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

#include "cli/exit_code.h"

namespace licet::cli {
namespace {

volatile std::sig_atomic_t g_interrupts = 0;  // written by the signal handler: there is no other place for it
char g_partial_file[4096];

void on_interrupt(int) {
  if (g_interrupts != 0) {
    if (g_partial_file[0] != 0) unlink(g_partial_file);
    _exit(kInterrupted);
  }
  g_interrupts = 1;
}

bool color_wanted() {
  const char* off = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return (off == nullptr || *off == 0) && (term == nullptr || std::strcmp(term, "dumb") != 0);
}

}  // namespace

bool is_terminal(int descriptor) { return isatty(descriptor) == 1; }
bool color_on_stderr() { return is_terminal(STDERR_FILENO) && color_wanted(); }
bool color_on_stdout() { return is_terminal(STDOUT_FILENO) && color_wanted(); }

void catch_interrupts() {
  struct sigaction action = {};
  action.sa_handler = on_interrupt;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() { return g_interrupts != 0; }

void remove_on_second_interrupt(const std::string& partial_file) {
  if (partial_file.size() < sizeof g_partial_file) std::strcpy(g_partial_file, partial_file.c_str());
}

void say(const std::string& text) { std::fprintf(stderr, "licet: %s\n", text.c_str()); }

std::string grouped(unsigned long long n) {
  std::string digits = std::to_string(n);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

std::string human_count(unsigned long long n) {
  if (n < 1000000) return grouped(n);
  const unsigned long long tenths = (n + 50000) / 100000;
  if (tenths < 10000) return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " M";
  return grouped((n + 500000) / 1000000) + " M";
}

}  // namespace licet::cli
