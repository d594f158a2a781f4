// SPDX-License-Identifier: Apache-2.0
#include "palermo/observatory/page.hpp"

namespace palermo::observatory {

// Dark text on white, one column; logical sides, so that right-to-left pages mirror themselves; prints on A4.
const std::string_view kPageStyle = R"css(
:root { color-scheme: light; --text: #1a1a1a; --quiet: #595959; --line: #d0d0d0; --link: #00558a; --hatch: #8a8a8a; }
* { box-sizing: border-box; }
html { font: 16px/1.5 system-ui, "Segoe UI", "Noto Sans", "Helvetica Neue", Arial, sans-serif; color: var(--text); background: #fff; }
body { margin: 0 auto; padding: 0 1.25rem 4rem; max-width: 56rem; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 1.9rem; margin: 1.6rem 0 .8rem; }
h2 { font-size: 1.4rem; margin: 3rem 0 .8rem; padding-top: .8rem; border-top: 3px solid var(--text); }
h3 { font-size: 1.1rem; margin: 2rem 0 .4rem; padding-top: .7rem; border-top: 1px solid var(--line); }
h4 { font-size: 1rem; margin: 1.1rem 0 .3rem; }
h2 + h3 { border-top: 0; padding-top: 0; margin-top: 1rem; }
p, ul, dl { margin: .4rem 0 .8rem; }
ul { padding-inline-start: 1.3rem; }
li { margin: .15rem 0; }
li > ul { margin: .1rem 0 .3rem; }
a { color: var(--link); }
a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; inset-inline-start: -999rem; }
.skip:focus { position: static; display: inline-block; padding: .5rem 1rem; }
.home { margin: 1.2rem 0 0; font-size: .9rem; }
.notice { border: 1px solid var(--text); border-inline-start-width: 10px; padding: .6rem .9rem; margin: 1rem 0; }
nav ul { list-style: none; padding: .5rem 0; margin: 1.2rem 0; columns: 2; column-gap: 2rem; border-block: 1px solid var(--line); }
nav li { break-inside: avoid; margin: 0; padding: .2rem 0; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: .15rem 1.2rem; }
dt { color: var(--quiet); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.data { unicode-bidi: isolate; }
.scroll { overflow-x: auto; margin: 1rem 0 1.5rem; }
.wide { margin-inline: calc(50% - 50vw + 1.25rem); }
table { border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.4; }
caption { text-align: start; font-weight: 700; padding: 0 0 .4rem; }
th, td { text-align: start; vertical-align: top; font-weight: 400; padding: .35rem .5rem; border-bottom: 1px solid var(--line); min-width: 6rem; }
th:first-child, td:first-child { padding-inline-start: 0; }
thead th { font-weight: 700; vertical-align: bottom; border-bottom: 1.5px solid var(--text); }
tbody th { min-width: 11rem; }
.codes tbody th { min-width: 3rem; }
td.quiet { color: var(--quiet); }
td.hatched { background: repeating-linear-gradient(45deg, #fff 0 5px, #e2e2e2 5px 6.5px); }
td.hatched > span { background: #fff; padding: 0 .2rem; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
footer { margin-top: 3rem; padding-top: .7rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .875rem; }
@media (max-width: 40rem) { nav ul { columns: 1; } dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
@page { size: A4; margin: 16mm 15mm; }
@media print {
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  nav, .skip, .home { display: none; }
  h1, h2, h3, h4, caption, thead { break-after: avoid; }
  tr, .notice, li { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll, .wide { overflow: visible; margin-inline: 0; }
  th, td, tbody th { min-width: 0; }
  a { color: inherit; text-decoration: none; }
  td.hatched { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";

}  // namespace palermo::observatory
