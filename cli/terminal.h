// What the commands know of the terminal and of Ctrl-C. stdout is data, stderr is talk; colour only where a person
// looks and NO_COLOR is not set.
#pragma once

#include <string>

namespace licet::cli {

bool is_terminal(int descriptor);
bool color_on_stderr();
bool color_on_stdout();

// The first Ctrl-C asks the command to stop; a second one ends the program at once, with the partial file removed.
void catch_interrupts();
bool interrupted();
void remove_on_second_interrupt(const std::string& partial_file);

// To stderr: "licet: TEXT".
void say(const std::string& text);

// 3142000 -> "3.1 M", 12900 -> "12,900": counts for people.
std::string human_count(unsigned long long n);
std::string grouped(unsigned long long n);  // "3,142,000"

}  // namespace licet::cli
