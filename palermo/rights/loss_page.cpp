// SPDX-License-Identifier: Apache-2.0
// The loss and wage sheet, as it is shown and as --json tells it: every line with its arithmetic, then the totals of each currency.
#include "palermo/rights/loss.hpp"

namespace palermo::rights {
namespace {

using core::Value;

std::string day_text(core::Day day) { return core::PartialDate{{day, day}}.text(); }

Value known(const std::optional<std::int64_t>& minor, int digits) { return minor ? Value(minor_text(*minor, digits)) : Value{}; }

Value to_value(const core::Quantity& sum, int digits) {
  Value value;
  value.set("amount", minor_text(*sum.count.min, digits));
  value.set("at_least", !sum.count.exact());
  return value;
}

Value to_value(const LossWage& wage, const std::optional<std::int64_t>& rate, int digits) {
  Value value;
  value.set("rate", known(rate, digits));
  value.set("due", known(wage.due, digits));
  value.set("rounded", wage.rounded);
  value.set("owed", minor_text(wage.owed, digits));
  value.set("at_least", wage.at_least);
  value.set("paid_more", minor_text(wage.paid_more, digits));
  return value;
}

Value to_value(const LossLine& line, int digits) {
  const LossWork& work = *line.work;
  Value value;
  value.set("from", day_text(work.from));
  value.set("to", day_text(work.to));
  value.set("unit", work.unit);
  value.set("count", known(work.hundredths, 2));
  value.set("currency", work.agreed.currency);
  value.set("paid", known(work.paid.minor, digits));
  value.set("agreed", to_value(line.agreed, work.agreed.minor, digits));
  if (line.minimum) value.set("minimum", to_value(*line.minimum, work.minimum->minor, digits));
  value.set("overlaps", line.overlaps);
  return value;
}

Value to_value(const LossTotal& total) {
  Value value;
  value.set("currency", total.currency);
  value.set("pay_by_agreement", to_value(total.agreed, total.digits));
  if (total.minimum_told) value.set("pay_by_minimum", to_value(total.minimum, total.digits));
  for (std::size_t i = 0; i < kLossSections; ++i) value.set(word(static_cast<LossSection>(i)), to_value(total.sections[i], total.digits));
  value.set("all_by_agreement", to_value(total.all_agreed, total.digits));
  if (total.minimum_told) value.set("all_by_minimum", to_value(total.all_minimum, total.digits));
  return value;
}

class Page {
 public:
  Page(const LossSheet& sheet, const LossAnswer& answer, const core::Catalogue& texts) : sheet_(sheet), answer_(answer), texts_(texts) {}

  std::string text() {
    std::string text = texts_.text("rights.loss.title", {{"id", sheet_.id}});
    if (!answer_.lines.empty()) text += "\n\n" + texts_.text("rights.loss.work");
    for (const LossLine& line : answer_.lines) text += work(line);
    for (std::size_t i = 0; i < kLossSections; ++i) text += section(static_cast<LossSection>(i));
    for (const LossTotal& total : answer_.totals) text += totals(total);
    return text + "\n\n" + texts_.text("rights.loss.foot") + "\n";
  }

 private:
  std::string amount(const std::optional<std::int64_t>& minor, const std::string& currency) const {
    if (!minor) return texts_.text("rights.loss.not_known");
    return texts_.text("rights.loss.amount", {{"currency", currency}, {"amount", minor_text(*minor, sheet_.digits.at(currency))}});
  }

  std::string sum(const core::Quantity& of, const std::string& currency) const {
    const std::string least = amount(*of.count.min, currency);
    return of.count.exact() ? least : texts_.text("rights.loss.at_least", {{"amount", least}});
  }

