// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/gate_basis.hpp"

#include <algorithm>

#include "palermo/core/catalogue.hpp"
#include "palermo/rights/catalogue.hpp"

namespace palermo::rights {
namespace {

constexpr ArticleName kAssessment[] = {{"un.icrmw", "art. 22(1)"},
                                       {"coe.echr-p4", "art. 4"},
                                       {"un.iccpr", "art. 13"},
                                       {"un.refugees1951", "art. 32(2)"},
                                       {"coe.cets197", "art. 10(2), no removal"},
                                       {"coe.cets197", "art. 13(1)"},
                                       {"de.aufenthg", "s. 59(7) sentences 1-3"},
                                       {"fr.ceseda", "art. R. 425-2, first paragraph, removal"}};
constexpr ArticleName kOwnCountry[] = {{"un.iccpr", "art. 12(4)"},
                                       {"coe.echr-p4", "art. 3(1), (2)"},
                                       {"un.stateless1954", "art. 31(1)"},
                                       {"un.stateless1954", "art. 31(2)"}};
constexpr ArticleName kPersecution[] = {{"un.refugees1951", "art. 33(1)"},
                                        {"un.refugees1967", "art. I(1)"},
                                        {"un.tip-protocol", "art. 14(1)"},
                                        {"un.som-protocol", "art. 19(1)"},
                                        {"coe.cets197", "art. 40(4)"}};
constexpr ArticleName kTorture[] = {
    {"un.cat", "art. 3(1)"}, {"un.cat", "art. 3(2)"}, {"un.iccpr", "art. 7"}, {"un.icrmw", "art. 10"}};
constexpr ArticleName kLife[] = {{"un.iccpr", "art. 6(1)"},
                                 {"un.icrmw", "art. 9"},
                                 {"un.refugees1951", "art. 33(1)"},
                                 {"un.refugees1967", "art. I(1)"}};
constexpr ArticleName kFamily[] = {{"un.crc", "art. 3(1)"}, {"un.crc", "art. 9(1)"}, {"un.iccpr", "art. 17(1), (2)"}};
constexpr ArticleName kBestInterests[] = {{"un.crc", "art. 3(1)"},
                                          {"un.crc", "art. 12(2)"},
                                          {"un.crc", "art. 9(1)"},
                                          {"coe.cets197", "art. 16(7)"},
                                          {"coe.cets197", "art. 10(3)"}};
constexpr ArticleName kHealth[] = {{"un.som-protocol", "art. 18(5)"},
                                   {"un.tip-protocol", "art. 8(2)"},
                                   {"coe.cets197", "art. 16(2)"},
                                   {"un.icrmw", "art. 28"}};
constexpr ArticleName kProceedings[] = {{"un.tip-protocol", "art. 8(2)"},
                                        {"coe.cets197", "art. 16(2)"},
                                        {"asean.actip", "art. 15(2)"},
                                        {"un.icrmw", "art. 22(6)"},
                                        {"un.icrmw", "art. 22(9)"}};
constexpr ArticleName kVoluntariness[] = {{"un.tip-protocol", "art. 8(2)"}, {"coe.cets197", "art. 16(2)"},
                                          {"asean.actip", "art. 15(2)"},    {"un.som-protocol", "art. 18(5)"},
                                          {"un.icrmw", "art. 22(2)"},       {"un.icrmw", "art. 22(3)"}};
constexpr ArticleName kAppeal[] = {
    {"un.iccpr", "art. 13"}, {"un.refugees1951", "art. 32(2)"}, {"un.icrmw", "art. 22(3)"}, {"un.icrmw", "art. 22(4)"}};

}  // namespace

std::span<const ArticleName> basis_of(GateGround ground) {
  switch (ground) {
    case GateGround::individual_assessment:
      return kAssessment;
    case GateGround::own_country:
      return kOwnCountry;
    case GateGround::persecution:
      return kPersecution;
    case GateGround::torture:
      return kTorture;
    case GateGround::life:
      return kLife;
    case GateGround::family:
      return kFamily;
    case GateGround::best_interests:
      return kBestInterests;
    case GateGround::health:
      return kHealth;
    case GateGround::proceedings:
      return kProceedings;
    case GateGround::voluntariness:
      return kVoluntariness;
    case GateGround::appeal:
      break;
  }
  return kAppeal;
}

core::Result<CitedArticle> cite_article(const law::Corpus& corpus, std::string_view law, std::string_view cite) {
  if (const law::Law* found = corpus.find(law); found != nullptr && !found->versions.empty())
    for (const law::Article& article : found->versions.back().articles)
      if (article.cite == cite)
        return CitedArticle{found->id,
                            article.cite,
                            article.says,
                            article.qualifier,
                            article.modality ? std::string(law::word(*article.modality)) : "",
                            article.mark};
  return core::fail(kUnknownArticle, {.field = std::string(law) + ":" + std::string(cite)},
                    {{"law", std::string(law)}, {"cite", std::string(cite)}});
}

core::Result<std::vector<CitedArticle>> cite_articles(const law::Corpus& corpus, std::span<const ArticleName> names) {
  std::vector<CitedArticle> all;
  for (const ArticleName& name : names) {
    PALERMO_TRY(CitedArticle one, cite_article(corpus, name.law, name.cite));
    all.push_back(std::move(one));
  }
  return all;
}

core::Value to_value(const CitedArticle& article) {
  core::Value value;
  value.set("law", article.law);
  value.set("cite", article.cite);
  value.set("says", article.says);
  value.set("modality", article.modality.empty() ? core::Value{} : core::Value(article.modality));
  value.set("qualifier", article.qualifier);
  value.set("mark", law::word(article.mark));
  return value;
}

std::string cited_text(const core::Catalogue& texts, const CitedArticle& article) {
  std::string terms = article.modality.empty() ? "" : texts.text("rights.cited.modality." + article.modality);
  if (!article.qualifier.empty()) terms += (terms.empty() ? "" : "; ") + article.qualifier;
  std::string text =
      texts.text(terms.empty() ? "rights.cited.plain" : "rights.cited",
                 {{"law", article.law}, {"cite", article.cite}, {"says", article.says}, {"terms", terms}});
  if (article.mark != law::Mark::verified)
    text += " " + texts.text("rights.cited.mark",
                             {{"mark", texts.text("rights.cited.mark." + std::string(law::word(article.mark)))}});
  return text;
}

}  // namespace palermo::rights
