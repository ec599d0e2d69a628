// What gives versions their days: rule documents, enforcement documents, savings, readings, horizons and event dates.
#include <algorithm>
#include <map>

#include "compiler/sema/declaring.h"
#include "compiler/sema/written.h"

namespace licet::sema {
namespace {

std::string joined(const std::vector<std::int64_t>& numbers) {
  std::string out;
  for (const std::int64_t number : numbers) out += (out.empty() ? "" : ", ") + std::to_string(number);
  return out;
}

// The first date below a node, in reading order.
std::optional<Day> day_in(const ast::Tree& tree, ast::NodeId node) {
  if (node == ast::kNoNode) return std::nullopt;
  if (const auto days = days_of(tree, node)) return days->first;
  for (const ast::NodeId kid : tree[node].kids)
    if (const auto day = day_in(tree, kid)) return day;
  return std::nullopt;
}

class Documents {
 public:
  explicit Documents(Declaring* d) : d_(d) {}

  void rule(const Declared& declared) {
    const ast::Tree& tree = declared.tree();
    ir::Document whole;
    whole.name = declared.node().text;
    whole.source = property_text(tree, declared.id, "source");
    if (const auto day = day_in(tree, tree.property(declared.id, "published"))) whole.published = *day;
    std::map<std::int64_t, ir::Document> singled_out;
    for (const char* step : {"effective", "comply"})
      for (const ast::NodeId kid : declared.node().kids)
        if (tree.kind(kid) == ast::Kind::Property && tree[kid].text == step) dates(tree, kid, &whole, &singled_out);
    finish(&whole);
    whole.reading = window_reading(declared);
    add(declared, whole, &singled_out);
  }

  void enforcement(const Declared& declared) {
    const ast::Tree& tree = declared.tree();
    ir::Document document;
    document.name = declared.node().text;
    document.source = property_text(tree, declared.id, "source");
    document.enforcement = true;
    for (const ast::NodeId kid : declared.node().kids)
      if (tree.kind(kid) == ast::Kind::Property)
        if (const auto day = day_in(tree, kid)) document.effective = *day;
    document.published = document.effective;
    document.compliance = document.effective;
    std::map<std::int64_t, ir::Document> none;
    add(declared, document, &none);
  }

  // A savings clause: the record is decided under the law but for a document when its conditions hold.
  void savings(const Declared& declared) {
    const ast::Tree& tree = declared.tree();
    for (const ast::NodeId sentence : declared.node().kids) {
      if (tree.kind(sentence) != ast::Kind::Sentence) continue;
      const ast::NodeId proceeds = tree.first(sentence, ast::Kind::MayProceed);
      if (proceeds == ast::kNoNode) continue;
      const ir::Id document = d_->document(declared, tree.kid(proceeds, 0));
      Pending pending{Pending::What::Savings, document, ir::kNone, d_->program().schema.line, declared.unit->file, {}};
      for (const ast::NodeId kid : tree[sentence].kids) {
        const ast::Kind kind = tree.kind(kid);
        if (kind == ast::Kind::When || kind == ast::Kind::Provided || kind == ast::Kind::LeadWhen ||
            kind == ast::Kind::LeadWhere || kind == ast::Kind::OnlyIf)
          pending.all_of.push_back(tree.kid(kid, 0));
      }
      d_->symbols().pending.push_back(std::move(pending));
    }
  }

 private:
  static void dates(const ast::Tree& tree, ast::NodeId property, ir::Document* whole,
                    std::map<std::int64_t, ir::Document>* singled_out) {
    const auto day = day_in(tree, property);
    if (!day) return;
    const bool effective = tree[property].text == "effective";
    const ast::NodeId instructions = tree.first(property, ast::Kind::Instructions);
    if (instructions == ast::kNoNode) {
      (effective ? whole->effective : whole->compliance) = *day;
      return;
    }
    for (const ast::NodeId kid : tree[instructions].kids) {
      const std::int64_t number = parse_written(tree[kid].text, 0).value;
      ir::Document& part = singled_out->try_emplace(number).first->second;
      (effective ? part.effective : part.compliance) = *day;
    }
  }

  // What is not said: a document binds from the day it takes effect, and nothing is known of it before.
  static void finish(ir::Document* document) {
    if (document->compliance == ir::kBeginning) document->compliance = document->effective;
    if (document->published == ir::kBeginning) document->published = document->effective;
  }

  ir::Id window_reading(const Declared& declared) {
    const ast::Tree& tree = declared.tree();
    std::vector<ast::NodeId> places = {declared.id};
    for (const ast::NodeId kid : declared.node().kids)
      if (tree.kind(kid) == ast::Kind::Property) places.push_back(kid);
    for (const ast::NodeId place : places)
      for (const ast::TagText& tag : tree[place].tags)
        if (std::string_view(tag.text).starts_with("reading ")) {
          const ir::Id reading = d_->symbols().reading(std::string_view(tag.text).substr(8));
          if (reading != ir::kNone) return reading;
        }
    return ir::kNone;
  }

