// SPDX-License-Identifier: Apache-2.0
// The verbs of `palermo figures`, one file a verb (figures_list.cpp, ...), and what they share.
#pragma once

#include <string>

#include "palermo/figures/register.hpp"

namespace CLI {
class App;
}

namespace palermo::cli {

class Context;

void add_figures_list(CLI::App& family, Context& context);
void add_figures_show(CLI::App& family, Context& context);
void add_figures_plot(CLI::App& family, Context& context);
void add_figures_add(CLI::App& family, Context& context);
void add_figures_attrition(CLI::App& family, Context& context);

// DATA/figures
[[nodiscard]] core::Result<figures::FigureRegister> read_figures(const std::string& data_folder);

// A figure as every answer shows it: value with its form, concept, kind and grade, citation. Members: docs/formats/figure.schema.json
[[nodiscard]] core::Value figure_value(const figures::PublishedFigure& figure, const figures::FigureRegister& all);

}  // namespace palermo::cli
