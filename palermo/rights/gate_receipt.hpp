// SPDX-License-Identifier: Apache-2.0
// Receipt of the return gate: what was entered, by hash, and what was answered for whom, by handle; for the person who
// asks and for the monitor who samples (SAFEGUARDS.md, D26-D28, D39).
//
// It tells no reason, no free text and no name; its date is the user's, not the clock's. It is not a decision, not an
// assessment and no document, and says so with every answer. Format: palermo-rights-gate/1
// (docs/formats/rights-gate.schema.json).
#pragma once

#include <string>
#include <vector>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/rights/gate_basis.hpp"
#include "palermo/rights/gate_file.hpp"

namespace palermo::rights {

struct GateReceipt {
  std::vector<core::InputFile> inputs;
  core::Day day = 0;
  std::vector<GateAddedGround> added;
  std::vector<GateMemberAnswer> members;
  std::array<std::vector<CitedArticle>, kGateGrounds> basis;  // by GateGround

  [[nodiscard]] std::size_t closed() const;  // how many members the gate stays closed for
  // The refusals of the batch: none; D26; for more than one member D26 and D27.
  [[nodiscard]] std::vector<std::string> rules() const;
};

// Errors: rights.unknown_article when the corpus lacks the basis of a ground.
[[nodiscard]] core::Result<GateReceipt> gate(const GateBatch& batch, std::vector<GateAddedGround> added,
                                             const law::Corpus& corpus);

[[nodiscard]] core::Value to_value(const GateReceipt& receipt, const core::Catalogue& texts);
[[nodiscard]] std::string gate_text(const GateReceipt& receipt, const core::Catalogue& texts);

}  // namespace palermo::rights
