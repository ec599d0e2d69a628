// The parties of a shipment, out of a list whose elements carry `roles`, out of one object per role (the flat line
// view), or out of both. A party that fills several roles of the flat view comes once per role: those that agree in
// every fact and have the same known id are one.
#include <algorithm>

#include <fmt/format.h>

#include "runtime/io/decode.h"

namespace licet::io {

namespace {

struct Party {
  Node* node;
  std::string_view name;           // where it stands: of the list or of the role,
  long index;                      // and which of the list it is; -1 for one of a role
  std::vector<std::size_t> roles;  // indices into Plan::roles()
};

}  // namespace

// What is known of each role while the parties are collected.
struct Decoder::Cast {
  std::vector<Party> parties;
  std::vector<bool> none;

  void add(Party party) { parties.push_back(std::move(party)); }
};

void Decoder::collect_listed(Node* root, Cast* cast) {
  Node* list = lookup(root, plan_.parties()->path);
  const std::string_view name = plan_.parties()->field->column;
  At at(this, name);
  if (list != nullptr && list->kind == Node::Kind::Object) {
    if (Node* own = list->find(plan_.self); own != nullptr) list = own;
  }
  if (list != nullptr && list->is_text()) expand(list);
  if (list == nullptr || is_missing(list)) return;
  if (list->kind != Node::Kind::Array) {
    problem(list->kind == Node::Kind::Bad
                ? std::string(list->text())
                : fmt::format("{} stands where a list is expected", in_quotes(render(*list))));
    return;
  }
  for (std::uint32_t i = 0; i < list->size; ++i) {
    Node* element = &list->children[i];
    at.set_index(i);
    if (element->is_text()) expand(element);
    if (!is_null(element) && element->kind != Node::Kind::Object) {
      problem(element->kind == Node::Kind::Bad
                  ? std::string(element->text())
                  : fmt::format("{} stands where an object is expected", in_quotes(render(*element))));
      continue;
    }
    Party party{element, name, i, {}};
    if (Node* words = element->find(plan_.role_words); words != nullptr && !is_null(words)) {
      if (words->is_text()) split_words(words);
      if (words->kind != Node::Kind::Array) problem("`roles` is not a list of words");
      for (const Node& word : words->elements())
        for (std::size_t r = 0; r < plan_.roles().size(); ++r)
          if (word.is_text() && word.text() == plan_.roles()[r].word) party.roles.push_back(r);
    }
    if (says_none(element)) {
      for (const std::size_t r : party.roles) cast->none[r] = true;
    } else {
      cast->add(std::move(party));
    }
  }
}

void Decoder::collect_pivoted(Node* root, Cast* cast) {
  const std::size_t listed = cast->parties.size();
  for (std::size_t r = 0; r < plan_.roles().size(); ++r) {
    const RolePlan& role = plan_.roles()[r];
    Node* node = lookup(root, role.field.path);
    if (node == nullptr || is_null(node)) continue;
    const At here(this, role.field.field->column);
    if (node->kind == Node::Kind::Object) {
      if (Node* own = node->find(plan_.self); own != nullptr && !is_null(own) && !is_missing(own)) {
        if (is_word(*own, "none")) {
          node = own;
        } else {
          expand(own);
          if (own->kind == Node::Kind::Object)
            node = own;
          else
            problem(fmt::format("{} stands where `none` or an object is expected", in_quotes(render(*own))));
        }
      }
    }
    if (node->is_text()) expand(node);
    std::span<Node> all = node->kind == Node::Kind::Array ? node->elements() : std::span<Node>(node, 1);
    for (Node& element : all) {
      if (is_missing(&element)) continue;
      if (is_word(element, "none") || says_none(&element)) {
        cast->none[r] = true;
      } else if (element.kind != Node::Kind::Object) {
        problem(element.kind == Node::Kind::Bad
                    ? std::string(element.text())
                    : fmt::format("{} stands where `none` or an object is expected", in_quotes(render(element))));
      } else {
        const FieldPlan* key = plan_.party_key();
        const auto same = [&](const Party& other) {
          return key != nullptr && !is_missing(lookup(&element, key->path)) && same_content(*other.node, element);
        };
        const auto at = std::find_if(cast->parties.begin() + static_cast<long>(listed), cast->parties.end(), same);
        if (at != cast->parties.end())
          at->roles.push_back(r);
        else
          cast->add({&element, role.field.field->column, -1, {r}});
      }
    }
  }
}

void Decoder::decode_parties(Node* root, data::Record* record) {
  const ir::Id type = plan_.schema().party;
  const FieldPlan* list = plan_.parties();
  if (type == ir::kNone || (list == nullptr && plan_.roles().empty())) return;
  Cast cast;
  cast.none.assign(plan_.roles().size(), false);
  if (list != nullptr) collect_listed(root, &cast);
  collect_pivoted(root, &cast);

  const ir::Id shipment = plan_.schema().shipment;
  // Said to be open: a role may have further parties. Where nothing is said, those given are those there are.
  bool open = false;
  bool all_named = false;  // the list says that it is complete: a role that may be none and that nobody fills is none
  if (list != nullptr) {
    const bool given = lookup(root, list->path) != nullptr || !cast.parties.empty();
    Node* flag = list->complete.empty() ? nullptr : lookup(root, list->complete);
    const bool closed = is_closed(*list, root);
    open = flag != nullptr && !is_missing(flag) && !closed;
    all_named = flag != nullptr && closed && !is_missing(lookup(root, list->path));
    if (list->field->max_elements > 0 && cast.parties.size() > static_cast<std::size_t>(list->field->max_elements)) {
      At at(this, list->field->column);
      problem(fmt::format("has {} elements; at most {} are declared", cast.parties.size(), list->field->max_elements));
      return;
    }
    if (given && !(cast.parties.empty() && is_missing(lookup(root, list->path)))) {
      data::Cell& cell = record->rows(shipment).at(0, list->id);
      cell.state = data::State::Known;
      cell.closed = closed;
      cell.count = static_cast<std::uint32_t>(cast.parties.size());
      cell.value = record->rows(type).size();
    }
  }
  const std::uint32_t first = record->rows(type).size();
  for (std::size_t i = 0; i < cast.parties.size(); ++i) record->add_row(type, 0);
  for (std::size_t i = 0; i < cast.parties.size(); ++i) {
    At at(this, cast.parties[i].name, cast.parties[i].index);
    const auto row = first + static_cast<std::uint32_t>(i);
    if (is_null(cast.parties[i].node))
      add_missing_structs(type, row, record);
    else
      decode_fields(plan_.record(type), type, row, cast.parties[i].node, record);
  }

  std::vector<std::uint32_t> rows;
  for (std::size_t r = 0; r < plan_.roles().size(); ++r) {
    const FieldPlan& role = plan_.roles()[r].field;
    rows.clear();
    for (std::size_t i = 0; i < cast.parties.size(); ++i)
      if (std::ranges::find(cast.parties[i].roles, r) != cast.parties[i].roles.end())
        rows.push_back(first + static_cast<std::uint32_t>(i));
    At at(this, role.field->column);
    data::Cell& cell = record->rows(shipment).at(0, role.id);
    if (cast.none[r] && !rows.empty()) {
      problem("is said to be none, and a party fills it");
    } else if (cast.none[r] && !role.field->may_be_none) {
      problem("may be missing, but not none");
    } else if (cast.none[r]) {
      cell.state = data::State::None;
    } else if (!rows.empty()) {
      record->set_role(&cell, rows);
      cell.closed = !open;
    } else if (all_named && role.field->may_be_none) {
      cell.state = data::State::None;
    }
  }
}

bool Decoder::says_none(Node* object) {
  const Node* flag = object->find(plan_.none);
  if (flag == nullptr || is_missing(flag)) return false;
  data::Cell cell;
  return decode_bool(*flag, flag->is_text() ? flag->text() : std::string_view(), &cell) && cell.value != 0;
}

}  // namespace licet::io
