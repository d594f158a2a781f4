// SPDX-License-Identifier: Apache-2.0
// Files that would misuse the return gate: empty reasons, one person's words for everybody, impossible days, packs that
// permit or name somebody, and files too large to be about people.
#include <regex>

#include "palermo/rights/gate_receipt.hpp"
#include "palermo/rights/gate_words.hpp"
#include "palermo/rights/rights_test.hpp"

namespace palermo::rights::testing {
namespace {

constexpr core::Day kToday = 20000;  // in October 2024

core::Value yaml(const std::string& text) {
  auto document = core::parse_yaml(text, "test.yaml");
  EXPECT_TRUE(document) << describe(document.error());
  return document ? std::move(*document) : core::Value{};
}

auto read_return(const std::string& text) { return parse_return(yaml(text), kToday); }

std::string demo(const char* file) {
  return law::testing::read(std::filesystem::path(PALERMO_SOURCE_DIR) / "data/demo" / file);
}

GateReceipt receipt_of(const std::string& text, std::vector<GateAddedGround> added = {}) {
  const auto batch = read_return(text);
  EXPECT_TRUE(batch) << describe(batch.error());
  if (!batch) return {};
  auto receipt = gate(*batch, std::move(added), corpus());
  EXPECT_TRUE(receipt) << describe(receipt.error());
  return receipt ? std::move(*receipt) : GateReceipt{};
}

std::string replaced(const std::string& text, const char* what, const std::string& by) {
  const std::string changed = std::regex_replace(text, std::regex(what), by);
  EXPECT_NE(changed, text) << what;
  return changed;
}

std::string all_printed(const GateReceipt& receipt) {
  std::string text;
  const core::Catalogue texts("en");
  const auto print = [&](const std::string& piece) { text += piece + "\n"; };
  print_gate_text(receipt, texts, print);
  print_gate_json(receipt, texts, print);
  return text;
}

// What says nothing, as YAML.
const char* const kNothing[] = {"\"\\u200b\"",
                                "\"\\u200b\\u200c\\u2060\\ufeff\"",
                                "\"\\u00a0\"",
                                "\"\\u3164\\u3000\"",
                                "\".\"",
                                "\"... --- ...\"",
                                "none",
                                "\"n/a\"",
                                "\"not known\"",
                                "\"Not known to us.\"",
                                "false",
                                "true",
                                "0",
                                "1234567890123",
                                "\"12 34 56 78 90 12\"",
                                "null",
                                "\"\"",
                                "\"xxx xxx xxx xxx xxx\"",
                                "[]",
                                "\"see above\"",
                                "\"there is no risk\"",
                                "\"\\U0001F600 \\U0001F601 \\U0001F602\"",
                                "\"\\u4e0d\\u660e\""};

TEST(ReturnGate, D26_a_reason_of_blanks_is_no_reason) {
  const std::string whole = demo("return.yaml");
  EXPECT_EQ(receipt_of(whole).closed(), 0U);
  for (const std::string nothing : kNothing) {
    const GateReceipt receipt = receipt_of(replaced(whole, "reasons: \"[^\"]*\"", "reasons: " + nothing));
    ASSERT_EQ(receipt.closed(), 1U) << nothing;
    EXPECT_FALSE(receipt.members[0].of_age) << nothing;
    for (const GateFinding& finding : receipt.members[0].findings)
      EXPECT_THAT(finding.missing, ::testing::Contains("reasons")) << nothing << " " << finding.ground;
  }
}

TEST(ReturnGate, D26_reasons_may_be_written_in_any_script) {
  for (const char* reasons :
       {"examined on that day",
        "\xD0\xBE\xD1\x81\xD0\xBC\xD0\xBE\xD1\x82\xD1\x80\xD0\xB5\xD0\xBD\xD0\xB0 "
        "\xD0\xB2\xD1\x80\xD0\xB0\xD1\x87\xD0\xBE\xD0\xBC \xD0\xB4\xD0\xB2\xD0\xB0\xD0\xB6\xD0\xB4\xD1\x8B",
        "فحصها طبيب في ذلك اليوم", "医生当天检查了她的身体", "진찰한 의사가 여행할 수 있다고 썼다",
        "แพทย์ตรวจร่างกายเธอในวันนั้น", "ঐ দিন একজন ডাক্তার তাকে দেখেছেন"})
    EXPECT_TRUE(tells_a_reason(reasons)) << reasons;
}

TEST(ReturnGate, D26_a_legal_basis_of_blanks_names_no_law) {
  const std::string forced = replaced(
      replaced(replaced(replaced(demo("return.yaml"), "voluntary: yes", "voluntary: no"), "      freely: yes\n", ""),
               "      may_be_withdrawn: yes\n", ""),
      "withdrawn: no", "legal_basis: BASIS");
  EXPECT_EQ(receipt_of(replaced(forced, "BASIS", "\"s. 58 of the Aliens Act\"")).closed(), 0U);
  for (const std::string nothing : kNothing)
    EXPECT_EQ(receipt_of(replaced(forced, "BASIS", nothing)).closed(), 1U) << nothing;
  for (const char* named : {"§ 58 AufenthG", "CESEDA art. L. 611-1", "入管法第二十四条", "المادة ١٢ من قانون الأجانب"})
    EXPECT_TRUE(names_a_law(named)) << named;
}

std::string members_of(const std::string& file) { return file.substr(file.find("  - member:")); }

TEST(ReturnGate, D27_one_persons_answers_copied_for_a_batch_are_nobodys) {
  const std::string one = demo("return.yaml");
  std::string many = one;
  for (int i = 0; i < 40; ++i)
    many += replaced(members_of(one), "m-5f0a91c2",
                     "m-5f0a91" + std::string(1, static_cast<char>('a' + i % 6)) + std::to_string(100 + i));
  const GateReceipt receipt = receipt_of(many);
  ASSERT_EQ(receipt.members.size(), 41U);
  EXPECT_EQ(receipt.closed(), 41U);  // also the one from whom it was copied
  for (const GateMemberAnswer& member : receipt.members) {
    EXPECT_FALSE(member.of_age);  // how old they are was copied too
    for (const GateFinding& finding : member.findings)
      EXPECT_EQ(finding.standing, finding.ground == word(GateGround::best_interests) ? GateStanding::missing
                                                                                     : GateStanding::contradictory)
          << finding.ground;
  }
  EXPECT_THAT(all_printed(receipt), ::testing::HasSubstr("word for word"));
}

TEST(ReturnGate, D27_a_copy_that_is_numbered_spaced_or_written_large_is_still_a_copy) {
  const std::string batch = demo("return-batch.yaml");
  EXPECT_EQ(receipt_of(batch).closed(), 1U);
  const auto persecution = static_cast<std::size_t>(GateGround::persecution);
  for (const char* copy : {"Invented: she belongs to no party and says that nobody looks for her.",
                           "(3) Invented: she belongs to no party and says that nobody looks for her",
                           "INVENTED - SHE BELONGS to no party, and says that nobody   looks for her",
                           "Invented: she bel\\u200bongs to no\\u00a0party and says that no-body looks for her!"}) {
    const GateReceipt receipt = receipt_of(replaced(batch, "Invented: the family's village was peaceful[^\"]*", copy));
    EXPECT_EQ(receipt.closed(), 3U) << copy;
    for (const std::size_t who : {0U, 2U})
      EXPECT_EQ(receipt.members[who].findings[persecution].standing, GateStanding::contradictory) << copy;
    EXPECT_EQ(receipt.members[1].findings[persecution].standing, GateStanding::satisfied) << copy;
  }
}

TEST(ReturnGate, D27_the_same_words_on_two_grounds_of_one_person_are_no_copy_from_somebody_else) {
  const std::string one = demo("return.yaml");
  EXPECT_EQ(
      receipt_of(replaced(one, "Invented: whether anybody there[^\"]*", "Invented: examined on that day.")).closed(),
      0U);
}

TEST(ReturnGate, D26_a_day_that_cannot_be_opens_nothing) {
  const auto on = [](const std::string& day) {
    return read_return("format: palermo-return/1\ndate: " + day + "\nmembers: [{member: m-abc123}]\n");
  };
  for (const char* day : {"9999-12-31", "1000-01-01", "1951-07-27", "2025-10-05"}) {
    ASSERT_FALSE(on(day)) << day;
    EXPECT_EQ(on(day).error().kind.code, "rights.gate_day_out_of_bounds") << day;
    EXPECT_EQ(on(day).error().kind.exit, core::Exit::unreadable);
  }
  EXPECT_TRUE(on("1951-07-28"));
  EXPECT_TRUE(on("2025-10-04"));  // kToday and 365 days
  for (const char* day : {"1000-01-01", "1951-07-27", "2024-06-04", "9998-01-01"}) {
    const GateReceipt receipt =
        receipt_of(replaced(demo("return.yaml"), "date: 2024-05-[0-9]+", std::string("date: ") + day));
    ASSERT_TRUE(receipt.members[0].closed()) << day;
    EXPECT_FALSE(receipt.members[0].of_age) << day;
    for (const GateFinding& finding : receipt.members[0].findings)
      EXPECT_TRUE(keeps_closed(finding.standing)) << day << " " << finding.ground;
  }
}

std::string pack(const std::string& rest, const std::string& head = "state: XV\ntitle: t\n") {
  return "format: palermo-return-pack/1\nid: xv-return\n" + head + rest;
}

std::string ground(const std::string& asks, const std::string& cite = "s. 1", const std::string& says = "") {
  return pack("adds: [{id: a, asks: \"" + asks + "\", wanted: no, cite: \"" + cite + "\", says: \"" + says + "\"}]");
}

TEST(ReturnGate, D28_a_pack_cannot_make_the_gate_print_permission) {
  for (const char* text :
       {"CLEARED: this person may be returned?", "Removal is approved?", "Is the return permitted?", "C L E A R E D?",
        "c-l-e-a-r-e-d?", "ap\\u200bproved?", "ＣＬＥＡＲＥＤ?", "Rückführung genehmigt?", "Le retour est autorisé ?",
        "Regreso autorizado?", "возвращение разрешено?", "مسموح؟", "批准？", "No bar found in what was entered?",
        "Is it lawful to remove her?", "permission granted?"})
    for (const std::string& file : {ground(text), ground("q?", text), ground("q?", "s. 1", text),
                                    pack("", std::string("state: XV\ntitle: \"") + text + "\"\n")}) {
      const auto read = parse_return_pack(yaml(file));
      ASSERT_FALSE(read) << file;
      const bool refused =
          read.error().kind.code == "rights.gate_pack_permits" || read.error().kind.code == "document.not_one_line";
      EXPECT_TRUE(refused) << file << describe(read.error());
    }
  EXPECT_EQ(parse_return_pack(yaml(ground("Is it cleared?"))).error().kind.rule, "D28");
  for (const char* text : {"Is a birth expected within eight weeks?", "Can the school year be finished first?",
                           "Is it unsafe to travel?", "¿Nace un niño en ocho semanas?", "هل الولادة قريبة؟"})
    EXPECT_TRUE(parse_return_pack(yaml(ground(text)))) << text;
}

TEST(ReturnGate, a_text_of_a_pack_is_short_asks_and_holds_no_number_of_anybody) {
  const std::string all[] = {ground("Fatima Hassan, tel 0176123456?"),
                             ground("Tel 0 176 12 34 56 7?"),
                             ground("a@b?"),
                             ground("This is no question."),
                             ground(std::string(201, 'a') + "?"),
                             ground("q?", "<script>"),
                             ground("q?", std::string(121, 'c')),
                             ground("q?", "s. 1", std::string(301, 's')),
                             ground("Is it \xD1\x81leared?"),  // a Cyrillic letter in it
                             pack("", "state: \"Fatima Hassan\"\ntitle: t\n"),
                             pack("", "state: xv\ntitle: t\n"),
                             pack("", "state: XV\ntitle: \"+49 176 123456\"\n")};
  for (const std::string& file : all) {
    const auto read = parse_return_pack(yaml(file));
    ASSERT_FALSE(read) << file;
    EXPECT_EQ(read.error().kind.code, "rights.gate_bad_pack_text") << file;
    EXPECT_EQ(core::Catalogue("en").explain(read.error()).find("atima"), std::string::npos);
  }
  EXPECT_TRUE(parse_return_pack(yaml(ground("Is it so?", "Directive 2008/115/EC, art. 5"))));
  EXPECT_TRUE(parse_return_pack(yaml(demo("return-pack.yaml"))));
}

TEST(ReturnGate, D28_a_pack_may_shorten_how_long_an_answer_holds_and_never_lengthen_it) {
  const auto shortens = [](const std::string& what) {
    return parse_return_pack(yaml(pack("shortens: {" + what + "}\n")));
  };
  const auto health = static_cast<std::size_t>(GateGround::health);
  ASSERT_TRUE(shortens("health: 2"));
  const std::vector<GatePack> packs{*shortens("health: 30"), *shortens("health: 2, family: 90")};
  EXPECT_EQ(shortest_periods(packs)[health], 2);
  EXPECT_EQ(shortest_periods(packs)[static_cast<std::size_t>(GateGround::life)], kGateOtherDays);
  for (const char* longer : {"health: 91", "voluntariness: 365", "torture: 366"}) {
    ASSERT_FALSE(shortens(longer)) << longer;
    EXPECT_EQ(shortens(longer).error().kind.rule, "D28") << longer;
  }
  EXPECT_FALSE(shortens("health: -1"));
  EXPECT_FALSE(shortens("weather: 3"));
}

TEST(ReturnGate, the_receipt_shows_no_id_that_somebody_chose) {
  const std::string left_out = demo("return.yaml") +
                               "    added:\n      - {ground: fatima-hassan#tel-0049176123456, reply: yes, decided_by: "
                               "court-7, date: 2024-05-29, "
                               "reasons: \"words about her own case\", mark: verified}\n";
  const GateReceipt without = receipt_of(left_out);
  EXPECT_EQ(without.closed(), 1U);
  EXPECT_EQ(without.members[0].findings.back().ground, "left_out#1");
  GateAddedGround added{
      "fatima-hassan#tel-0049176123456", "Is it so?", "s. 1", "", GateReply::yes, law::Mark::verified};
  const GateReceipt with = receipt_of(left_out, {added});
  EXPECT_EQ(with.closed(), 0U);
  EXPECT_EQ(with.members[0].findings.back().ground, "added#1");
  for (const GateReceipt* receipt : {&without, &with})
    for (const char* part : {"fatima", "0049176", "hassan"})
      EXPECT_EQ(all_printed(*receipt).find(part), std::string::npos) << part;
}

TEST(ReturnGate, a_file_with_more_people_than_anybody_can_assess_is_not_read) {
  const auto members = [](std::size_t count) {
    std::string text = "format: palermo-return/1\ndate: 2024-06-01\nmembers:\n";
    for (std::size_t i = 0; i < count; ++i) text += "  - {member: m-a" + std::to_string(10000 + i) + "}\n";
    return read_return(text);
  };
  EXPECT_TRUE(members(kMostGateMembers));
  ASSERT_FALSE(members(kMostGateMembers + 1));
  const core::Error error = members(kMostGateMembers + 1).error();
  EXPECT_EQ(error.kind.exit, core::Exit::unreadable);
  EXPECT_THAT(core::Catalogue("en").explain(error), ::testing::HasSubstr("1000"));
  const auto adds = [](std::size_t count, const std::string& id) {
    std::string text = "format: palermo-return-pack/1\nid: " + id + "\nstate: XV\ntitle: t\nadds:\n";
    for (std::size_t i = 0; i < count; ++i)
      text += "  - {id: g" + std::to_string(i) + ", asks: 'q?', wanted: no, cite: c}\n";
    return parse_return_pack(yaml(text));
  };
  EXPECT_FALSE(adds(kMostAddedGrounds + 1, "a"));
  const std::vector<GatePack> two{*adds(150, "a"), *adds(150, "b")};
  EXPECT_EQ(added_grounds(two).error().kind.code, "rights.gate_too_many");
}

}  // namespace
}  // namespace palermo::rights::testing
