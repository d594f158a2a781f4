// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/duty_table.hpp"

#include <algorithm>
#include <set>

#include "palermo/core/plain_text.hpp"
#include "palermo/observatory/words.hpp"

namespace palermo::observatory {
namespace {

using core::Quote;
using core::Reader;
using core::Value;
using law::Article;

bool among(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The articles of one law, each taken once.
class Shelf {
 public:
  explicit Shelf(const law::Law& law) : law_(&law) {}

  core::Result<const Article*> take(const std::string& cite, const Value& node, bool power) {
    const auto& all = law_->versions.back().articles;
    const auto found = std::find_if(all.begin(), all.end(), [&](const Article& a) { return a.cite == cite; });
    if (found == all.end() || !found->modality || (*found->modality == law::Modality::may && !power))
      return core::fail(kDutyArticle, node.place(), {{"law", law_->id}, {"article", cite}});
    if (!taken_.insert(&*found).second) return core::fail(kDutyTwice, node.place(), {{"what", cite}});
    return &*found;
  }

  [[nodiscard]] core::Done all_taken(const Value& node) const {
    for (const Article& article : law_->versions.back().articles)
      if (article.modality && !taken_.contains(&article))
        return core::fail(kDutyUncovered, node.place(), {{"law", law_->id}, {"article", article.cite}});
    return {};
  }

 private:
  const law::Law* law_;
  std::set<const Article*> taken_;
};

bool of_one_kind(const DutyRow& row) {
  const Article& first = *row.articles.front();
  return std::all_of(row.articles.begin(), row.articles.end(), [&](const Article* article) {
    return article->who == first.who && article->modality == first.modality &&
           (article->to.empty() || among(row.to, article->to));
  });
}

core::Result<DutyRow> read_row(const Value& node, const law::Law& law, Shelf& shelf) {
  Reader reader(node, "duty row", Quote::settings);
  DutyRow row;
  row.id = reader.text("id");
  row.says = reader.text("says");
  row.role = reader.optional_text("role").value_or("");
  row.to = reader.texts("to");
  row.law = &law;
  const std::vector<std::string> cites = reader.texts("articles");
  if (cites.empty()) reader.fail_at(node, core::kMissingKey, {{"key", "articles"}});
  PALERMO_CHECK_DONE(reader.finish());
  for (const std::string& cite : cites) {
    PALERMO_TRY(const Article* article, shelf.take(cite, node, false));
    row.articles.push_back(article);
  }
  if (!of_one_kind(row)) return core::fail(kDutyMixed, node.place(), {{"row", row.id}});
  return row;
}

core::Result<DutyLeftOut> read_left_out(const Value& node, const law::Law& law, Shelf& shelf) {
  Reader reader(node, "article left out", Quote::settings);
  const std::string cite = reader.text("article");
  DutyLeftOut left{&law, nullptr, reader.text("why")};
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_TRY(left.article, shelf.take(cite, node, true));
  return left;
}

core::Done read_law(const Value& node, const law::Corpus& corpus, DutyTable& table) {
  Reader reader(node, "duty table of a law", Quote::settings);
  const std::string id = reader.text("law");
  const Value* rows = reader.array("rows");
  const Value* left_out = reader.array("left_out");
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_TRY(const law::Law* law, find_law(corpus, id));
  table.laws.push_back(law);
  Shelf shelf(*law);
  if (rows != nullptr)
    for (const Value& one : rows->items()) {
      PALERMO_TRY(DutyRow row, read_row(one, *law, shelf));
      if (table.find(row.id) != nullptr) return core::fail(kDutyTwice, one.place(), {{"what", row.id}});
      table.rows.push_back(std::move(row));
    }
  if (left_out != nullptr)
    for (const Value& one : left_out->items()) {
      PALERMO_TRY(DutyLeftOut left, read_left_out(one, *law, shelf));
      table.left_out.push_back(std::move(left));
    }
  return shelf.all_taken(node);
}

}  // namespace

law::Mark DutyRow::mark() const {
  law::Mark weakest = law::Mark::verified;
  for (const Article* article : articles) weakest = law::weaker(weakest, article->mark);
  return weakest;
}

bool DutyRow::owed_to_a_state() const {
  return std::any_of(to.begin(), to.end(),
                     [](const std::string& word) { return word.ends_with("_state") || word.starts_with("state_of_"); });
}

const DutyRow* DutyTable::find(std::string_view row) const {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const DutyRow& r) { return r.id == row; });
  return found == rows.end() ? nullptr : &*found;
}

core::Result<DutyTable> parse_duty_table(const Value& document, const law::Corpus& corpus) {
  PALERMO_CHECK_DONE(core::require_one_line(document));
  Reader reader(document, "duty table", Quote::settings);
  if (reader.choice("format", {"palermo-duties/1"}, "").empty())
    reader.fail_at(document, core::kMissingKey, {{"key", "format"}});
  DutyTable table;
  table.id = reader.text("id");
  const Value* tables = reader.array("tables");
  PALERMO_CHECK_DONE(reader.finish());
  if (tables != nullptr)
    for (const Value& node : tables->items()) PALERMO_CHECK_DONE(read_law(node, corpus, table));
  return table;
}

}  // namespace palermo::observatory
