// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/letter.hpp"

#include <span>

#include "palermo/core/bytes.hpp"
#include "palermo/core/schema.hpp"
#include "palermo/link/letter_lines.hpp"

namespace palermo::link {
namespace {

using core::Result;
using core::Value;

constexpr std::string_view kFormat = "palermo-link-letter/1";
std::span<std::uint8_t> bytes_of(std::span<Point> points) {
  static_assert(sizeof(Point) == 32);
  return {reinterpret_cast<std::uint8_t*>(points.data()), points.size_bytes()};
}

std::span<const std::uint8_t> bytes_of(std::span<const Point> points) { return {reinterpret_cast<const std::uint8_t*>(points.data()), points.size_bytes()}; }

}  // namespace

std::string write_letter(const Letter& letter, const SigningKey& key) {
  Value head;
  head.set("format", kFormat);
  head.set("agreement", letter.agreement);
  head.set("run", letter.run);
  head.set("pass", letter.pass);
  head.set("hop", letter.hop);
  head.set("from", letter.from);
  head.set("to", letter.to);
  head.set("answers", letter.answers);
  Value lists{Value::Array{}};
  for (const BlindedList& list : letter.lists) {
    Value one;
    one.set("holder", static_cast<std::int64_t>(list.holder));
    one.set("raised_by", static_cast<std::int64_t>(list.raised_by));
    one.set("keys", static_cast<std::int64_t>(list.keys));
    one.set("bundles", static_cast<std::int64_t>(list.bundles()));
    lists.push(std::move(one));
  }
  head.set("lists", std::move(lists));
  std::string text = core::to_json(head, -1) + "\n";
  for (const BlindedList& list : letter.lists) text += to_base64(bytes_of(std::span<const Point>(list.points))) + "\n";
  return text + signature_line(key.sign(text));
}

std::string letter_hash(std::string_view bytes) {
  return core::sha256_hex(bytes.substr(0, bytes.rfind('\n', bytes.size() - 2) + 1));
}

Result<Letter> read_letter(std::string_view bytes, std::string_view file, const Agreement& agreement) {
  const auto bad = [&](std::string_view problem) {
    return core::fail(kBadLetter, {.file = std::string(file)}, {{"problem", std::string(problem)}});
  };
  std::string_view rest = bytes;
  PALERMO_TRY(const Value head, core::parse_json(take_line(rest), file));
  core::Reader reader(head, "letter");
  Letter letter;
  (void)reader.choice("format", {std::string(kFormat)}, "");
  letter.agreement = reader.text("agreement");
  const std::int64_t run = reader.integer("run"), pass = reader.integer("pass"), hop = reader.integer("hop");
  letter.from = reader.text("from");
  letter.to = reader.text("to");
  letter.answers = reader.text("answers");
  const Value* lists = reader.array("lists");
  PALERMO_CHECK_DONE(reader.finish());
  if (run < 1 || run > agreement.runs || pass < 0 || pass > static_cast<std::int64_t>(agreement.keys.size()) || hop < 0 || hop > 10'000)
    return bad("its head does not fit the agreement");
  letter.run = static_cast<int>(run);
  letter.pass = static_cast<int>(pass);
  letter.hop = static_cast<int>(hop);
  if (letter.agreement != agreement.hash()) return core::fail(kForeignLetter, {.file = std::string(file)});
  const Party* sender = agreement.party(letter.from);
  if (sender == nullptr) return core::fail(kForgedLetter, {.file = std::string(file)}, {{"party", "?"}});
  if (lists == nullptr || lists->items().size() > agreement.holders.size()) return bad("its head names no lists, or too many");
  std::uint32_t seen = 0;
  for (const Value& node : lists->items()) {
    core::Reader one(node, "list");
    BlindedList list;
    const std::int64_t holder = one.integer("holder"), raised = one.integer("raised_by"), keys = one.integer("keys"), bundles = one.integer("bundles");
    PALERMO_CHECK_DONE(one.finish());
    const auto most_holders = static_cast<std::int64_t>(agreement.holders.size());
    if (holder < 0 || holder >= most_holders || (seen >> holder & 1U) != 0 || raised < 0 || raised >= (std::int64_t{1} << most_holders) || keys < 1 ||
        keys > static_cast<std::int64_t>(agreement.keys.size()) || bundles < 0 || bundles > static_cast<std::int64_t>(bytes.size() / 32))
      return bad("its head does not fit the agreement");
    seen |= 1U << holder;
    list.holder = static_cast<std::size_t>(holder);
    list.raised_by = static_cast<std::uint32_t>(raised);
    list.keys = static_cast<std::size_t>(keys);
    const std::string_view line = take_line(rest);
    const auto count = static_cast<std::size_t>(keys * bundles);
    if (line.size() / 43 > count + 1 || count > bytes.size() / 32) return bad("a list has not as many points as its head says");
    list.points.resize(count);
    if (from_base64(line, bytes_of(std::span<Point>(list.points))) != count * sizeof(Point)) return bad("a list has not as many points as its head says");
    letter.lists.push_back(std::move(list));
  }
  const std::string_view signed_text = bytes.substr(0, bytes.size() - rest.size());
  const auto signature = signature_at_the_end(rest);
  if (!signature) return bad("it does not end with its signature");
  if (!is_signed_by(sender->key, signed_text, *signature)) return core::fail(kForgedLetter, {.file = std::string(file)}, {{"party", letter.from}});
  letter.hash = core::sha256_hex(signed_text);
  return letter;
}

}  // namespace palermo::link
