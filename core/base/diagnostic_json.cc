#include <nlohmann/json.hpp>

#include "core/base/diagnostic.h"

namespace licet {

const char* name_of(Severity severity) {
  switch (severity) {
    case Severity::Note:
      return "note";
    case Severity::Warning:
      return "warning";
    case Severity::Error:
      return "error";
  }
  return "error";
}

namespace {

using Json = nlohmann::ordered_json;

void put_place(Json* object, Span span, const SourceMap& sources) {
  if (!span.known()) {
    for (const char* key : {"file", "line", "column", "end_line", "end_column"}) (*object)[key] = nullptr;
    return;
  }
  const LineColumn begin = sources.locate(span.file, span.begin);
  const LineColumn end = sources.locate(span.file, span.end);
  (*object)["file"] = sources.name(span.file);
  (*object)["line"] = begin.line;
  (*object)["column"] = begin.column;
  (*object)["end_line"] = end.line;
  (*object)["end_column"] = end.column;
}

}  // namespace

std::string render_json(const std::vector<Diagnostic>& list, const SourceMap& sources) {
  Json all = Json::array();
  for (const Diagnostic& d : list) {
    Json object;
    object["code"] = info(d.code).id;
    object["severity"] = name_of(info(d.code).severity);
    object["message"] = d.message();
    put_place(&object, d.span, sources);
    object["related"] = Json::array();
    for (const Related& r : d.related) {
      Json place;
      place["text"] = r.text;
      put_place(&place, r.span, sources);
      object["related"].push_back(std::move(place));
    }
    object["example"] = d.example;
    object["help"] = d.help;
    all.push_back(std::move(object));
  }
  // Rule text need not be UTF-8; the report about it must be.
  return all.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace licet