  void add(const Declared& declared, const ir::Document& whole, std::map<std::int64_t, ir::Document>* singled_out) {
    auto& documents = d_->program().documents;
    const auto [at, is_new] = d_->symbols().documents.try_emplace(whole.name);
    if (!is_new) {
      d_->diagnostics().add(Code::NameDeclaredTwice, declared.node().span, {whole.name});
      return;
    }
    DocumentParts& parts = at->second;
    parts.rest = static_cast<ir::Id>(documents.size());
    documents.push_back(whole);
    // Instructions with the same days are one document to the engines.
    std::map<std::pair<Day, Day>, std::vector<std::int64_t>> alike;
    for (auto& [number, part] : *singled_out) {
      if (part.effective == ir::kBeginning) part.effective = whole.effective;
      if (part.compliance == ir::kBeginning) part.compliance = std::max(whole.compliance, part.effective);
      alike[{part.effective, part.compliance}].push_back(number);
    }
    for (const auto& [days, numbers] : alike) {
      ir::Document part = whole;
      part.name += (numbers.size() == 1 ? ", instruction " : ", instructions ") + joined(numbers);
      part.effective = days.first;
      part.compliance = days.second;
      for (const std::int64_t number : numbers) parts.by_instruction[number] = static_cast<ir::Id>(documents.size());
      documents.push_back(std::move(part));
    }
  }

  Declaring* d_;
};

std::string place_of(const ast::Tree& tree, ast::NodeId node) {
  if (node == ast::kNoNode) return {};
  return tree.kind(node) == ast::Kind::Citation ? tree[node].text : noun_of(tree, node);
}

}  // namespace

void declare_documents(Declaring& d) {
  Documents documents(&d);
  for (const Declared& rule : d.all(ast::Kind::RuleDocument)) documents.rule(rule);
  for (const Declared& enforcement : d.all(ast::Kind::Enforcement)) documents.enforcement(enforcement);
  for (const Declared& savings : d.all(ast::Kind::Savings)) documents.savings(savings);
}

void declare_readings(Declaring& d) {
  for (const Declared& declared : d.all(ast::Kind::Reading)) {
    const ast::Tree& tree = declared.tree();
    ir::Reading reading;
    reading.id = declared.node().text;
    reading.name = declared.node().name2;
    for (const ast::NodeId kid : declared.node().kids) {
      if (tree.kind(kid) != ast::Kind::Alternative) {
        if (tree.kind(kid) == ast::Kind::Property) continue;
        if (reading.on.empty()) reading.on = place_of(tree, kid);
        continue;
      }
      if (tree[kid].flags & ast::kDefault) reading.standard = static_cast<ir::Id>(reading.alternatives.size());
      reading.alternatives.push_back(tree[kid].text);
    }
    reading.reason = property_text(tree, declared.id, "reason");
    const auto id = static_cast<ir::Id>(d.program().readings.size());
    if (!d.symbols().readings.try_emplace(reading.id, id).second)
      d.diagnostics().add(Code::NameDeclaredTwice, declared.node().span, {"reading " + reading.id});
    d.program().readings.push_back(std::move(reading));
  }
}

void declare_dates(Declaring& d) {
  for (const Declared& declared : d.all(ast::Kind::LawKnown)) {
    const ast::Tree& tree = declared.tree();
    ir::Horizon horizon;
    horizon.on = declared.node().text;
    if (std::string_view(horizon.on).starts_with("part ")) horizon.on.erase(0, 5);
    if (const auto days = days_of(tree, tree.kid(declared.id, 0))) horizon.from = days->first;
    if (const auto days = days_of(tree, tree.kid(declared.id, 1))) horizon.through = days->last;
    if (horizon.from > horizon.through)
      d.diagnostics().add(Code::PeriodEmpty, declared.node().span,
                          {format_day(horizon.from), format_day(horizon.through)});
    d.program().horizons.push_back(std::move(horizon));
  }
  const auto event_date = [&d](const Declared& declared, ast::NodeId property) {
    const ast::Tree& tree = declared.tree();
    EventDate date;
    date.rulebook = declared.unit->rulebook;
    if (const ast::NodeId on = tree.kid(property, 1); on != ast::kNoNode) date.on = place_of(tree, on);
    const auto index = static_cast<ir::Id>(d.symbols().event_dates.size());
    d.symbols().event_dates.push_back(std::move(date));
    d.symbols().pending.push_back({Pending::What::EventDate,
                                   index,
                                   ir::kNone,
                                   d.program().schema.line,
                                   declared.unit->file,
                                   {tree.kid(property, 0)}});
  };
  for (const Declared& property : d.all(ast::Kind::Property)) {
    if (property.node().text == "event date") event_date(property, property.id);
    if (property.node().text == "not modelled")
      d.program().not_modelled.push_back(property.tree()[property.tree().kid(property.id, 0)].text);
  }
  for (const Declared& rulebook : d.all(ast::Kind::Rulebook))
    for (const ast::NodeId kid : rulebook.node().kids) {
      const ast::Tree& tree = rulebook.tree();
      if (tree.kind(kid) != ast::Kind::Property) continue;
      if (tree[kid].text == "event date") event_date(rulebook, kid);
      if (tree[kid].text == "not modelled") d.program().not_modelled.push_back(tree[tree.kid(kid, 0)].text);
    }
}

}  // namespace licet::sema
