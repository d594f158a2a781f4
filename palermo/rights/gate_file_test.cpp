// SPDX-License-Identifier: Apache-2.0
// What the return gate reads, refuses to read, and says.
#include <regex>

#include "palermo/rights/gate_receipt.hpp"
#include "palermo/rights/gate_words.hpp"
#include "palermo/rights/rights_test.hpp"

namespace palermo::rights::testing {
namespace {

core::Value yaml(const std::string& text) {
  auto document = core::parse_yaml(text, "test.yaml");
  EXPECT_TRUE(document) << describe(document.error());
  return document ? std::move(*document) : core::Value{};
}

constexpr core::Day kToday = 20000;  // in October 2024

auto read_return(const std::string& text) { return parse_return(yaml(text), kToday); }

std::string demo(const char* file) {
  return law::testing::read(std::filesystem::path(PALERMO_SOURCE_DIR) / "data/demo" / file);
}

GateBatch batch_of(const char* file) {
  auto batch = read_return(demo(file));
  EXPECT_TRUE(batch) << describe(batch.error());
  return batch ? std::move(*batch) : GateBatch{};
}

std::string text_of(const GateReceipt& receipt, const core::Catalogue& texts) {
  std::string text;
  print_gate_text(receipt, texts, [&](const std::string& piece) { text += piece + "\n"; });
  return text;
}

std::string json_of(const GateReceipt& receipt, const core::Catalogue& texts) {
  std::string text;
  print_gate_json(receipt, texts, [&](const std::string& piece) { text += piece + "\n"; });
  return text;
}

core::Value answer_of(const GateReceipt& receipt) {
  auto answer = core::parse_json(json_of(receipt, core::Catalogue("en")), "receipt");
  EXPECT_TRUE(answer) << describe(answer.error());
  return answer ? std::move(*answer) : core::Value{};
}

GateReceipt receipt_of(const GateBatch& batch, std::vector<GateAddedGround> added = {}) {
  auto receipt = gate(batch, std::move(added), corpus());
  EXPECT_TRUE(receipt) << describe(receipt.error());
  return receipt ? std::move(*receipt) : GateReceipt{};
}

TEST(ReturnGate, D27_in_a_batch_of_three_one_failing_member_leaves_two_their_answer_and_flags_the_batch) {
  const GateReceipt receipt = receipt_of(batch_of("return-batch.yaml"));
  ASSERT_EQ(receipt.members.size(), 3U);
  EXPECT_FALSE(receipt.members[0].closed());
  EXPECT_TRUE(receipt.members[1].closed());
  EXPECT_FALSE(receipt.members[2].closed());
  EXPECT_EQ(receipt.closed(), 1U);
  EXPECT_THAT(receipt.rules(), ::testing::ElementsAre("D26", "D27"));
  const core::Value answer = answer_of(receipt);
  EXPECT_TRUE(answer["batch"]["flagged"].as_bool());
  EXPECT_EQ(answer["members"].items()[0]["answer"].as_text(), "no_bar_found");
  EXPECT_EQ(answer["members"].items()[1]["answer"].as_text(), "closed");
}

std::string pack(const std::string& rest) {
  return "format: palermo-return-pack/1\nid: xv-return\nstate: XV\ntitle: t\n" + rest;
}

TEST(ReturnGate, D28_a_pack_that_removes_or_weakens_a_ground_is_refused) {
  std::vector<std::string> packs;
  for (const char* key : {"removes: [health]", "replaces: {health: none}", "optional: [appeal]", "overrides: [D26]",
                          "exempts: [adults]", "unless: security", "not_required_for: [XX]", "grounds: [appeal]",
                          "only_if: war", "presumes: {risk: no}", "opens: all"})
    packs.push_back(pack(key));
  for (const char* key : {"optional: true", "satisfies: persecution", "only_if: war", "default: no"})
    packs.push_back(pack(std::string("adds: [{id: a, asks: 'q?', wanted: no, cite: c, ") + key + "}]"));
  for (std::size_t g = 0; g < kGateGrounds; ++g) {
    const auto ground = static_cast<GateGround>(g);
    packs.push_back(pack("adds: [{id: " + std::string(word(ground)) + ", asks: 'q?', wanted: no, cite: c}]"));
    for (const GatePart& part : parts_of(ground))
      packs.push_back(pack("adds: [{id: " + std::string(part.id) + ", asks: 'q?', wanted: no, cite: c}]"));
  }
  for (const std::string& text : packs) {
    const auto read = parse_return_pack(yaml(text));
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().kind.rule, "D28") << text;
    EXPECT_EQ(read.error().kind.exit, core::Exit::refused) << text;
  }
  EXPECT_TRUE(parse_return_pack(yaml(pack("adds: [{id: a, asks: 'q?', wanted: no, cite: c, mark: K}]"))));
}

TEST(ReturnGate, every_ground_names_articles_of_the_corpus_and_one_at_least_was_read) {
  const GateReceipt receipt = receipt_of(batch_of("return.yaml"));
  for (const auto& articles : receipt.basis) {
    ASSERT_FALSE(articles.empty());
    EXPECT_TRUE(std::any_of(articles.begin(), articles.end(),
                            [](const CitedArticle& a) { return a.mark == law::Mark::verified; }));
  }
  const auto& torture = receipt.basis[static_cast<std::size_t>(GateGround::torture)];
  EXPECT_EQ(torture.front().law, "un.cat");
  EXPECT_EQ(torture.front().modality, "shall_not");
  const auto cites = [&](GateGround ground, const char* law, const char* cite) {
    const auto& basis = receipt.basis[static_cast<std::size_t>(ground)];
    return std::any_of(basis.begin(), basis.end(),
                       [&](const CitedArticle& a) { return a.law == law && a.cite == cite; });
  };
  EXPECT_TRUE(cites(GateGround::family, "un.crc", "art. 9(1)"));
  EXPECT_TRUE(cites(GateGround::own_country, "coe.echr-p4", "art. 3(1), (2)"));
  EXPECT_TRUE(cites(GateGround::own_country, "un.stateless1954", "art. 31(1)"));
  EXPECT_TRUE(cites(GateGround::proceedings, "un.icrmw", "art. 22(6)"));
  EXPECT_TRUE(cites(GateGround::individual_assessment, "coe.cets197", "art. 13(1)"));
  for (const GateGround ground : {GateGround::persecution, GateGround::life})  // events after 1951 come in by it
    EXPECT_TRUE(cites(ground, "un.refugees1967", "art. I(1)"));
}

TEST(ReturnGate, no_text_says_that_a_return_is_in_order) {
  const std::regex forbidden(
      "allowed|approv|cleared|clearance|permitted|permission granted|authori[sz]ed to|eligible|may be returned|lawful "
      "to|safe to",
      std::regex::icase);
  std::vector<std::string> all;
  const core::Catalogue texts("en");
  std::size_t of_the_gate = 0;
  for (const std::string& key : core::Catalogue::keys())
    if (key.find("rights.gate") != std::string::npos) {
      all.push_back(texts.text(key));
      ++of_the_gate;
    }
  EXPECT_GT(of_the_gate, 60U);
  for (const char* file : {"return.yaml", "return-batch.yaml"}) {
    const GateReceipt receipt = receipt_of(batch_of(file));
    all.push_back(text_of(receipt, texts));
    all.push_back(json_of(receipt, texts));
  }
  for (const std::string& text : all) EXPECT_FALSE(std::regex_search(text, forbidden)) << text;
  EXPECT_TRUE(std::regex_search("Return approved", forbidden));
  for (const char* word : {"allowed", "approved", "cleared", "clearance", "permitted", "permission granted",
                           "authorised to", "authorized to", "eligible", "may be returned", "lawful to", "safe to"}) {
    EXPECT_TRUE(std::regex_search(word, forbidden)) << word;
    EXPECT_TRUE(says_permission(word)) << word;  // the packs' list knows all that this one does
  }
}

TEST(ReturnGate, every_answer_says_that_it_is_no_decision_and_no_assessment) {
  const core::Catalogue texts("en");
  for (const char* file : {"return.yaml", "return-batch.yaml"}) {
    const GateReceipt receipt = receipt_of(batch_of(file));
    EXPECT_THAT(text_of(receipt, texts),
                ::testing::HasSubstr("No bar found in what was entered; this is not a decision and not an assessment"));
    EXPECT_THAT(answer_of(receipt)["disclaimer"].as_text(),
                ::testing::HasSubstr("not a decision and not an assessment"));
  }
}

std::string one_answer(const std::string& rest) {
  return "format: palermo-return/1\ndate: 2024-06-01\nmembers:\n  - {" + rest + "}\n";
}

TEST(ReturnGate, reasons_and_legal_bases_are_required_and_never_kept) {
  const std::string text = one_answer(
      "member: m-abc123, health: {examined: yes, decided_by: court-1, date: 2024-05-01, reasons: 'PRIVATE words on "
      "what "
      "was found', mark: V}, voluntariness: {voluntary: no, legal_basis: 'PRIVATE s. 1'}");
  const auto batch = read_return(text);
  ASSERT_TRUE(batch) << describe(batch.error());
  const GateReceipt receipt = receipt_of(*batch);
  const core::Catalogue texts("en");
  EXPECT_TRUE(batch->members[0].answers[static_cast<std::size_t>(GateGround::health)].has_reasons);
  EXPECT_EQ(json_of(receipt, texts).find("PRIVATE"), std::string::npos);
  EXPECT_EQ(text_of(receipt, texts).find("PRIVATE"), std::string::npos);
}

TEST(ReturnGate, nothing_that_could_name_a_person_gets_in_or_into_a_message) {
  const std::pair<std::string, std::string> wrong[] = {
      {one_answer("member: Maria"), "rights.gate_bad_handle"},
      {one_answer("member: m-maria1"), "rights.gate_bad_handle"},
      {one_answer("member: m-004917612345678"), "rights.gate_bad_handle"},  // a telephone number
      {one_answer("member: m-19900501"), "rights.gate_bad_handle"},         // a day of birth
      {one_answer("member: m-a0176123456"), "rights.gate_bad_handle"},
      {one_answer("member: m-fadebecca"), "rights.gate_bad_handle"},  // names that are hexadecimal
      {one_answer("member: m-abc123, maria: yes"), "rights.gate_unknown_key"},
      {one_answer("member: m-abc123, health: {maria: yes}"), "rights.gate_unknown_key"},
      {one_answer("member: m-abc123, health: {decided_by: maria}"), "rights.gate_bad_office"},
      {one_answer("member: m-abc123, health: {decided_by: court-maria}"), "rights.gate_bad_office"},
      {one_answer("member: m-abc123, health: {date: maria}"), "rights.gate_bad_day"},
      {one_answer("member: m-abc123, health: {examined: maria}"), "schema.wrong_value"},
      {one_answer("member: m-abc123, added: [{ground: 'Maria X', reply: yes}]"), "rights.gate_bad_pack_id"},
      {one_answer("member: m-abc123}\n  - {member: m-abc123"), "rights.gate_handle_twice"}};
  const core::Catalogue texts("en");
  for (const auto& [text, code] : wrong) {
    const auto batch = read_return(text);
    ASSERT_FALSE(batch) << text;
    EXPECT_EQ(batch.error().kind.code, code) << text;
    const std::string said = texts.explain(batch.error());
    EXPECT_EQ(said.find("aria"), std::string::npos) << said;
    EXPECT_EQ(said.find("⟦"), std::string::npos) << said;
  }
}

TEST(ReturnGate, a_file_without_members_or_without_its_day_is_not_an_open_gate) {
  EXPECT_FALSE(read_return("format: palermo-return/1\ndate: 2024-06-01\n"));
  EXPECT_FALSE(read_return("format: palermo-return/1\ndate: 2024-06-01\nmembers: []\n"));
  EXPECT_FALSE(read_return("format: palermo-return/1\ndate: 2024-06\nmembers: [{member: m-abc123}]\n"));
  EXPECT_FALSE(read_return("format: palermo-return/1\nmembers: [{member: m-abc123}]\n"));
  EXPECT_FALSE(read_return("date: 2024-06-01\nmembers: [{member: m-abc123}]\n"));
}

}  // namespace
}  // namespace palermo::rights::testing
