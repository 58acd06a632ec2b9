// SPDX-License-Identifier: BSD-3-Clause
#pragma once

/// The style sheet of the page: no image, no font but the reader's own. Blue, orange and grey are told apart
/// by everybody, and in print.
namespace wavix::figures {

constexpr const char* page_style = R"(
:root { color-scheme: light dark; --paper: #f6f7f9; --card: #fff; --ink: #16202c; --quiet: #5a6675; --line: #dde2e8;
  --good: #1f6fb2; --bad: #d9731a; --rest: #a7b1bd; --sum: #3f7fb5; --healthy: #d8ecdc; --low: #fbe3d3; --note: #fff4de; }
@media (prefers-color-scheme: dark) { :root { --paper: #10151b; --card: #19212a; --ink: #e8edf2; --quiet: #9aa7b5;
  --line: #2e3945; --good: #58a6e0; --bad: #ee9a4d; --rest: #66727f; --sum: #5b9fd4; --healthy: #1f3d2a; --low: #472d1e;
  --note: #3a2f18; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 72rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 ui-sans-serif, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif;
  -webkit-text-size-adjust: 100%; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.125rem; margin: 2.25rem 0 .75rem; }
figcaption { font-size: 1rem; font-weight: 600; margin: 0 0 .5rem; }
header p, footer, .quiet { color: var(--quiet); }
header p { margin: .25rem 0 0; }
header span { white-space: nowrap; }
.key { display: grid; gap: .75rem; grid-template-columns: repeat(4, 1fr); margin: 1.5rem 0 0; padding: 0; }
@media (max-width: 44rem) { .key { grid-template-columns: repeat(2, 1fr); } }
.key div, figure, .table { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
.key div { padding: .75rem 1rem; }
.key dt { color: var(--quiet); font-size: .875rem; }
.key dd { margin: 0; font-size: 1.75rem; line-height: 1.3; font-weight: 650; font-variant-numeric: tabular-nums; }
.key dd small { font-size: .55em; font-weight: 500; }
.key dd + dd { font-size: .8125rem; font-weight: 400; color: var(--quiet); }
.note { list-style: none; background: var(--note); border-left: .25rem solid var(--bad); border-radius: .25rem; padding: .5rem .75rem; margin: 1rem 0 0; }
.charts { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 27rem), 1fr)); }
figure { margin: 0; padding: 1rem; min-width: 0; }
.note li + li { margin-top: .25rem; }
svg { display: block; width: 100%; height: auto; font-size: 13px; font-variant-numeric: tabular-nums; }
@media (max-width: 44rem) { svg { font-size: 15px; } }
svg text { fill: var(--quiet); }
svg .number, svg .label { fill: var(--ink); }
.end { text-anchor: end; } .middle { text-anchor: middle; }
.grid { stroke: var(--line); } .axis { stroke: var(--quiet); }
.good { fill: var(--good); background: var(--good); } .bad { fill: var(--bad); background: var(--bad); }
.rest { fill: var(--rest); background: var(--rest); } .sum { fill: var(--sum); background: var(--sum); }
.healthy { fill: var(--healthy); background: var(--healthy); } .low { fill: var(--low); background: var(--low); }
.legend { margin: .5rem 0 0; font-size: .875rem; color: var(--quiet); }
.legend span { margin-right: 1rem; white-space: nowrap; }
.legend i { display: inline-block; width: .75em; height: .75em; border-radius: .15em; margin-right: .4em; }
.table { overflow-x: auto; margin: 0 0 .75rem; padding: .25rem .75rem .5rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
.pairs table { width: auto; min-width: min(100%, 26rem); }
caption { text-align: left; font-weight: 600; font-size: 1rem; padding: .5rem 0; }
th, td { padding: .25rem .6rem; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { padding-left: 0; } th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-weight: 500; vertical-align: bottom; }
thead .group { border-bottom: 1px solid var(--line); text-align: center; }
tbody tr { border-top: 1px solid var(--line); }
tbody th { text-align: left; font-weight: 500; }
td.words { text-align: left; white-space: normal; min-width: 12rem; color: var(--quiet); }
footer { margin-top: 2rem; font-size: .875rem; }
@media print { :root { --paper: #fff; --card: #fff; } body { max-width: none; padding: 0; font-size: 10pt; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } figure, .key div, tr { break-inside: avoid; }
  .table { overflow: visible; } }
)";

}  // namespace wavix::figures
