// SPDX-License-Identifier: Apache-2.0
// Uses the installed headers and libraries: reads an empty document as a corpus of law and prints why that fails.
#include <iostream>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/law/law.hpp"

int main() {
  const auto corpus = palermo::law::Corpus::parse({"vocabulary.yaml", "{}"}, {});
  if (corpus) return 1;
  std::cout << palermo::core::version() << '\n' << palermo::core::Catalogue("en").explain(corpus.error()) << '\n';
  return 0;
}
