// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/value.hpp"

#include <gmock/gmock.h>

namespace palermo::core {
namespace {

Value yaml(std::string_view text) {
  Result<Value> value = parse_yaml(text, "t.yaml");
  if (!value) ADD_FAILURE() << value.error().kind.code << " at line " << value.error().place.line << ": " << text;
  return value ? *std::move(value) : Value();
}

Value json(std::string_view text) {
  Result<Value> value = parse_json(text, "t.json");
  if (!value) ADD_FAILURE() << value.error().kind.code << ": " << text;
  return value ? *std::move(value) : Value();
}

Error yaml_error(std::string_view text) {
  const Result<Value> value = parse_yaml(text, "t.yaml");
  if (value) ADD_FAILURE() << "was read: " << text.substr(0, 80);
  return value ? Error{kInternal, {}, {}} : value.error();
}

Error json_error(std::string_view text) {
  const Result<Value> value = parse_json(text, "t.json");
  if (value) ADD_FAILURE() << "was read: " << text.substr(0, 80);
  return value ? Error{kInternal, {}, {}} : value.error();
}

TEST(Yaml, scalars_are_typed_as_json_does) {
  EXPECT_EQ(yaml("true"), Value(true));
  EXPECT_EQ(yaml("null"), Value());
  EXPECT_EQ(yaml("~"), Value());
  EXPECT_EQ(yaml("a:")["a"], Value());
  EXPECT_EQ(yaml("-12"), Value(-12));
  EXPECT_EQ(yaml("0.5"), Value(0.5));
  EXPECT_EQ(yaml("1e-6"), Value(1e-6));
  EXPECT_EQ(yaml("9223372036854775807"), Value(std::int64_t{9223372036854775807}));
}

TEST(Yaml, norway_yes_dates_and_codes_with_zeros_stay_text) {
  for (const char* text : {"NO", "no", "yes", "on", "off", "True", "FALSE", "NULL", "Null", "2019-05", "2019-05-03", "007", "1.", ".5", "+1", "0x1F", ".inf", "1_000", "12:30"})
    EXPECT_EQ(yaml(text), Value(text)) << text;
  EXPECT_EQ(yaml("[NO, NULL]").items()[1], Value("NULL"));
}

TEST(Yaml, quoted_scalars_are_text) {
  EXPECT_EQ(yaml("'true'"), Value("true"));
  EXPECT_EQ(yaml("\"12\""), Value("12"));
  EXPECT_EQ(yaml("'null'"), Value("null"));
  EXPECT_EQ(yaml("!!str 12"), Value("12"));
  EXPECT_EQ(yaml("|\n  a\n  b\n"), Value("a\nb\n"));
}

TEST(Yaml, nodes_know_line_and_column_and_maps_keep_their_order) {
  const Value v = yaml("b: 1\na:\n  - x\n  - {c: 2}\n");
  EXPECT_EQ(v.members()[0].first, "b");
  EXPECT_EQ(v["b"].place(), (Place{.file = "t.yaml", .line = 1, .column = 4}));
  EXPECT_EQ(v["a"].items()[0].place().line, 3);
  EXPECT_EQ(v["a"].items()[1]["c"].place(), (Place{.file = "t.yaml", .line = 4, .column = 9}));
}

TEST(Yaml, columns_count_characters_not_bytes) {
  EXPECT_EQ(yaml("\"ñ\": [ü, y]\n")["ñ"].items()[1].place().column, 10);
}

TEST(Yaml, a_key_that_stands_twice_is_refused_at_every_level) {
  const Error top = yaml_error("a: 1\nb: 2\na: 3\n");
  EXPECT_EQ(top.kind.code, kDuplicateKey.code);
  EXPECT_EQ(top.place.line, 3);
  EXPECT_EQ(yaml_error("x:\n  - a: {b: 1, b: 2}\n").kind.code, kDuplicateKey.code);
}

TEST(Yaml, an_alias_is_its_anchor_and_a_merge_key_is_a_key) {
  const Value v = yaml("a: &x {n: 1}\nb: *x\nc: {<<: *x}\n");
  EXPECT_EQ(v["b"], v["a"]);
  EXPECT_EQ(v["c"].members()[0].first, "<<");
}

TEST(Yaml, a_billion_laughs_are_refused) {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int k = 0; k < 9; ++k) text += ", " + before;
    text += "]\n";
  }
  EXPECT_EQ(yaml_error(text).kind.code, kDocumentTooLarge.code);
}

TEST(Yaml, an_anchor_cannot_hold_itself) { EXPECT_EQ(yaml_error("a: &x [*x]").kind.code, kBadYaml.code); }

TEST(Yaml, what_is_not_yaml_is_refused_with_its_line) {
  EXPECT_EQ(yaml_error("a: 1\nb: [1, 2\n").kind.code, kBadYaml.code);
  EXPECT_EQ(yaml_error("a: 1\n b: 2\n").place.line, 2);
  EXPECT_EQ(yaml_error("a: 1\n---\nb: 2\n").args.at("reason"), "documents");
  EXPECT_EQ(yaml_error("a: !secret x\n").args.at("reason"), "tag");
  EXPECT_EQ(yaml_error("? [a]\n: 1\n").args.at("reason"), "key");
  EXPECT_EQ(yaml_error("a: 1\n\x04\nb: 2\n").args.at("reason"), "control");
  EXPECT_EQ(yaml_error("a: \"\\N\"").args.at("reason"), "escape");
  EXPECT_EQ(yaml_error(std::string("a: 1\nb: \0x\n", 11)).kind.code, "text.nul_byte");
}

