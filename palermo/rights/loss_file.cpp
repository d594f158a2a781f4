// SPDX-License-Identifier: Apache-2.0
// Reads palermo-loss/1.
#include <algorithm>

#include "palermo/core/schema.hpp"
#include "palermo/rights/gate_file.hpp"
#include "palermo/rights/loss.hpp"

namespace palermo::rights {
namespace {

using core::Reader;
using core::Value;

constexpr std::string_view kSections[] = {"deductions", "fees", "debts", "harm"};
static_assert(std::size(kSections) == kLossSections);

const std::vector<std::string>& kinds_of(LossSection section) {
  static const std::vector<std::string> kKinds[] = {
      {"lodging", "food", "transport", "tools", "fees", "loan", "tax", "insurance", "fine", "other"},
      {"placement", "training", "medical_examination", "papers", "visa", "travel", "deposit", "insurance", "lodging", "other"},
      {"repaid", "interest_paid", "still_owed", "other"},
      {"medical", "ransom", "stolen", "damaged", "lost_pay", "travel", "papers", "other"}};
  return kKinds[static_cast<std::size_t>(section)];
}

using Digits = std::map<std::string, int>;

// An amount, or {amount, currency} where the currency is not that of the line.
core::Result<Money> read_money(Reader& reader, std::string_view key, const std::string& currency, const Digits& digits) {
  reader.ignore(key);
  Money money{currency, std::nullopt};
  const Value* given = reader.value().find(key);
  const bool own = given && given->is_object();
  if (own) {
    Reader inner(*given, "amount");
    money.currency = inner.text("currency");
    inner.ignore("amount");
    PALERMO_CHECK_DONE(inner.finish());
  }
  const auto found = digits.find(money.currency);
  if (found == digits.end()) return core::fail(kBadCurrency, reader.value().place());
  PALERMO_TRY(money.minor, read_minor(own ? *given : reader.value(), own ? "amount" : key, found->second));
  return money;
}

core::Result<core::Day> read_day(Reader& reader, std::string_view key) {
  const std::string text = reader.text(key);
  const auto date = core::parse_date(text);
  if (!reader.failed() && (!date || !date->days.exact())) return core::fail(kLossPeriod, reader.value().place());
  return date && date->days.exact() ? *date->days.min : core::Day{};
}

core::Result<LossWork> read_work(const Value& value, const Digits& digits) {
  Reader reader(value, "work");
  LossWork work;
  work.place = value.place();
  PALERMO_TRY(work.from, read_day(reader, "from"));
  PALERMO_TRY(work.to, read_day(reader, "to"));
  if (work.to < work.from) return core::fail(kLossPeriod, value.place());
  work.unit = reader.choice("unit", {"hour", "day", "week", "month"}, "hour");
  const std::string currency = reader.text("currency");
  for (const char* key : {"count", "agreed", "paid", "minimum"}) reader.ignore(key);
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_TRY(work.hundredths, read_minor(value, "count", 2));
  PALERMO_TRY(work.agreed, read_money(reader, "agreed", currency, digits));
  PALERMO_TRY(work.paid, read_money(reader, "paid", currency, digits));
  PALERMO_TRY(const core::Quantity together, core::add(quantity(work.agreed), quantity(work.paid)));
  if (value.find("minimum")) {
    PALERMO_TRY(work.minimum, read_money(reader, "minimum", currency, digits));
    PALERMO_CHECK_DONE(core::add(together, quantity(*work.minimum)));
  }
  return work;
}

core::Result<LossCost> read_cost(const Value& value, LossSection section, const Digits& digits) {
  Reader reader(value, "cost");
  LossCost cost;
  cost.section = section;
  cost.place = value.place();
  cost.kind = reader.choice("kind", kinds_of(section), "other");
  // A deduction explains why less was paid, and a debt is often what paid a fee: nobody knows before it is said.
  const bool doubtful = section == LossSection::deductions || section == LossSection::debts;
  cost.also_in = reader.choice("also_in", {"nothing", "wages", "fees", "debts", "harm", "not_known"}, doubtful ? "not_known" : "nothing");
  const std::string currency = reader.text("currency");
  reader.ignore("amount");
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_TRY(cost.amount, read_money(reader, "amount", currency, digits));
  return cost;
}

// An amount that another line holds already needs such a line: otherwise it would be left out of every sum.
core::Done check_also_in(const LossSheet& sheet) {
  for (const LossCost& cost : sheet.costs) {
    if (cost.also_in == "nothing" || cost.also_in == "not_known") continue;
    const bool held = cost.also_in == "wages" ? !sheet.work.empty() : std::any_of(sheet.costs.begin(), sheet.costs.end(), [&](const LossCost& other) {
      return word(other.section) == cost.also_in && other.section != cost.section && (other.also_in == "nothing" || other.also_in == "not_known");
    });
    if (!held) return core::fail(kLossAlsoIn, cost.place, {{"section", cost.also_in}});
  }
  return {};
}

core::Result<Digits> read_currencies(const Value* named, const Value& document) {
  Digits digits;
  for (const auto& [currency, count] : named ? named->members() : Value::Object{}) {
    if (!is_currency(currency)) return core::fail(kBadCurrency, count.place());
    if (!count.is_int() || count.as_int() < 0 || count.as_int() > 4)
      return core::fail(core::kWrongValue, count.place(), {{"key", currency}, {"what", "currencies"}, {"allowed", "0, 1, 2, 3, 4"}});
    digits.emplace(currency, static_cast<int>(count.as_int()));
  }
  if (digits.empty()) return core::fail(core::kMissingKey, document.place(), {{"key", "currencies"}, {"what", "loss"}});
  return digits;
}

}  // namespace

std::string_view word(LossSection section) { return kSections[static_cast<std::size_t>(section)]; }

core::Result<LossSheet> parse_loss(const Value& document) {
  Reader reader(document, "loss");
  if (reader.choice("format", {"palermo-loss/1"}, "").empty()) reader.fail_at(document, core::kMissingKey, {{"key", "format"}, {"what", "loss"}});
  LossSheet sheet;
  sheet.id = reader.text("id");
  if (!reader.failed() && !is_random_handle(sheet.id, "l-")) reader.fail_at(*document.find("id"), kNoLossId);
  const Value* currencies = reader.object("currencies");
  const Value* work = reader.array("work");
  const Value* sections[kLossSections] = {};
  for (std::size_t i = 0; i < kLossSections; ++i) sections[i] = reader.array(kSections[i]);
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_TRY(sheet.digits, read_currencies(currencies, document));
  for (const Value& item : work ? work->items() : Value::Array{}) {
    PALERMO_TRY(LossWork one, read_work(item, sheet.digits));
    sheet.work.push_back(std::move(one));
  }
  for (std::size_t i = 0; i < kLossSections; ++i)
    for (const Value& item : sections[i] ? sections[i]->items() : Value::Array{}) {
      PALERMO_TRY(LossCost one, read_cost(item, static_cast<LossSection>(i), sheet.digits));
      sheet.costs.push_back(std::move(one));
    }
  if (sheet.work.size() + sheet.costs.size() > kMostLossLines)
    return core::fail(kLossTooMany, document.place(), {{"most", std::to_string(kMostLossLines)}});
  PALERMO_CHECK_DONE(check_also_in(sheet));
  return sheet;
}

}  // namespace palermo::rights
