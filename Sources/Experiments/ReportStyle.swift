/// Colours that hold in light and in dark and for colour-blind readers (after Okabe and Ito).
private let colourStyle = """
  :root {
    color-scheme: light dark;
    --ink: #1c2024; --soft: #5b636b; --line: #dfe3e6; --page: #fdfdfc; --panel: #f4f5f4;
    --c1: #0072b2; --c2: #d55e00; --c3: #00845a; --c4: #aa5a8c; --c5: #8a6d00; --c6: #3f7fa6;
    --c7: #7a4fb0; --c8: #5b636b;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --ink: #e8eaec; --soft: #9aa3ab; --line: #343a40; --page: #15181b; --panel: #1e2327;
      --c1: #56b4e9; --c2: #f08a45; --c3: #2fc495; --c4: #e09ac4; --c5: #e0c040; --c6: #8fc7e8;
      --c7: #b79be8; --c8: #9aa3ab;
    }
  }
  """

/// The look of a chart, within a report or on its own.
let chartStyle =
  colourStyle + """

    svg { width: 100%; height: auto; font: 12px system-ui, sans-serif; }
    svg text { fill: var(--ink); }
    svg .title { font-size: 14px; font-weight: 600; }
    svg .tick, svg .muted { fill: var(--soft); }
    svg .grid { stroke: var(--line); stroke-width: 1; }
    svg .mark { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 2 3; }
    svg .line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
    svg .bar { fill: var(--c1); }
    .c1 { stroke: var(--c1); } .c2 { stroke: var(--c2); } .c3 { stroke: var(--c3); }
    .c4 { stroke: var(--c4); } .c5 { stroke: var(--c5); } .c6 { stroke: var(--c6); }
    .c7 { stroke: var(--c7); } .c8 { stroke: var(--c8); }
    svg .t1 { fill: var(--c1); } svg .t2 { fill: var(--c2); } svg .t3 { fill: var(--c3); }
    svg .t4 { fill: var(--c4); } svg .t5 { fill: var(--c5); } svg .t6 { fill: var(--c6); }
    svg .t7 { fill: var(--c7); } svg .t8 { fill: var(--c8); }
    """

/// The look of reports: one column, system type.
let reportStyle =
  chartStyle + """

    * { box-sizing: border-box; }
    body {
      margin: 0 auto; max-width: 72rem; padding: 2.5rem 1.5rem 4rem; background: var(--page);
      color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif;
    }
    h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; letter-spacing: -.01em; }
    h2 { font-size: 1.15rem; margin: 2.75rem 0 .75rem; }
    p { max-width: 46rem; margin: .5rem 0; }
    .soft { color: var(--soft); }
    .lead { font-size: 1.15rem; margin-top: 1rem; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; min-width: 40rem; }
    th, td { padding: .4rem .9rem .4rem 0; text-align: right; border-bottom: 1px solid var(--line); }
    th { color: var(--soft); font-weight: 500; font-size: .875rem; }
    th:first-child, td:first-child { text-align: left; }
    tr.student td { font-weight: 650; }
    .charts {
      display: grid; gap: 1.5rem;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr));
    }
    figure { margin: 0; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; margin: 0; }
    dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
    details { margin: .5rem 0; } summary { cursor: pointer; }
    pre {
      background: var(--panel); padding: 1rem; border-radius: .4rem; overflow-x: auto;
      font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace;
    }
    """
