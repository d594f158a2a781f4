// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/rights_verbs.hpp"

#include "palermo/cli/verbs.hpp"

namespace palermo::cli {

void add_rights_verbs(CLI::App& app, Context& context) {
  CLI::App& family = add_family(app, context, "rights");
  add_rights_checklist(family, context);
  add_rights_claim(family, context);
  add_rights_conflicts(family, context);
  add_rights_gap(family, context);
  add_rights_gate(family, context);
  add_rights_list(family, context);
  add_rights_loss(family, context);
  add_rights_remedies(family, context);
  add_rights_refuse(family, context);
  add_rights_sheet(family, context);
}

void add_recruit_verbs(CLI::App& app, Context& context) {
  CLI::App& family = add_family(app, context, "recruit");
  add_recruit_agreement(family, context);
  add_recruit_fees(family, context);
  add_recruit_permit(family, context);
}

}  // namespace palermo::cli
