// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/html.hpp"

namespace palermo::publish {

// Dark text on white; text as wide as a chart, tables as wide as the window gives them; logical sides, so that right-to-left pages mirror themselves.
const std::string_view kReportStyle = R"css(
:root { color-scheme: light; --text: #1a1a1a; --quiet: #595959; --line: #d0d0d0; --strong: #1a1a1a; --link: #00558a; }
* { box-sizing: border-box; }
html { font: 16px/1.5 system-ui, "Segoe UI", "Noto Sans", "Helvetica Neue", Arial, sans-serif; color: var(--text); background: #fff; }
body { margin: 0 auto; padding: 0 1.25rem 4rem; max-width: calc(1180px + 2.5rem); }
h1, h2, h3, h4, p, ul, dl, nav, figure, .notice { max-width: 680px; }
h1, h2, h3, h4 { line-height: 1.2; text-wrap: balance; }
h1 { font-size: 2.1rem; margin: 2.2rem 0 .6rem; letter-spacing: -.01em; }
h2 { font-size: 1.45rem; margin: 3.4rem 0 .8rem; padding-top: .8rem; border-top: 3px solid var(--strong); }
h3 { font-size: 1.12rem; margin: 2.2rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.6rem 0 .4rem; }
p, ul, dl { margin: .5rem 0 1rem; }
li { margin: .3rem 0; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; inset-inline-start: -999rem; }
.skip:focus { position: static; display: inline-block; padding: .5rem 1rem; }
.lead { font-size: 1.12rem; }
.quiet { color: var(--quiet); }
.notice { border: 2px solid var(--strong); border-inline-start-width: 14px; padding: .7rem 1rem; margin: 1.2rem 0; font-weight: 600; }
nav ul { list-style: none; padding: .6rem 0; margin: 1.4rem 0; columns: 2; column-gap: 2rem; border-block: 1px solid var(--line); }
nav li { break-inside: avoid; margin: 0; padding: .2rem 0; }
.twin { font-size: .875rem; }
.twin summary { font-weight: 400; color: var(--quiet); }
figure { margin: 1.6rem 0 .4rem; break-inside: avoid; }
figcaption, caption { text-align: start; font-weight: 700; padding: 0 0 .5rem; }
caption { font-size: .95rem; }
figure svg { display: block; max-width: 100%; height: auto; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; min-width: min(100%, 680px); margin: 1.2rem 0 1.6rem; font-size: .875rem; line-height: 1.35;
        font-variant-numeric: tabular-nums lining-nums; }
th, td { padding: .38rem .9rem .38rem 0; text-align: start; vertical-align: top; font-weight: 400; border-bottom: 1px solid var(--line); }
[dir="rtl"] th, [dir="rtl"] td { padding: .38rem 0 .38rem .9rem; }
thead th { font-weight: 700; vertical-align: bottom; border-bottom: 1.5px solid var(--strong); }
th:last-child, td:last-child { padding-inline-end: 0; }
.data { unicode-bidi: isolate; }
.n { text-align: end; }
td.n { white-space: nowrap; }
tbody th:first-child { min-width: 7rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; }
dt { color: var(--quiet); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
code, .hash { font: .8em/1.4 ui-monospace, "DejaVu Sans Mono", monospace; }
details { margin: 1rem 0; }
summary { cursor: pointer; font-weight: 700; padding: .3rem 0; }
footer { margin-top: 3.5rem; padding-top: .8rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .875rem; }
@media (max-width: 40rem) { figure svg { min-width: 600px; } nav ul { columns: 1; } dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
@page { size: A4; margin: 16mm 15mm; }
@media print {
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  h1, h2, h3, h4, p, ul, dl, nav, figure, .notice { max-width: none; }
  table { width: 100%; }
  nav, .skip { display: none; }
  h1 { margin-top: 0; }
  h2 { margin-top: 2rem; }
  h1, h2, h3, h4, h2 + p, caption, figcaption, summary, thead { break-after: avoid; }
  tr, dl, .notice, h2 + p { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  a { color: inherit; text-decoration: none; }
  summary { list-style: none; }
  .twin { display: none; }
  details::details-content { content-visibility: visible; block-size: auto; opacity: 1; }
}
)css";

}  // namespace palermo::publish
