import { escapeHtml } from './svg.ts';

export const REPORT_LANGUAGES = ['zh', 'en'] as const;
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number];
/** Words in both languages; a report takes one. */
export type Words = readonly [zh: string, en: string];

export const wordOf =
  (language: ReportLanguage) =>
  ([zh, en]: Words): string =>
    language === 'zh' ? zh : en;

/** Null is shown as a dash. Numbers have at most four places. */
export type Cell = string | number | null;

const written = (cell: Cell): string =>
  cell === null ? '–' : typeof cell === 'number' ? String(Number(cell.toFixed(4))) : escapeHtml(cell);

/** A share as a percentage with one place. */
export const percent = (share: number | null): string | null =>
  share === null ? null : `${(100 * share).toFixed(1)} %`;

/** Figures and short words are not broken. */
const classOf = (cell: Cell): string => {
  if (typeof cell === 'number') return ' class="n"';
  return cell !== null && cell.length <= 20 ? ' class="s"' : '';
};

/** A table that scrolls sideways where the screen is narrow. */
export const htmlTable = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `<div class="wide"><table><thead><tr>${head.map((one) => `<th>${escapeHtml(one)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((cell) => `<td${classOf(cell)}>${written(cell)}</td>`).join('')}</tr>`)
    .join('')}</tbody></table></div>`;

/** Figures that are read first, large. */
export const headline = (
  figures: readonly (readonly [name: string, figure: Cell, more?: string | undefined])[],
): string =>
  `<dl>${figures
    .map(
      ([name, figure, more]) =>
        `<div><dt>${escapeHtml(name)}</dt><dd>${written(figure)}${more === undefined ? '' : `<small>${escapeHtml(more)}</small>`}</dd></div>`,
    )
    .join('')}</dl>`;

export const section = (title: string, ...parts: readonly string[]): string =>
  `<section><h2>${escapeHtml(title)}</h2>${parts.join('')}</section>`;

export const note = (text: string, alarm = false): string =>
  `<p${alarm ? ' class="alarm" role="alert"' : ''}>${escapeHtml(text)}</p>`;

export const plots = (...parts: readonly string[]): string => `<div class="plots">${parts.join('')}</div>`;

const STYLE = `:root{color-scheme:light}*{box-sizing:border-box}
body{font:15px/1.55 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;margin:0 auto;max-width:1040px;padding:1.2rem 1rem 3rem;color:#1b1b1b;background:#fff;overflow-wrap:anywhere}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.15rem;margin:2.2rem 0 .6rem;border-bottom:1px solid #ccc;padding-bottom:.2rem}h3{font-size:1rem;margin:.8rem 0 .2rem}
.wide{overflow-x:auto}table{border-collapse:collapse;margin:.6rem 0;font-variant-numeric:tabular-nums;overflow-wrap:normal}td,th{border-bottom:1px solid #ddd;padding:.2rem .7rem .2rem 0;text-align:left;vertical-align:top}th{font-weight:600;color:#444}td{max-width:26rem}td.n,td.s{white-space:nowrap}
dl{display:flex;flex-wrap:wrap;gap:.6rem 2rem;margin:1rem 0}dl div{min-width:6.5rem}dt{color:#555;font-size:.85rem}dd{margin:0;font-size:1.35rem;font-variant-numeric:tabular-nums}dd small{display:block;font-size:.8rem;color:#555}
.plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(420px,100%),1fr));gap:1.4rem 2rem}.plots>*{min-width:0}svg{width:100%;height:auto;display:block}
svg text{font:11px system-ui,"Noto Sans CJK SC",sans-serif;fill:#444}svg .small{font-size:9px}svg .rule{stroke:#e3e3e3}svg .title{font-size:12px;font-weight:600;fill:#1b1b1b}
.alarm{background:#fff3cd;border-left:4px solid #b35c00;padding:.5rem .8rem}.lead{color:#444}@media(max-width:600px){td:first-child,th:first-child{overflow-wrap:anywhere;white-space:normal;min-width:6rem}td,th{padding-right:.5rem}}`;

/** A page in one file: nothing in it is fetched, and no script runs. */
export const page = (title: string, language: ReportLanguage, parts: readonly string[]): string =>
  `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><h1>${escapeHtml(title)}</h1>${parts.join('')}</body></html>\n`;
