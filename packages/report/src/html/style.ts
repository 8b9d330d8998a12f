/** The page's only style sheet: light, dark and paper by the same variables, which the charts use too. */
export const STYLE = `
:root {
  --paper: #ffffff; --panel: #f5f6f8; --ink: #1b1f24; --faint: #565e68; --line: #c9ced6; --grid: #e4e7ec;
  --link: #0b57a4; --good: #1f7a4d; --warn: #9a5b00; --bad: #b3261e; --idle: #6b7480; --on-lane: #ffffff;
  --band-fault: rgba(154, 91, 0, 0.16); --band-outage: rgba(179, 38, 30, 0.20);
  --s1: #0b62b0; --s2: #a84b00; --s3: #00735c; --s4: #8a3b8f; --s5: #735f00; --s6: #b02a5b; --s7: #4b5bb5; --s8: #566370;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --panel: #1d232a; --ink: #e8ebef; --faint: #a7b0bb; --line: #3d4651; --grid: #2b323b;
    --link: #7db8f5; --good: #57c28c; --warn: #e5a94a; --bad: #ff8a80; --idle: #8b95a1; --on-lane: #10141a;
    --band-fault: rgba(229, 169, 74, 0.20); --band-outage: rgba(255, 138, 128, 0.24);
    --s1: #6fb3f2; --s2: #f2a062; --s3: #4fc3a4; --s4: #d59ade; --s5: #d8c257; --s6: #f28aae; --s7: #a3aff5; --s8: #aab5c2;
    color-scheme: dark;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; overflow-wrap: break-word; }
main, header, footer { max-width: 1080px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 28px; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 4px; }
h2 { font-size: 1.35rem; margin: 48px 0 12px; padding-top: 12px; border-top: 2px solid var(--line); }
#summary h2 { border: 0; margin: 18px 0 0; padding: 0; }
h3 { font-size: 1.08rem; margin: 28px 0 8px; }
p { margin: 8px 0; max-width: 76ch; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 16px; top: 8px; background: var(--paper); padding: 6px 10px; z-index: 9; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 18px; list-style: none; padding: 0; margin: 20px 0 0; }
.note { color: var(--faint); font-size: 0.88rem; }
.verdict { list-style: none; padding: 0; margin: 18px 0; }
.verdict li { border-left: 6px solid var(--idle); background: var(--panel); padding: 10px 14px; margin: 8px 0; }
.verdict li:first-child { font-size: 1.14rem; }
.verdict .good { border-color: var(--good); } .verdict .warn { border-color: var(--warn); } .verdict .bad { border-color: var(--bad); }
.verdict strong { margin-right: 4px; }
span.good, .good > strong { color: var(--good); } span.warn, .warn > strong { color: var(--warn); } span.bad, .bad > strong { color: var(--bad); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); gap: 14px; }
.cards.pair { grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); }
.card { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 12px 16px; min-width: 0; }
.card h3 { margin: 0 0 6px; }
.pair td.note { width: 45%; } .pair td.big { padding-right: 12px; }
.card table { width: 100%; margin: 4px 0; font-size: 0.92rem; }
.card th, .card td { border: 0; padding: 2px 4px 2px 0; background: none; }
.card caption { font-size: 0.85rem; padding: 4px 0 0; }
.card td.big { font-size: 1.2rem; font-weight: 650; white-space: nowrap; }
.card p { font-size: 0.88rem; margin: 4px 0; }
figure { margin: 20px 0 28px; }
figcaption { max-width: 96ch; margin-bottom: 6px; }
.drawn svg { display: block; width: 100%; height: auto; }
.live { width: 100%; }
.is-live .drawn { display: none; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.tip { background: var(--paper) !important; color: var(--ink) !important; border: 1px solid var(--line) !important; box-shadow: 0 2px 10px rgba(0, 0, 0, 0.25) !important; font: 13px/1.4 system-ui, "DejaVu Sans", sans-serif !important; max-width: 460px; white-space: normal !important; }
.tip:empty { display: none; }
.tip p { margin: 0; } .tip b { font-weight: 650; }
.tip i { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 6px; }
details { margin: 8px 0; }
summary { cursor: pointer; color: var(--link); padding: 2px 0; width: fit-content; }
.scroll { overflow: auto; max-height: 480px; margin: 6px 0; }
table { border-collapse: collapse; font-size: 0.9rem; }
caption { text-align: left; color: var(--faint); padding: 2px 0 6px; }
th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 6px; border-bottom: 1px solid var(--grid); font-weight: 400; }
thead th { background: var(--panel); font-weight: 600; position: sticky; top: 0; }
code { overflow-wrap: anywhere; font: 0.92em ui-monospace, "DejaVu Sans Mono", monospace; }
td { min-width: 4ch; max-width: 64ch; }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
pre { background: var(--panel); border: 1px solid var(--line); padding: 10px 12px; overflow: auto; max-height: 480px; font: 13px/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
footer { margin-top: 48px; padding-bottom: 32px; color: var(--faint); font-size: 0.88rem; }
@media print {
  @page { margin: 14mm; }
  body { font-size: 10.5pt; }
  main, header, footer { max-width: none; padding: 0; }
  nav, .skip, .live, .said { display: none !important; }
  .is-live .drawn { display: block; }
  details:not(.printed) { display: none; }
  .scroll { overflow: visible; max-height: none; }
  thead th { position: static; }
  table { font-size: 8.5pt; }
  .cards, .cards.pair { grid-template-columns: 1fr 1fr; }
  thead { break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  tr, figure, .card, .verdict li { break-inside: avoid; }
  h2, h3, figcaption { break-after: avoid; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
