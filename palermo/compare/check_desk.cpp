// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/check_desk.hpp"

namespace palermo::compare {

namespace {

constexpr std::int64_t kAdult = 30;            // the age and the count that an example has where any will do
constexpr std::int64_t kOldestChild = 17;

}  // namespace

CheckDesk::CheckDesk(const law::Corpus& corpus, const law::Law& law, const core::Value& document, const Patience& patience)
    : corpus_(corpus), law_(law), document_(document), solver_(corpus, {.patience = patience, .hold_mental = false}) {}

Sat CheckDesk::ask(const std::vector<Formula>& all) {
  if (fault) return Sat::not_decided;
  const auto answer = solver_.check(all);
  if (!answer) fault = answer.error();
  const Sat found = answer ? *answer : Sat::not_decided;
  if (found == Sat::not_decided) not_decided = true;
  return found;
}

bool CheckDesk::possible(const std::vector<Formula>& all) { return ask(all) == Sat::yes; }
bool CheckDesk::impossible(const std::vector<Formula>& all) { return ask(all) == Sat::no; }

Formula CheckDesk::fact(std::string_view name) {
  const auto id = vocabulary().find(name);
  return id && !vocabulary()[*id].number ? solver_.fact(*id) : solver_.constant(false);
}

// An adult, one of each; else a child as old as possible, else whatever the solver finds. What is found is asserted.
std::string CheckDesk::number_text(law::FactId number) {
  const law::FactDef& fact = vocabulary()[number];
  const std::vector<std::int64_t> usual =
      fact.unit == "years" ? std::vector<std::int64_t>{kAdult, kOldestChild} : std::vector<std::int64_t>{1, 2};
  std::optional<std::int64_t> value;
  for (const std::int64_t candidate : usual)
    if (!value && possible({solver_.equals(number, candidate)})) value = candidate;
  if (!value && possible({})) value = solver_.world().numbers[number];
  if (!value) return "";
  solver_.assert_that(solver_.equals(number, *value));
  return fact.id + " " + std::to_string(*value);
}

std::vector<std::string> CheckDesk::example(const std::vector<Formula>& all, const AskedFacts& mentioned) {
  std::vector<std::string> lines;
  if (!possible(all)) return lines;
  solver_.push();
  for (const Formula formula : all) solver_.assert_that(formula);
  for (const law::FactId f : mentioned.all()) {
    if (vocabulary()[f].number) continue;
    const Formula absent = solver_.negation(solver_.fact(f));
    if (possible({absent}))
      solver_.assert_that(absent);
    else
      lines.push_back(vocabulary()[f].id);
  }
  for (const law::FactId f : mentioned.all())
    if (vocabulary()[f].number)
      if (std::string line = number_text(f); !line.empty()) lines.push_back(std::move(line));
  solver_.pop();
  if (solver_.over()) lines.clear();  // not made small to the end
  return lines;
}

const core::Value& CheckDesk::node(const Path& path) const {
  const core::Value* at = &document_;
  for (const auto& [list, id] : path) {
    const core::Value& items = (*at)[list];
    if (id.empty() && !items.is_null()) {  // a member, not an item of a list
      at = &items;
      continue;
    }
    for (const core::Value& item : items.items())
      if (item["id"].is_text() && item["id"].as_text() == id) at = &item;
  }
  return *at;
}

}  // namespace palermo::compare
