// SPDX-License-Identifier: Apache-2.0
// Site: the whole observatory as pages that need neither script nor network.
//
// index.html; laws/ID.html; themes/ID.html; matrix.html (clauses by instruments); omissions.html (States, by their
// codes); not-encoded.html. Every link is relative and leads to one of these pages.
#pragma once

#include <vector>

#include "palermo/law/case.hpp"
#include "palermo/observatory/page.hpp"
#include "palermo/observatory/words.hpp"

namespace palermo::observatory {

// One page that cannot be made is an error: none is left out. Errors: those of compile and omissions.
[[nodiscard]] core::Result<std::vector<Page>> site(const law::Corpus& corpus, const std::vector<law::Case>& cases,
                                                   const core::Catalogue& catalogue);

// Clauses by instruments, one table a theme. A cell says the strongest word the instrument has on the clause; what is
// not known is hatched and says so. Instruments that have nothing on any clause of a theme are named below its table.
[[nodiscard]] Page matrix_page(const law::Corpus& corpus, const core::Catalogue& catalogue);

[[nodiscard]] Page not_encoded_page(const law::Corpus& corpus, const core::Catalogue& catalogue);

}  // namespace palermo::observatory
