# Head comments of goldens -> the table of pages (cmake/Pages.cmake).
BEGIN {
  print "// Made by cmake/pages.awk.\n#include \"cli/pages.h\"\n\nnamespace licet::cli {\n"
  print "const std::vector<Page>& diagnostic_pages() {\n  static const std::vector<Page> pages = {"
}
FNR == 1 {
  if (open) print ")page\"},"
  open = 0
  code = FILENAME
  sub(/.*\//, "", code)
  sub(/\.golden$/, "", code)
  head = 1
}
head && /^--( |$)/ {
  if (!open) printf "      {\"%s\", R\"page(", code
  open = 1
  sub(/^-- ?/, "")
  print
  next
}
{ head = 0 }
END {
  if (open) print ")page\"},"
  print "  };\n  return pages;\n}\n\n}  // namespace licet::cli"
}
