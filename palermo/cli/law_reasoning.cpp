// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/law_reasoning.hpp"

#include <algorithm>

#include "palermo/law/certificate_check.hpp"
#include "palermo/law/checker.hpp"

namespace palermo::cli {

core::Result<const law::Case*> find_case(const LawDesk& desk, const std::string& file, const std::string& id) {
  const auto found = std::find_if(desk.cases.begin(), desk.cases.end(), [&](const law::Case& c) { return c.id == id; });
  if (found == desk.cases.end()) return core::fail(kUnknownCase, {.file = file}, {{"case", id}});
  return &*found;
}

core::Done accept(const law::Corpus& corpus, const law::Case& stated, const law::Completion& completion) {
  const core::Args args{{"case", stated.id}, {"finding", completion.finding.id.text()}};
  if (law::check(corpus, stated, completion.finding)) return core::fail(kDerivationRefused, {.field = stated.id}, args);
  if (completion.certificate &&
      law::check_certificate(corpus, stated, completion.finding, completion.outcome, *completion.certificate))
    return core::fail(kCertificateRefused, {.field = stated.id}, args);
  return {};
}

}  // namespace palermo::cli
