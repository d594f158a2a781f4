// SPDX-License-Identifier: Apache-2.0
// Loss and wage sheet: what was worked and paid, what was taken, borrowed and spent, and what it comes to; for a claim.
//
// Format: palermo-loss/1 (docs/formats/loss.md). Whole minor units of one currency, exactly (recruit_money.hpp); rates times a count of hours or
// days are rounded half up to one minor unit, once a line, and the line says so. Nothing is converted: amounts of two currencies in one line are
// refused, and each currency has totals of its own (SAFEGUARDS.md, D30). What is not known makes a total a least value. An amount
// that another line holds already is shown and not added. The sheet holds no name. Method: docs/methods/remedies.md.
#pragma once

#include <map>
#include <vector>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/partial_date.hpp"
#include "palermo/rights/recruit_money.hpp"

namespace palermo::rights {

inline constexpr core::ErrorKind kNoLossId{"rights.loss_no_id", core::Exit::unreadable};
inline constexpr core::ErrorKind kLossPeriod{"rights.loss_period", core::Exit::unreadable};
inline constexpr core::ErrorKind kLossTooMany{"rights.loss_too_many", core::Exit::unreadable};
inline constexpr core::ErrorKind kLossAlsoIn{"rights.loss_also_in", core::Exit::unreadable};
inline constexpr std::size_t kMostLossLines = 1000;  // of at most 10^15 minor units: every total fits

// Work of one period at one rate.
struct LossWork {
  core::Day from = 0, to = 0;
  std::string unit = "hour";                   // hour | day | week | month
  std::optional<std::int64_t> hundredths;      // of units; nothing: not known
  Money agreed, paid;                          // a unit; in all
  std::optional<Money> minimum;                // a unit, by law, where somebody has told it
  core::Place place = {};                      // of the line
};

enum class LossSection { deductions, fees, debts, harm };
inline constexpr std::size_t kLossSections = 4;
[[nodiscard]] std::string_view word(LossSection section);

struct LossCost {
  LossSection section = LossSection::fees;
  std::string kind;                  // closed lists of words
  std::string also_in = "nothing";   // nothing | wages | fees | debts | harm | not_known: a line that holds this amount already
  Money amount;
  core::Place place = {};            // of the line
};

struct LossSheet {
  std::string id;                       // a random handle
  std::map<std::string, int> digits;    // currency -> digits after the point
  std::vector<LossWork> work;
  std::vector<LossCost> costs;
};
// Errors: schema.*, date.unreadable, recruit.bad_amount, recruit.bad_currency, rights.loss_no_id, rights.loss_period, rights.loss_too_many;
// rights.loss_also_in where no line of the section holds the amount; concept.unlike (D30) where one line holds two currencies.
[[nodiscard]] core::Result<LossSheet> parse_loss(const core::Value& document);

// What one rate comes to.
struct LossWage {
  std::optional<std::int64_t> due;  // nothing: not known
  bool rounded = false;
  std::int64_t owed = 0;            // due less paid, and never below nothing
  bool at_least = false;            // due or paid is not known
  std::int64_t paid_more = 0;       // paid beyond what is due; set off against no other line
};

struct LossLine {
  const LossWork* work = nullptr;
  LossWage agreed;
  std::optional<LossWage> minimum;
  bool overlaps = false;  // with the days of another line: the same work may stand twice
};

struct LossTotal {
  std::string currency;
  int digits = 2;
  core::Quantity agreed, minimum;             // pay still owed, by agreement and by the legal minimum
  bool minimum_told = false;
  core::Quantity sections[kLossSections];     // what counts of each
  core::Quantity all_agreed, all_minimum;
};

struct LossAnswer {
  std::vector<LossLine> lines;
  std::vector<LossTotal> totals;  // by currency, in the order of their codes
};
// `sheet` must outlive the answer. Errors: recruit.bad_amount: a product above 10^15 minor units.
[[nodiscard]] core::Result<LossAnswer> answer(const LossSheet& sheet);

// palermo-rights-loss/1 (docs/formats/rights-loss.schema.json).
[[nodiscard]] core::Value to_value(const LossSheet& sheet, const LossAnswer& answer);
[[nodiscard]] std::string loss_text(const LossSheet& sheet, const LossAnswer& answer, const core::Catalogue& texts);

}  // namespace palermo::rights
