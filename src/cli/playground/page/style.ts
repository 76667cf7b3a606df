/** What the playground's page has besides the style of every page. */
export const PLAYGROUND_STYLE = `
.bar { padding-inline: max(1.25rem, 50vw - 43.75rem); }
main, footer { max-width: 90rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.sides { display: grid; grid-template-columns: minmax(0, 26rem) minmax(0, 1fr); gap: 1rem; margin-top: 1rem; align-items: start; }
.do, .see { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
section.panel { padding: 1rem 1.25rem; scroll-margin-top: 1rem; }
section.panel > h2 { margin: 0 0 0.6rem; }
section.panel:focus-visible { outline: none; }
.row { display: flex; flex-wrap: wrap; gap: 0.4rem; }
.row form { margin: 0; }
section.panel > h3 { margin: 1rem 0 0.5rem; }
.see p, .see ul, .see ol, .see pre { max-width: none; }
button { text-align: left; }
button code { padding: 0; background: none; }
button.main { color: #fff; background: #1a7f37; border-color: transparent; font-weight: 600; }
button.main:hover { background: #116329; }
button.danger { color: var(--stopped); }
label { display: block; margin: 0.75rem 0 0.25rem; font-size: 0.875rem; font-weight: 600; }
form > label:first-of-type { margin-top: 0; }
select, textarea { display: block; width: 100%; margin-bottom: 0.6rem; padding: 0.4rem 0.6rem; font: inherit; font-size: 0.9375rem; color: var(--text);
  background: var(--ground); border: 1px solid var(--idle); border-radius: 6px; }
textarea { resize: vertical; }
select:focus-visible, textarea:focus-visible { outline: 3px solid var(--machines); outline-offset: 1px; }
.each { margin: 0.6rem 0 0; padding: 0; list-style: none; }
.each li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.3rem 0.75rem; align-items: center; padding: 0.3rem 0; border-top: 1px solid var(--line); margin: 0; }
.told { padding: 0; list-style: none; font-size: 0.9375rem; }
.told li { margin-bottom: 0.4rem; }
.jobs { padding: 0; list-style: none; columns: 2 20rem; }
.issue .title { font-size: 1.25rem; font-weight: 600; }
.badge { padding: 0.1rem 0.6rem; font-size: 0.8125rem; font-weight: 600; color: var(--tone); border: 1px solid var(--tone); border-radius: 1rem; }
.badge.idle { color: var(--quiet); }
.label { padding: 0 0.45rem; font-size: 0.8125rem; color: var(--quiet); border: 1px solid var(--line); border-radius: 1rem; white-space: nowrap; }
.comment { margin-top: 0.75rem; overflow: hidden; }
.comment > header { padding: 0.45rem 1rem; background: var(--soft); border-bottom: 1px solid var(--line); }
.comment > .body { padding: 0.75rem 1rem; }
.reactions { display: flex; flex-wrap: wrap; gap: 0.4rem; margin: 0.75rem 0 0; padding: 0; list-style: none; font-size: 0.875rem; }
.reactions li { margin: 0; padding: 0.05rem 0.6rem; border: 1px solid var(--line); border-radius: 1rem; }
.own { margin-top: 0.75rem; }
.own summary, .folded summary { font-size: 0.9375rem; font-weight: 600; color: var(--quiet); }
.own form + form { margin-top: 0.5rem; }
.folded { margin-top: 0.75rem; }
.markdown { overflow-wrap: anywhere; }
.markdown > :last-child { margin-bottom: 0; }
.markdown h3, .markdown h4, .markdown h5, .markdown h6 { margin: 1.25rem 0 0.5rem; }
.markdown details { margin: 0.75rem 0; }
.markdown summary { font-size: 1rem; }
.markdown details > .scroll, .markdown details > p, .markdown details > ul { margin-top: 0.6rem; }
.markdown .scroll { margin-bottom: 0.75rem; }
.markdown table { width: auto; }
.markdown th, .markdown td { padding: 0.35rem 0.75rem; border: 1px solid var(--line); overflow-wrap: break-word; }
.markdown td code { white-space: normal; overflow-wrap: break-word; }
.markdown thead th { border-top: 1px solid var(--line); color: var(--text); }
.markdown hr { height: 0; margin: 1rem 0; border: 0; border-top: 1px solid var(--line); }
.markdown kbd { padding: 0.1em 0.35em; font: 0.85em ui-monospace, monospace; border: 1px solid var(--line); border-radius: 5px; }
.markdown .task { list-style: none; margin-left: -1.25rem; }
.away { text-decoration: underline dotted var(--idle); text-underline-offset: 0.18em; }
blockquote { padding-left: 0.9rem; border-left: 3px solid var(--line); color: var(--quiet); }
.alert { margin: 0 0 0.75rem; padding: 0.25rem 0 0.25rem 0.9rem; border-left: 3px solid var(--tone); }
.alert .kind { margin-bottom: 0.25rem; font-weight: 600; color: var(--tone); }
.note { --tone: var(--machines); } .tip { --tone: var(--done); } .important { --tone: var(--machines); }
.warning { --tone: var(--people); } .caution { --tone: var(--stopped); }
.flow { display: flex; flex-wrap: wrap; gap: 0.35rem 1.4rem; padding: 0; list-style: none; font-size: 0.875rem; }
.flow li { position: relative; margin: 0; padding: 0.15rem 0.6rem; border: 1px solid var(--tone); border-radius: 6px; color: var(--tone); font-weight: 600; }
.flow .idle { color: var(--quiet); font-weight: 400; }
.flow li:not(:last-child)::after { content: "→"; position: absolute; right: -1.2rem; color: var(--quiet); font-weight: 400; }
@media (max-width: 60rem) { .sides { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 40rem) { section.panel { padding-inline: 1rem; } .markdown { font-size: 0.9375rem; } }
`;
