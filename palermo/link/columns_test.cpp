// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/columns.hpp"

#include <gmock/gmock.h>

namespace palermo::link {
namespace {

std::vector<Field> fields(const std::vector<std::string>& headers, const ColumnOptions& options = {}) {
  std::vector<Field> out;
  for (const Column& column : recognise_columns(headers, options)) out.push_back(column.field);
  return out;
}

TEST(Columns, the_usual_headers_need_no_configuration) {
  EXPECT_THAT(fields({"rec_id", "given_name", "Surname", "Date of birth", "soc_sec_id", "suburb", "postcode_fake", "GENDER"}),
              testing::ElementsAre(Field::record_id, Field::given_name, Field::family_name, Field::birth_date, Field::document, Field::town,
                                   Field::postcode, Field::sex));
  EXPECT_THAT(fields({"fname_c1", "fname_c2", "lname_c1", "by", "bm", "bd"}),
              testing::ElementsAre(Field::given_name, Field::given_name, Field::family_name, Field::birth_year, Field::birth_month,
                                   Field::birth_day));
}

TEST(Columns, the_truth_is_never_compared_and_what_is_unknown_is_ignored) {
  for (const char* header : {"ent_id", "cluster", "truth", "true_person_id", "person_id"}) EXPECT_EQ(recognise(header), Field::truth) << header;
  for (const char* header : {"shoe_size", "", "first_and_surname", "na"}) EXPECT_EQ(recognise(header), Field::ignored) << header;
}

TEST(Columns, a_mapping_goes_before_what_is_recognised) {
  const ColumnOptions options{.mapping = {{"name", Field::family_name}, {"age", Field::ignored}}, .list_column = "src", .id_column = "no"};
  EXPECT_THAT(fields({"no", "id", "name", "age", "src"}, options),
              testing::ElementsAre(Field::record_id, Field::ignored, Field::family_name, Field::ignored, Field::list));
}

TEST(Columns, every_field_has_a_word_of_its_own) {
  for (int f = 0; f <= static_cast<int>(Field::occupation); ++f) EXPECT_EQ(field_of(word(static_cast<Field>(f))), static_cast<Field>(f));
}

}  // namespace
}  // namespace palermo::link
