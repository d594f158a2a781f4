// SPDX-License-Identifier: Apache-2.0
// The verbs of `palermo rights` and `palermo recruit`, one file a verb (rights_gate.cpp, recruit_fees.cpp, ...).
#pragma once

namespace CLI {
class App;
}

namespace palermo::cli {

class Context;

void add_rights_checklist(CLI::App& family, Context& context);
void add_rights_claim(CLI::App& family, Context& context);
void add_rights_conflicts(CLI::App& family, Context& context);
void add_rights_gap(CLI::App& family, Context& context);
void add_rights_gate(CLI::App& family, Context& context);
void add_rights_list(CLI::App& family, Context& context);
void add_rights_loss(CLI::App& family, Context& context);
void add_rights_remedies(CLI::App& family, Context& context);
void add_rights_refuse(CLI::App& family, Context& context);
void add_rights_sheet(CLI::App& family, Context& context);

void add_recruit_agreement(CLI::App& family, Context& context);
void add_recruit_fees(CLI::App& family, Context& context);
void add_recruit_permit(CLI::App& family, Context& context);

}  // namespace palermo::cli