TEST(Yaml, a_tab_among_the_blanks_of_a_line_is_named_with_its_line) {
  for (const char* text : {"a:\n\tb: 1\n", "a:\n  b: 1\n\tc: 2\n", "a:\n  - b: 1\n  \tc: 2\n"}) {
    const Error error = yaml_error(text);
    EXPECT_EQ(error.kind.code, kBadYaml.code) << text;
    EXPECT_EQ(error.args.at("reason"), "tab") << text;
    EXPECT_GE(error.place.line, 2) << text;
  }
  EXPECT_EQ(yaml_error("a: [x,\ty\nb: 1\n").args.at("reason"), "syntax");
}

TEST(Yaml, deep_nesting_is_refused) {
  EXPECT_EQ(yaml_error(std::string(300, '[')).kind.exit, Exit::unreadable);
  EXPECT_EQ(yaml_error(std::string(100'000, '[')).kind.exit, Exit::unreadable);
  EXPECT_EQ(yaml_error(std::string(250, '[') + std::string(250, ']')).kind.code, kDocumentTooLarge.code);
  (void)yaml(std::string(199, '[') + "x" + std::string(199, ']'));
}

TEST(Yaml, latin_1_is_refused_with_line_and_character) {
  const Error error = yaml_error("a: 1\n\xC3\xA9: caf\xE9\n");
  EXPECT_EQ(error.kind.code, "text.not_utf8");
  EXPECT_EQ(error.place, (Place{.file = "t.yaml", .line = 2, .column = 7}));
}

TEST(Yaml, a_byte_order_mark_and_crlf_are_no_part_of_the_text) {
  EXPECT_EQ(yaml("\xEF\xBB\xBF" "a: 1\r\nb: x\r\n"), yaml("a: 1\nb: x\n"));
  EXPECT_EQ(yaml(""), Value());
}

TEST(Json, reads_every_type) {
  const Value v = json(R"({"t": "a\u00e9\n", "n": -1, "x": 1.5, "b": false, "z": null, "l": [1, {}], "big": 18446744073709551615})");
  EXPECT_EQ(v["t"], Value("aé\n"));
  EXPECT_EQ(v["n"], Value(-1));
  EXPECT_EQ(v["x"], Value(1.5));
  EXPECT_EQ(v["b"], Value(false));
  EXPECT_TRUE(v.find("z")->is_null());
  EXPECT_EQ(v["l"].items().size(), 2U);
  EXPECT_EQ(v["big"].as_number(), 18446744073709551615.0);
}

TEST(Json, nodes_know_line_and_column) {
  const Value v = json("{\n  \"é\": 1, \"b\": [true,\n 22 , \"x\"]}");
  EXPECT_EQ(v["é"].place(), (Place{.file = "t.json", .line = 2, .column = 8}));
  EXPECT_EQ(v["b"].place(), (Place{.file = "t.json", .line = 2, .column = 16}));
  EXPECT_EQ(v["b"].items()[1].place(), (Place{.file = "t.json", .line = 3, .column = 2}));
  EXPECT_EQ(v["b"].items()[2].place(), (Place{.file = "t.json", .line = 3, .column = 7}));
}

TEST(Json, what_is_not_json_is_refused_with_its_place) {
  EXPECT_EQ(json_error("{\"a\": 1,\n \"a\": 2}").kind.code, kDuplicateKey.code);
  EXPECT_EQ(json_error("{\"a\": 1,\n \"a\": 2}").place.line, 2);
  EXPECT_EQ(json_error("{\"a\": 1,\n x}").place, (Place{.file = "t.json", .line = 2, .column = 2}));
  for (const char* text : {"", " ", "{", "[1,]", "{'a': 1}", "1 2", "nul", "\"a", "[1] // no"})
    EXPECT_EQ(json_error(text).kind.code, kBadJson.code) << text;
  EXPECT_EQ(json_error(std::string(250, '[') + std::string(250, ']')).kind.code, kDocumentTooLarge.code);
}

TEST(Json, what_is_written_reads_back_the_same) {
  Value v;
  v.set("b", Value::Array{1, 2.0, 0.1, -1e300, "a\"\\\n\x01é", nullptr, true});
  v.set("a", Value::Object{});
  v.set("e", Value::Array{});
  for (const int indent : {-1, 0, 2}) EXPECT_EQ(json(to_json(v, indent)), v);
  EXPECT_EQ(to_json(v, -1), "{\"b\":[1,2.0,0.1,-1e+300,\"a\\\"\\\\\\n\\u0001é\",null,true],\"a\":{},\"e\":[]}");
  EXPECT_EQ(to_json(Value::Array{1}, 2), "[\n  1\n]");
}

TEST(Json, bytes_that_are_not_utf8_are_written_as_a_replacement_character) {
  EXPECT_EQ(to_json(Value("caf\xE9!")), "\"caf\xEF\xBF\xBD!\"");
}

TEST(Value, asking_for_what_is_not_there_gives_null) {
  const Value v = json("{\"a\": {\"b\": 1}}");
  EXPECT_EQ(v["a"]["b"], Value(1));
  EXPECT_TRUE(v["x"]["y"].is_null());
  EXPECT_EQ(Value(1).find("a"), nullptr);
}

}  // namespace
}  // namespace palermo::core
