/** Follows the browser's light or dark; nothing is loaded from anywhere. Colours have a contrast of 4.5 or more. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f8fa; --panel: #fff; --line: #d1d9e0; --soft: #eff2f5; --text: #1f2328; --quiet: #59636e; --link: #0550ae;
  --done: #1a7f37; --people: #9a6700; --machines: #0969da; --stopped: #cf222e; --idle: #818b98; --bar-people: #d4a72c;
  --bar-machines: #54aeff; --bar-other: #c8d1da;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0d1117; --panel: #151b23; --line: #3d444d; --soft: #212830; --text: #f0f6fc; --quiet: #9198a1; --link: #58a6ff;
    --done: #3fb950; --people: #d29922; --machines: #58a6ff; --stopped: #ff7b72; --idle: #767e89; --bar-people: #bb8009;
    --bar-machines: #388bfd; --bar-other: #575f69;
  }
}
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; color: var(--text); background: var(--ground);
  font-variant-numeric: tabular-nums; text-rendering: optimizeLegibility; -webkit-text-size-adjust: 100%; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
a:hover { text-decoration-thickness: 2px; }
a:focus-visible, button:focus-visible, summary:focus-visible, [tabindex]:focus-visible, main:focus-visible {
  outline: 3px solid var(--machines); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 0.5rem; padding: 0.5rem 1rem; background: var(--panel); z-index: 1; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1.25rem; padding: 0.75rem max(1.25rem, 50vw - 30.75rem);
  background: var(--panel); border-bottom: 1px solid var(--line); }
.bar .app { margin-right: 0.5rem; font-weight: 650; letter-spacing: -0.01em; color: var(--text); text-decoration: none; }
.bar nav { display: flex; gap: 1.25rem; }
.bar nav a, .bar .who a { color: var(--quiet); text-decoration: none; padding: 0.3rem 0; }
.bar nav a:hover, .bar .who a:hover { color: var(--text); text-decoration: underline; }
.bar nav a[aria-current] { color: var(--text); font-weight: 600; }
.bar .who { display: flex; align-items: center; gap: 0.75rem; margin-left: auto; color: var(--quiet); }
.bar form { margin: 0; }
button { padding: 0.3rem 0.75rem; font: inherit; font-size: 0.9rem; color: var(--text); background: var(--soft); border: 1px solid var(--line);
  border-radius: 6px; cursor: pointer; }
button:hover { border-color: var(--idle); }
main { max-width: 64rem; margin: 0 auto; padding: 1.75rem 1.25rem 4rem; }
footer { max-width: 64rem; margin: 0 auto; padding: 0 1.25rem 2rem; font-size: 0.875rem; color: var(--quiet); }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; letter-spacing: -0.02em; font-weight: 650; overflow-wrap: anywhere; }
h2 { margin: 2.25rem 0 0.75rem; font-size: 1.0625rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.005em; }
h3 { margin: 0; font-size: 1.0625rem; line-height: 1.35; font-weight: 600; overflow-wrap: anywhere; }
p, ul, ol, pre, blockquote { margin: 0 0 0.75rem; max-width: 48rem; }
p:last-child, ul:last-child, ol:last-child, pre:last-child { margin-bottom: 0; }
ul, ol { padding-left: 1.25rem; }
li { margin-bottom: 0.25rem; overflow-wrap: anywhere; }
code { padding: 0.1em 0.35em; font: 0.875em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--soft); border-radius: 5px;
  overflow-wrap: anywhere; }
pre { padding: 0.75rem 1rem; overflow-x: auto; background: var(--soft); border-radius: 8px; }
pre code { padding: 0; background: none; overflow-wrap: normal; }
.crumbs { margin: 0 0 0.25rem; color: var(--quiet); overflow-wrap: anywhere; }
.quiet { color: var(--quiet); }
.small { font-size: 0.875rem; }
.panel { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; }
.pad { padding: 1rem 1.25rem; }
.lead { margin: 1rem 0 0; border-left: 4px solid var(--tone, var(--idle)); }
.lead p { font-size: 1.0625rem; overflow-wrap: anywhere; }
.lead .state { font-weight: 650; color: var(--tone, var(--text)); }
.done { --tone: var(--done); } .people { --tone: var(--people); } .machines { --tone: var(--machines); }
.stopped { --tone: var(--stopped); } .idle { --tone: var(--idle); }
.links { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0.75rem 0 0; padding: 0; list-style: none; }
.links li { margin: 0; }
.cards { display: grid; gap: 0.75rem; margin: 0; padding: 0; max-width: none; list-style: none; }
.cards > li { margin: 0; padding: 1rem 1.25rem; border-left: 4px solid var(--tone, var(--idle)); }
.cards h3 a { color: var(--text); text-decoration: none; }
.cards h3 a:hover { text-decoration: underline; }
.cards p { margin: 0.25rem 0 0; overflow-wrap: anywhere; }
.state code { color: var(--text); }
.cards .state { font-weight: 600; color: var(--tone, var(--text)); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; }
th, td { padding: 0.55rem 1rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th { border-top: 0; font-size: 0.8125rem; font-weight: 600; color: var(--quiet); white-space: nowrap; }
tbody th { font-weight: 600; }
td.number, th.number { text-align: right; white-space: nowrap; }
td time, td code, th code, .tight { white-space: nowrap; }
td.picture { min-width: 9rem; padding-top: 0.95rem; }
.dot { color: var(--tone, var(--quiet)); white-space: nowrap; }
.phases { margin: 0; padding: 0; max-width: none; list-style: none; }
.phases li { display: grid; grid-template-columns: 12rem 9rem 1fr; gap: 0.15rem 1rem; margin: 0; padding: 0.6rem 1.25rem; border-top: 1px solid var(--line); }
.phases li:first-child { border-top: 0; }
.phases .state { color: var(--tone, var(--quiet)); }
.phases .state::before, .dot::before { content: ""; display: inline-block; width: 0.6rem; height: 0.6rem; margin-right: 0.5rem; border-radius: 50%;
  background: var(--tone, var(--idle)); }
.phases .idle .state { color: var(--quiet); }
.course { margin: 0; }
.course > div { display: grid; grid-template: "label picture took" / minmax(7rem, 14rem) 1fr 7.5rem; gap: 0.15rem 1rem; align-items: center;
  padding: 0.25rem 0; }
.course dt { grid-area: label; }
.course .took { grid-area: took; }
.course .picture { grid-area: picture; }
.course dt { overflow-wrap: anywhere; }
.course dd { margin: 0; }
.course .took { text-align: right; color: var(--quiet); }
.course svg, .stack { display: block; width: 100%; height: 0.875rem; }
.course .rail { fill: var(--soft); }
.fill-people { fill: var(--bar-people); } .fill-machines { fill: var(--bar-machines); } .fill-other { fill: var(--bar-other); }
.key { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 1rem 0 0; padding: 0; list-style: none; font-size: 0.875rem; color: var(--quiet); }
.key li { margin: 0; }
.key svg { width: 0.7rem; height: 0.7rem; margin-right: 0.4rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 0.75rem; margin: 1rem 0 0; }
.figures div { padding: 0.75rem 1rem; }
.figures dt { font-size: 0.8125rem; color: var(--quiet); }
.figures dd { margin: 0.1rem 0 0; font-size: 1.25rem; font-weight: 600; letter-spacing: -0.01em; }
details { margin-top: 2.25rem; }
summary { font-size: 1.0625rem; font-weight: 650; cursor: pointer; }
details > div { margin-top: 0.75rem; }
@media (max-width: 40rem) {
  main { padding-top: 1.25rem; }
  h1 { font-size: 1.5rem; }
  .bar { padding-inline: 1.25rem; }
  .phases li { grid-template-columns: 1fr max-content; }
  .phases li .says { grid-column: 1 / -1; }
  .course > div { grid-template: "label took" "picture picture" / 1fr max-content; padding-bottom: 0.6rem; }
  .pad, .cards > li { padding-inline: 1rem; }
  th, td { padding-inline: 0.75rem; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print { .bar, footer { display: none; } body { background: none; } }
`;
