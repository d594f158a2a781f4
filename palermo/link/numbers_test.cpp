// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/numbers.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "palermo/link/names_test.hpp"

namespace palermo::link {
namespace {

Number phone(std::string_view text) { return read_phone(shipped_tables(), text); }
Number document(std::string_view text) { return read_document(shipped_tables(), text); }
Number email(std::string_view text) { return read_email(shipped_tables(), text); }

TEST(Numbers, telephone_numbers_in_one_form) {
  EXPECT_EQ(phone("+855 (0)12 845 671").normal, "85512845671");
  EXPECT_EQ(phone("00855 12-845-671").normal, "85512845671");
  EXPECT_EQ(phone("012 845 671").normal, "12845671");
  EXPECT_EQ(phone("០១២ ៨៤៥ ៦៧១").normal, "12845671");
  EXPECT_EQ(phone_level(phone("+855 12 845 671"), phone("012 845 671")), NumberLevel::tail);
  EXPECT_EQ(phone_level(phone("012 845 671"), phone("012845671")), NumberLevel::exact);
  EXPECT_EQ(phone_level(phone("012 845 671"), phone("012 845 677")), NumberLevel::one_edit);
  EXPECT_FALSE(phone("123").usable());
}

TEST(Numbers, document_numbers_in_one_form) {
  EXPECT_EQ(document("n 123-4897").normal, "N1234897");
  EXPECT_EQ(document_level(document("N1234897"), document("n-1234897")), NumberLevel::exact);
  EXPECT_EQ(document_level(document("N1234897"), document("N1234879")), NumberLevel::one_edit);
  EXPECT_EQ(document_level(document("N1234897"), document("N1294877")), NumberLevel::two_edits);
  EXPECT_EQ(document_level(document("N1234897"), document("X7654822")), NumberLevel::different);
  EXPECT_FALSE(document("lost").usable());
}

TEST(Numbers, placeholders_are_never_compared) {
  for (const char* text : {"000000", "123456", "A0000000", "1234567", "0000000", "9999999", "987654", "N0000001"}) {
    EXPECT_FALSE(document(text).usable()) << text;
    EXPECT_EQ(document_level(document(text), document(text)), NumberLevel::missing) << text;
  }
  for (const char* text : {"000000000", "0123456789", "+855 12 345 678", "099999999", "111111111"})
    EXPECT_FALSE(phone(text).usable()) << text;
  for (const char* text : {"x@x.com", "none@nowhere.org", "NOEMAIL@gmail.com"})
    EXPECT_FALSE(email(text).usable()) << text;
}

TEST(Numbers, addresses_in_one_form) {
  EXPECT_EQ(email(" Sok.Kha@Example.ORG ").normal, "sok.kha@example.org");
  EXPECT_EQ(email("mailto:a.b@c.de").normal, "a.b@c.de");
  EXPECT_FALSE(email("a.b@c").usable());
  EXPECT_FALSE(email("a@b@c.de").usable());
  EXPECT_EQ(email_level(email("sokkha@a.org"), email("sokkha@b.net")), NumberLevel::tail);
  EXPECT_EQ(email_level(email("sokkha@a.org"), email("sokkah@a.org")), NumberLevel::one_edit);
}

RC_GTEST_PROP(Numbers, any_bytes_are_read, (const std::string& bytes, const std::string& others)) {
  for (auto* read : {&phone, &document, &email}) RC_ASSERT((*read)(bytes) == (*read)(bytes));
  RC_ASSERT(document_level(document(bytes), document(others)) == document_level(document(others), document(bytes)));
  RC_ASSERT(phone_level(phone(bytes), phone(others)) == phone_level(phone(others), phone(bytes)));
  RC_ASSERT(email_level(email(bytes), email(others)) == email_level(email(others), email(bytes)));
}

}  // namespace
}  // namespace palermo::link
