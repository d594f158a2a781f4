# SPDX-License-Identifier: Apache-2.0
# Who may know whom. One line a room: what it may use. Configuring fails on any other edge, and
# tests/house/dependencies_test.py checks every #include and the built link graph against this table.

set(PALERMO_MAY_USE_core "")
set(PALERMO_MAY_USE_chart "core")
set(PALERMO_MAY_USE_law "core")
set(PALERMO_MAY_USE_rights "core;law")
set(PALERMO_MAY_USE_screen "core;law")
set(PALERMO_MAY_USE_intake "core;law")
set(PALERMO_MAY_USE_link "core")
set(PALERMO_MAY_USE_estimate "core")
set(PALERMO_MAY_USE_privacy "core")
set(PALERMO_MAY_USE_flows "core")
set(PALERMO_MAY_USE_figures "core;chart")
set(PALERMO_MAY_USE_cases "core;law;rights;screen;intake")
set(PALERMO_MAY_USE_publish "core;chart;privacy;estimate;flows;figures")
set(PALERMO_MAY_USE_study "core;law;intake;link;estimate;privacy;flows;figures;publish")
set(PALERMO_MAY_USE_exchange "core;rights")
set(PALERMO_MAY_USE_simulate "core;law")
set(PALERMO_MAY_USE_cli "core;chart;law;rights;screen;intake;link;estimate;privacy;flows;figures;cases;publish;study;exchange;simulate")
set(PALERMO_MAY_USE_server "${PALERMO_MAY_USE_cli}")