  std::string wage(std::string_view key, const LossWork& work, const LossWage& wage, const std::optional<std::int64_t>& rate) const {
    const std::string& currency = work.agreed.currency;
    const std::string owed = amount(wage.owed, currency);
    std::string text = "\n     " + texts_.text(key, {{"count", work.hundredths ? minor_text(*work.hundredths, 2) : texts_.text("rights.loss.not_known")},
                                                     {"rate", amount(rate, currency)},
                                                     {"due", amount(wage.due, currency)},
                                                     {"paid", amount(work.paid.minor, currency)},
                                                     {"owed", wage.at_least ? texts_.text("rights.loss.at_least", {{"amount", owed}}) : owed}});
    if (wage.rounded) text += " " + texts_.text("rights.loss.rounded");
    if (wage.paid_more > 0) text += " " + texts_.text("rights.loss.paid_more", {{"amount", amount(wage.paid_more, currency)}});
    return text;
  }

  std::string number() { return std::to_string(++number_); }

  std::string work(const LossLine& line) {
    const LossWork& of = *line.work;
    std::string text = "\n  " + texts_.text("rights.loss.period", {{"number", number()},
                                                                   {"from", day_text(of.from)},
                                                                   {"to", day_text(of.to)},
                                                                   {"unit", texts_.text("rights.loss.unit." + of.unit)}});
    text += wage("rights.loss.by_agreement", of, line.agreed, of.agreed.minor);
    if (line.minimum) text += wage("rights.loss.by_minimum", of, *line.minimum, of.minimum->minor);
    return line.overlaps ? text + "\n     " + texts_.text("rights.loss.overlaps") : text;
  }

  std::string section(LossSection section) {
    std::string text;
    for (const LossCost& cost : sheet_.costs)
      if (cost.section == section)
        text += "\n  " + texts_.text("rights.loss.cost", {{"number", number()},
                                                          {"kind", texts_.text("rights.loss.kind." + cost.kind)},
                                                          {"amount", amount(cost.amount.minor, cost.amount.currency)},
                                                          {"counts", texts_.text("rights.loss.also_in." + cost.also_in)}});
    return text.empty() ? "" : "\n\n" + texts_.text("rights.loss.section." + std::string(word(section))) + text;
  }

  std::string totals(const LossTotal& total) const {
    const auto line = [&](std::string_view key, const core::Quantity& of) { return "\n  " + texts_.text(key, {{"amount", sum(of, total.currency)}}); };
    std::string text = "\n\n" + texts_.text("rights.loss.totals", {{"currency", total.currency}}) + line("rights.loss.total.agreed", total.agreed);
    if (total.minimum_told) text += line("rights.loss.total.minimum", total.minimum);
    for (std::size_t i = 0; i < kLossSections; ++i) text += line("rights.loss.total." + std::string(word(static_cast<LossSection>(i))), total.sections[i]);
    text += line("rights.loss.total.all_agreed", total.all_agreed);
    return total.minimum_told ? text + line("rights.loss.total.all_minimum", total.all_minimum) : text;
  }

  const LossSheet& sheet_;
  const LossAnswer& answer_;
  const core::Catalogue& texts_;
  int number_ = 0;
};

}  // namespace

core::Value to_value(const LossSheet& sheet, const LossAnswer& answer) {
  Value value, work{Value::Array{}}, costs{Value::Array{}}, totals{Value::Array{}};
  value.set("format", "palermo-rights-loss/1");
  value.set("id", sheet.id);
  for (const LossLine& line : answer.lines) work.push(to_value(line, sheet.digits.at(line.work->agreed.currency)));
  for (const LossCost& cost : sheet.costs) {
    Value one;
    one.set("section", word(cost.section));
    one.set("kind", cost.kind);
    one.set("also_in", cost.also_in);
    one.set("currency", cost.amount.currency);
    one.set("amount", known(cost.amount.minor, sheet.digits.at(cost.amount.currency)));
    costs.push(std::move(one));
  }
  for (const LossTotal& total : answer.totals) totals.push(to_value(total));
  value.set("work", std::move(work));
  value.set("costs", std::move(costs));
  value.set("totals", std::move(totals));
  return value;
}

std::string loss_text(const LossSheet& sheet, const LossAnswer& answer, const core::Catalogue& texts) { return Page(sheet, answer, texts).text(); }

}  // namespace palermo::rights
