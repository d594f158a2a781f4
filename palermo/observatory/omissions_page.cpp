// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/omissions.hpp"
#include "palermo/observatory/words.hpp"

namespace palermo::observatory {
namespace {

using core::Catalogue;
using core::Value;

constexpr std::size_t kSideBySide = 6;

Line evidence_line(const Catalogue& catalogue, const Evidence& evidence) {
  const std::string target =
      evidence.article ? article_href(*evidence.law, *evidence.version, evidence.cite) : page_file(*evidence.law);
  Line line{data(evidence.law->id + ", " + evidence.cite, target),
            {": "},
            word_of(catalogue, "omissions.ground", word(evidence.ground))};
  if (!evidence.says.empty()) line = line + Line{{" "}, data(evidence.says)};
  if (evidence.article)
    if (const Line terms = terms_line(catalogue, *evidence.article); !terms.empty())
      line = line + Line{{" ("}} + terms + Line{{")"}};
  if (evidence.ground == Ground::ended) line = line + Line{{" "}} + in_force(catalogue, *evidence.version);
  return line;
}

std::vector<Item> items_of(const Catalogue& catalogue, const TopicRow& row) {
  std::vector<Item> items{{Line{word_of(catalogue, "omissions.topic", word(row.topic)),
                                {": "},
                                strong(word_of(catalogue, "omissions.value", word(row.value)))}}};
  for (const Evidence& evidence : row.evidence)
    if (!to_check(evidence.mark)) items.push_back({evidence_line(catalogue, evidence), 1});
  bool headed = false;
  for (const Evidence& evidence : row.evidence) {
    if (!to_check(evidence.mark)) continue;
    if (!headed) items.push_back({message(catalogue, "observatory.to_check"), 1});
    headed = true;
    items.push_back({evidence_line(catalogue, evidence) + Line{{" ["}, mark_span(catalogue, evidence.mark), {"]"}}, 2});
  }
  if (row.evidence.empty()) items.push_back({message(catalogue, "observatory.omissions.nothing_encoded"), 1});
  return items;
}

Cell cell_of(const Catalogue& catalogue, const TopicRow& row) {
  return {{word_of(catalogue, "omissions.short", word(row.value))},
          row.value == Have::unknown ? Tone::hatched : Tone::plain};
}

// A few States stand side by side; many of them below each other, in the same order.
Grid overview(const std::vector<StateRow>& states, const Catalogue& catalogue) {
  Grid grid;
  grid.caption = message(catalogue, "observatory.omissions.caption");
  grid.short_heads = states.size() > kSideBySide;
  grid.columns.push_back(
      message(catalogue, grid.short_heads ? "observatory.omissions.state" : "observatory.omissions.topics"));
  for (std::size_t topic = 0; topic < kTopics; ++topic) {
    const Line name{word_of(catalogue, "omissions.topic", word(static_cast<Topic>(topic)))};
    if (grid.short_heads) {
      grid.columns.push_back(name);
      continue;
    }
    std::vector<Cell> cells{{name}};
    for (const StateRow& state : states) cells.push_back(cell_of(catalogue, state.topics[topic]));
    grid.rows.push_back(std::move(cells));
  }
  for (const StateRow& state : states) {
    const Line name{data(state.state, "#" + state.state)};
    if (!grid.short_heads) {
      grid.columns.push_back(name);
      continue;
    }
    std::vector<Cell> cells{{name}};
    for (const TopicRow& row : state.topics) cells.push_back(cell_of(catalogue, row));
    grid.rows.push_back(std::move(cells));
  }
  return grid;
}

Value to_value(const Evidence& evidence) {
  Value value{Value::Object{}};
  value.set("law", evidence.law->id);
  value.set("version", evidence.version->id);
  value.set("cite", evidence.cite);
  value.set("ground", word(evidence.ground));
  if (!evidence.says.empty()) value.set("says", evidence.says);
  if (evidence.article && evidence.article->modality) value.set("modality", law::word(*evidence.article->modality));
  if (evidence.article && !evidence.article->qualifier.empty()) value.set("qualifier", evidence.article->qualifier);
  value.set("mark", law::word(evidence.mark));
  value.set("to_check", to_check(evidence.mark));
  return value;
}

}  // namespace

Page omissions_page(const std::vector<StateRow>& states, const Catalogue& catalogue, std::string file) {
  Page page(std::move(file), message(catalogue, "observatory.omissions.title"));
  page.notice(message(catalogue, "observatory.omissions.how"));
  page.grid(overview(states, catalogue));
  for (const StateRow& state : states) {
    page.heading(2, {data(state.state)}, state.state);
    std::vector<Item> items;
    for (const TopicRow& row : state.topics)
      for (Item& item : items_of(catalogue, row)) items.push_back(std::move(item));
    page.list(std::move(items));
    page.paragraph({{catalogue.text(state.laws == 0 ? "observatory.omissions.no_law" : "observatory.omissions.share",
                                    {{"known", static_cast<std::int64_t>(state.known())},
                                     {"topics", static_cast<std::int64_t>(kTopics)},
                                     {"laws", static_cast<std::int64_t>(state.laws)},
                                     {"state", state.state}})}});
  }
  return page;
}

Value to_value(const std::vector<StateRow>& states) {
  Value value{Value::Object{}}, list{Value::Array{}};
  value.set("format", "palermo-law-omissions/1");
  for (const StateRow& state : states) {
    Value item{Value::Object{}}, topics{Value::Array{}};
    item.set("state", state.state);
    item.set("laws", static_cast<std::int64_t>(state.laws));
    for (const TopicRow& row : state.topics) {
      Value topic{Value::Object{}}, evidence{Value::Array{}};
      topic.set("topic", word(row.topic));
      topic.set("value", word(row.value));
      for (const Evidence& e : row.evidence) evidence.push(to_value(e));
      topic.set("evidence", std::move(evidence));
      topics.push(std::move(topic));
    }
    item.set("topics", std::move(topics));
    item.set("known", static_cast<std::int64_t>(state.known()));
    item.set("of", static_cast<std::int64_t>(kTopics));
    list.push(std::move(item));
  }
  value.set("states", std::move(list));
  return value;
}

}  // namespace palermo::observatory
