import { FIGURES, type FigureName, type SimulationResult } from '@xinqiao/sandbox';
import { barPlot, escapeHtml, linePlot } from '@xinqiao/workbench';
import type { Language } from './options.ts';
import { headOf, type TextTable, tablesOf } from './tables.ts';
import { FIGURE_TEXTS, TEXTS } from './texts.ts';
import { writtenFigure } from './written.ts';

const STYLE = `body{font:15px/1.55 system-ui,"Noto Sans CJK SC",sans-serif;margin:2rem auto;max-width:1060px;padding:0 1rem;color:#1b1b1b}
h1{font-size:1.45rem}h2{font-size:1.12rem;margin-top:2.2rem;border-bottom:1px solid #ccc}
.wide{overflow-x:auto}table{border-collapse:collapse;margin:.6rem 0;font-variant-numeric:tabular-nums}
td,th{border-bottom:1px solid #ddd;padding:.2rem .7rem;text-align:left;vertical-align:top;word-break:keep-all}td.figure,th.figure{text-align:right;white-space:nowrap}td.step{white-space:nowrap}
.note{color:#444;font-size:.92em}.basis{background:#eef4fa;border-left:4px solid #0072b2;padding:.5rem .9rem}
.plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:1rem}svg{width:100%;height:auto}
svg text{font:11px system-ui,sans-serif;fill:#444}svg .small{font-size:9px}svg .rule{stroke:#e3e3e3}`;

/** A simulation as one HTML file: nothing in it is fetched, and no script runs. */
export function simulationReport(result: SimulationResult, language: Language): string {
  const say = (name: keyof typeof TEXTS) => TEXTS[name][language];
  const { figures, drivers, byApplicant, sensitivity, approvals, money, assumptions } = tablesOf(
    result,
    language,
  );
  const numbered: TextTable = {
    ...sensitivity,
    head: ['#', ...sensitivity.head],
    rows: sensitivity.rows.map((row, at) => [String(at + 1), ...row]),
  };
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(say('title'))}</title><style>${STYLE}</style></head><body><h1>${escapeHtml(say('title'))}</h1><p>${escapeHtml(headOf(result, language))}</p><p class="basis">${escapeHtml(say('basis'))}</p>${[
    section(figures),
    section(drivers),
    section(byApplicant),
    section(numbered, plots(FIGURES.map((name) => effectPlot(name, result, language)))),
    section(approvals, plots([approvalPlot(result, language), vintagePlot(result, language)])),
    section(money, plots([balancePlot(result, language), badPlot(result, language)])),
    section(assumptions),
  ].join('')}</body></html>\n`;
}

const plots = (drawn: readonly string[]): string => `<div class="plots">${drawn.join('')}</div>`;

function section({ title, note, head, rows }: TextTable, after = ''): string {
  const isFigure = head.map((_, column) => rows.every((row) => /^[-+–\d]/.test(row[column]!)));
  const cell = (tag: string) => (text: string, column: number) =>
    `<${tag}${classOf(isFigure[column]!, text)}>${escapeHtml(text)}</${tag}>`;
  const lines = rows.map((row) => `<tr>${row.map(cell('td')).join('')}</tr>`).join('');
  return `<section><h2>${escapeHtml(title)}</h2><div class="wide"><table><thead><tr>${head.map(cell('th')).join('')}</tr></thead><tbody>${lines}</tbody></table></div>${note === undefined ? '' : `<p class="note">${escapeHtml(note)}</p>`}${after}</section>`;
}

const classOf = (isFigure: boolean, text: string): string => {
  if (isFigure) return ' class="figure"';
  return text.includes(' → ') && text.length < 20 ? ' class="step"' : '';
};

/** A figure in the unit it is shown in, for a plot. */
const drawn = (name: FigureName, value: string | null): number =>
  value === null ? 0 : Number(writtenFigure(name, value));

const effectPlot = (name: FigureName, { sensitivity }: SimulationResult, language: Language): string =>
  barPlot(
    FIGURE_TEXTS[name][language],
    sensitivity.map(({ change }, at) => ({ label: String(at + 1), heights: [drawn(name, change[name])] })),
    [FIGURE_TEXTS[name][language]],
    { xLabel: `# ${TEXTS.assumption[language]}`, yLabel: FIGURE_TEXTS[name][language] },
  );

const approvalPlot = ({ approvals }: SimulationResult, language: Language): string =>
  barPlot(
    TEXTS.grantedShare[language],
    approvals.map(({ month, applications, approved }) => ({
      label: month,
      heights: [applications, approved],
    })),
    [TEXTS.applications[language], TEXTS.granted[language]],
    { xLabel: TEXTS.month[language], yLabel: TEXTS.applications[language] },
  );

/** Four vintages, evenly from the first that have grown old enough to show something. */
function vintagePlot({ vintages }: SimulationResult, language: Language): string {
  const old = vintages.filter(({ ages }) => ages.length > 4);
  const some = old.filter((_, at) => at % Math.ceil(old.length / 4) === 0);
  if (some.length === 0) return '';
  return linePlot(
    TEXTS.vintages[language],
    some.map(({ granted, ages }) => ({
      label: granted,
      points: ages.map(({ monthsOnBook, badRate }) => ({ x: monthsOnBook, y: 100 * (badRate.share ?? 0) })),
    })),
    { xLabel: TEXTS.monthsOnBook[language], yLabel: TEXTS.vintages[language] },
  );
}

const balancePlot = ({ money }: SimulationResult, language: Language): string =>
  barPlot(
    TEXTS.outstanding[language],
    money.map(({ month, outstanding }) => ({
      label: month,
      heights: [drawn('totalCredit', outstanding)],
    })),
    [TEXTS.outstanding[language]],
    { xLabel: TEXTS.month[language], yLabel: FIGURE_TEXTS.totalCredit[language] },
  );

const badPlot = ({ money }: SimulationResult, language: Language): string =>
  barPlot(
    FIGURE_TEXTS.badRate[language],
    money.map(({ month, bad, outstanding }) => ({
      label: month,
      heights: [Number(outstanding) === 0 ? 0 : (100 * Number(bad)) / Number(outstanding)],
    })),
    [TEXTS.badRate[language]],
    { xLabel: TEXTS.month[language], yLabel: FIGURE_TEXTS.badRate[language] },
  );
