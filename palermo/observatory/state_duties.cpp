// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/state_duties.hpp"

#include <algorithm>

#include "palermo/observatory/words.hpp"

namespace palermo::observatory {
namespace {

using core::Value;

Value or_null(const std::string& text) { return text.empty() ? Value{} : Value(text); }

Value texts(const std::vector<std::string>& words) {
  Value list{Value::Array{}};
  for (const std::string& word : words) list.push(word);
  return list;
}

Value deadline_value(const law::Deadline& deadline) {
  using Kind = law::Deadline::Kind;
  if (deadline.kind == Kind::none) return {};
  Value value;
  value.set("kind", deadline.kind == Kind::standard        ? "standard"
                    : deadline.kind == Kind::at_least_days ? "at_least_days"
                    : deadline.kind == Kind::within_days   ? "within_days"
                                                           : "within_months");
  value.set("count", deadline.kind == Kind::standard ? Value{} : Value(deadline.count));
  value.set("says", deadline.says);
  return value;
}

Value article_value(const law::Article& article) {
  Value value;
  value.set("cite", article.cite);
  value.set("says", article.says);
  value.set("qualifier", article.qualifier);
  value.set("limits", texts(article.limits));
  value.set("deadline", deadline_value(article.deadline));
  value.set("mark", law::word(article.mark));
  return value;
}

Value bound_value(const StateDuties& duties, const StateDuties::End& end, const law::Law& law) {
  const Standing* standing = duties.standing(end, law);
  return standing != nullptr ? Value(word(standing->bound)) : Value{};
}

Value end_value(const StateDuties& duties, const StateDuties::End& end) {
  Value value, bound{Value::Array{}};
  value.set("state", end.code);
  value.set("name", end.name);
  value.set("answered", end.evidence ? Value(end.answered()) : Value{});
  value.set("of", static_cast<std::int64_t>(duties.table->rows.size()));
  for (const law::Law* law : duties.table->laws) {
    Value one;
    one.set("law", law->id);
    one.set("bound", bound_value(duties, end, *law));
    const Standing* standing = duties.standing(end, *law);
    one.set("note", standing != nullptr ? or_null(standing->note) : Value{});
    one.set("only_for", standing != nullptr ? or_null(standing->only_for) : Value{});
    const bool later = standing != nullptr && !standing->known_until.empty();
    one.set("known_until", later ? Value(standing->known_until) : Value{});
    one.set("last_known", later ? Value(word(standing->last_known)) : Value{});
    bound.push(std::move(one));
  }
  value.set("bound", std::move(bound));
  return value;
}

Value reply_value(const DutyReply& reply) {
  Value value;
  value.set("answer", reply.answer);
  value.set("evidence", reply.evidence);
  value.set("source", reply.source);
  value.set("date", or_null(reply.date));
  value.set("grade", or_null(reply.grade));
  value.set("supported", reply.supported);
  return value;
}

Value found_value(const StateDuties& duties, const DutyRow& row, const StateDuties::End& end) {
  const DutyEvidence evidence = end.on(row);
  Value value, replies{Value::Array{}};
  value.set("state", end.code);
  value.set("bound", bound_value(duties, end, *row.law));
  value.set("standing", evidence.standing);
  for (const DutyReply& reply : evidence.replies) replies.push(reply_value(reply));
  value.set("answers", std::move(replies));
  return value;
}

Value row_value(const StateDuties& duties, const DutyRow& row) {
  Value value, articles{Value::Array{}}, ends{Value::Array{}};
  value.set("id", row.id);
  value.set("law", row.law->id);
  value.set("says", row.says);
  value.set("who", row.articles.front()->who);
  value.set("role", or_null(row.role));
  value.set("to", texts(row.to));
  value.set("modality", law::word(row.modality()));
  value.set("mark", law::word(row.mark()));
  for (const law::Article* article : row.articles) articles.push(article_value(*article));
  value.set("articles", std::move(articles));
  const auto between = row.owed_to_a_state() ? duties.between(*row.law) : std::nullopt;
  value.set("between", between ? Value(word(*between)) : Value{});
  for (const StateDuties::End& end : duties.ends) ends.push(found_value(duties, row, end));
  value.set("states", std::move(ends));
  return value;
}

}  // namespace

std::int64_t StateDuties::End::answered() const {
  if (!evidence) return 0;
  return std::count_if(evidence->begin(), evidence->end(), [](const auto& one) { return one.second.answered(); });
}

DutyEvidence StateDuties::End::on(const DutyRow& row) const {
  if (!evidence) return {};
  const auto found = evidence->find(row.id);
  return found == evidence->end() ? DutyEvidence{} : found->second;
}

const Standing* StateDuties::standing(const End& end, const law::Law& law) const {
  const auto at =
      static_cast<std::size_t>(std::find(table->laws.begin(), table->laws.end(), &law) - table->laws.begin());
  return at < end.standings.size() ? &end.standings[at] : nullptr;
}

std::optional<Bound> StateDuties::between(const law::Law& law) const {
  if (ends.size() < 2 || !day) return std::nullopt;
  bool all = true;
  for (const End& end : ends) {
    const Standing* one = standing(end, law);
    if (one != nullptr && (one->bound == Bound::no || one->bound == Bound::not_open)) return Bound::no;
    all = all && one != nullptr && one->bound == Bound::yes;
  }
  return all ? Bound::yes : Bound::unknown;
}

StateDuties lay_out(const DutyTable& table, std::optional<core::Day> day, const std::vector<DutyEnd>& ends) {
  StateDuties duties{.table = &table, .day = day, .ends = {}};
  for (const DutyEnd& asked : ends) {
    StateDuties::End end{.code = asked.code, .name = asked.name, .standings = {}, .evidence = asked.evidence};
    if (day)
      for (const law::Law* law : table.laws) end.standings.push_back(asked.standing(law->id));
    duties.ends.push_back(std::move(end));
  }
  return duties;
}

Value to_value(const StateDuties& duties) {
  Value value, states{Value::Array{}}, rows{Value::Array{}}, left_out{Value::Array{}};
  value.set("format", "palermo-law-state-duties/1");
  value.set("table", duties.table->id);
  value.set("date", duties.day ? Value(day_text(*duties.day)) : Value{});
  for (const StateDuties::End& end : duties.ends) states.push(end_value(duties, end));
  value.set("states", std::move(states));
  for (const DutyRow& row : duties.table->rows) rows.push(row_value(duties, row));
  value.set("rows", std::move(rows));
  for (const DutyLeftOut& left : duties.table->left_out) {
    Value one;
    one.set("law", left.law->id);
    one.set("cite", left.article->cite);
    one.set("why", left.why);
    left_out.push(std::move(one));
  }
  value.set("left_out", std::move(left_out));
  return value;
}

}  // namespace palermo::observatory
