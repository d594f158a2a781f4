// SPDX-License-Identifier: Apache-2.0
// Hostile law and case files: whatever the bytes, the readers end with a value or one error, and the checker accepts
// every finding that comes out. Input: a law, a line "%%", and a case file; without that line the bytes are tried as
// each of the three kinds of file.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "palermo/law/checker.hpp"
#include "palermo/law/evaluate.hpp"

namespace {

using namespace palermo;

constexpr std::string_view kVocabulary = R"(format: palermo-vocabulary/1
groups:
  person: {age: {type: int, unit: years}}
  act: {recruit: {}, harbour: {}}
  means: {threat: {}, force: {}}
  purpose: {bondage: {}, slavery_like: {}}
  actor: {object_only: {}, humanitarian_only: {}}
  benefit: {sought: {}}
implies:
  - {a: purpose.bondage, b: purpose.slavery_like, cite: one}
  - {a: actor.humanitarian_only, not_b: benefit.sought, cite: two}
)";
constexpr std::string_view kBorder = "\n%%\n";

void assess_case(const law::Corpus& corpus, const law::Case& stated) {
  const auto facts = law::FactBase::derive(stated, corpus.vocabulary(), law::OnContradiction::set_aside);
  if (!facts) std::abort();  // setting aside never fails
  for (const law::FindingId& id : corpus.findings()) {
    const auto finding = law::assess(corpus, stated, id, *facts);
    if (finding && law::check(corpus, stated, *finding)) std::abort();
  }
}

void read_cases(const law::Corpus& corpus, std::string_view text) {
  const auto document = core::parse_yaml(text, "cases.yaml");
  if (!document) return;
  const auto cases = law::parse_cases(*document, corpus.vocabulary());
  if (!cases) return;
  for (const law::Case& stated : *cases) assess_case(corpus, stated);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t border = text.find(kBorder);
  const auto corpus = law::Corpus::parse({"vocabulary.yaml", std::string(kVocabulary)},
                                         {{"law.yaml", std::string(text.substr(0, border))}});
  if (border != std::string_view::npos) {
    if (corpus) read_cases(*corpus, text.substr(border + kBorder.size()));
    return 0;
  }
  (void)law::Corpus::parse({"vocabulary.yaml", std::string(text)}, {});
  const auto bare = law::Corpus::parse({"vocabulary.yaml", std::string(kVocabulary)}, {});
  if (bare) read_cases(*bare, text);
  return 0;
}
