// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/columns.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace palermo::link {
namespace {

constexpr std::array<std::pair<Field, std::string_view>, 28> kWords{{
    {Field::ignored, "ignored"},
    {Field::truth, "truth"},
    {Field::record_id, "record_id"},
    {Field::list, "list"},
    {Field::given_name, "given_name"},
    {Field::family_name, "family_name"},
    {Field::full_name, "full_name"},
    {Field::alias, "alias"},
    {Field::sex, "sex"},
    {Field::birth_date, "dob"},
    {Field::birth_year, "birth_year"},
    {Field::birth_month, "birth_month"},
    {Field::birth_day, "birth_day"},
    {Field::age, "age"},
    {Field::reference_date, "ref_date"},
    {Field::reference_year, "ref_year"},
    {Field::nationality, "nationality"},
    {Field::place, "origin_place"},
    {Field::document, "document"},
    {Field::phone, "phone"},
    {Field::email, "email"},
    {Field::street_number, "street_number"},
    {Field::street, "street"},
    {Field::address_rest, "address_rest"},
    {Field::town, "town"},
    {Field::postcode, "postcode"},
    {Field::state, "state"},
    {Field::occupation, "occupation"},
}};

struct Known {
  Field field;
  std::string_view headers;  // parted and surrounded by blanks
};

// The usual headers of the field's own lists and of the published test data (FEBRL, RLdata, Splink's).
constexpr std::array<Known, 27> kKnown{{
    {Field::truth,
     " ent_id entity entity_id cluster cluster_id truth true_id person_id true_person true_person_id true_cluster "
     "ground_truth gold master_id "},
    {Field::record_id, " record_id rec_id id unique_id recid row_id case_id record "},
    {Field::list, " list list_name source source_dataset dataset organisation organization "},
    {Field::given_name,
     " given_name given_names first_name firstname first_names forename forenames givenname fname fname_c1 fname_c2 "
     "middle_name middle_names second_name other_names prenom nombre vorname "},
    {Field::family_name,
     " family_name surname last_name lastname familyname lname lname_c1 lname_c2 family_names surnames second_surname "
     "father_name fathers_name patronymic apellido apellidos nachname "},
    {Field::full_name, " full_name name fullname complete_name person_name name_full nom_complet nombre_completo "},
    {Field::alias, " alias aliases nickname nick_name also_known_as aka other_name known_as "},
    {Field::sex, " sex gender sexo sexe "},
    {Field::birth_date, " dob date_of_birth birth_date birthdate birthday dateofbirth born birth fecha_nacimiento "},
    {Field::birth_year, " by birth_year year_of_birth yob dob_year year birthyear dob_yy "},
    {Field::birth_month, " bm birth_month month_of_birth dob_month month birthmonth "},
    {Field::birth_day, " bd birth_day day_of_birth dob_day day birthday_day "},
    {Field::age, " age age_years age_at_registration age_at_intake age_in_years "},
    {Field::reference_date,
     " ref_date reference_date registration_date date_registered interview_date date_of_interview intake_date "
     "date_of_registration registered_on "},
    {Field::reference_year, " ref_year reference_year registration_year year_registered year_of_registration "},
    {Field::nationality, " nationality citizenship country_of_citizenship country_of_nationality nationalities "},
    {Field::place,
     " origin_place place_of_origin birth_place birthplace place_of_birth village province origin home_village "
     "home_province district hometown "},
    {Field::document,
     " passport_no passport passport_number document document_no document_number id_number national_id "
     "national_id_no soc_sec_id ssn nhs_number identity_card travel_document "},
    {Field::phone, " phone phone_number telephone mobile mobile_phone tel contact_number cell phone_no "},
    {Field::email, " email e_mail email_address mail "},
    {Field::street_number, " street_number house_number street_no house_no number "},
    {Field::street, " address_1 street street_name address address1 address_line_1 road "},
    {Field::address_rest, " address_2 address2 address_line_2 building apartment "},
    {Field::town, " suburb city town municipality locality commune "},
    {Field::postcode, " postcode postal_code zip zip_code zipcode postcode_fake post_code "},
    {Field::state, " state region county governorate "},
    {Field::occupation, " occupation profession job trade work "},
}};

std::string plain(std::string_view header) {
  std::string out;
  for (const char c : header) {
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if (c == ' ' || c == '-' || c == '.' || c == '_' || c == '\t') {
      if (!out.empty() && out.back() != '_') out += '_';
    } else if (c != '\'' && c != '"' && c != '(' && c != ')') {
      out += c;
    }
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out;
}

}  // namespace

std::string_view word(Field field) {
  const auto* found = std::ranges::find(kWords, field, &std::pair<Field, std::string_view>::first);
  return found == kWords.end() ? std::string_view("ignored") : found->second;
}

std::optional<Field> field_of(std::string_view text) {
  const auto* found = std::ranges::find(kWords, text, &std::pair<Field, std::string_view>::second);
  if (found == kWords.end()) return std::nullopt;
  return found->first;
}

Field recognise(std::string_view header) {
  const std::string wanted = " " + plain(header) + " ";
  if (wanted.size() < 3) return Field::ignored;
  for (const Known& known : kKnown)
    if (known.headers.find(wanted) != std::string_view::npos) return known.field;
  return wanted.starts_with(" postal") ? Field::postcode : Field::ignored;
}

std::vector<Column> recognise_columns(std::span<const std::string> headers, const ColumnOptions& options) {
  std::vector<Column> columns;
  columns.reserve(headers.size());
  bool has_id = false;
  bool has_list = false;
  for (const std::string& header : headers) {
    Field field = recognise(header);
    if (const auto mapped = options.mapping.find(header); mapped != options.mapping.end()) field = mapped->second;
    if (!options.id_column.empty()) {
      if (field == Field::record_id) field = Field::ignored;
      if (header == options.id_column) field = Field::record_id;
    }
    if (field == Field::list) field = Field::ignored;  // only when asked for
    if (!options.list_column.empty() && header == options.list_column) field = Field::list;
    if (field == Field::record_id && std::exchange(has_id, true)) field = Field::ignored;
    if (field == Field::list && std::exchange(has_list, true)) field = Field::ignored;
    columns.push_back({header, field});
  }
  return columns;
}

}  // namespace palermo::link
