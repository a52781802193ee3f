import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { Language } from '../../http/request-language.ts';
import { type Html, html } from './html.ts';

/** Plain CSS for old phones: no variables, no grid but where the screen is wide, system fonts, large type. */
export const PAGE_CSS = `
*{box-sizing:border-box}
html{font-size:112.5%}
body{margin:0;background:#f4f5f2;color:#1c2321;line-height:1.6;font-family:"Noto Sans SC","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
html[lang=en] body{font-family:system-ui,"Segoe UI",Roboto,Arial,"Noto Sans SC","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
a{color:#0b5a44}
header{background:#0b5a44;color:#fff}
header div,main,footer{max-width:38rem;margin:0 auto;padding:.75rem 1rem}
header div{overflow:hidden}
header b{font-size:1.15rem}
header a{color:#fff;float:right;padding:.15rem .25rem}
main{background:#fff;border:1px solid #dfe3dd;border-radius:.5rem;margin:1rem auto;padding:1.25rem}
h1{font-size:1.35rem;line-height:1.35;margin:0 0 1rem;text-wrap:balance}
h2{font-size:1.15rem;margin:1.75rem 0 .5rem}
h3{font-size:1.05rem;margin:0 0 .5rem}
p+h3,form+h3,.card+h3{margin-top:1.5rem}
h4{font-size:1rem;margin:1.25rem 0 .5rem}
dl{margin:0}
dt{color:#52605b;font-size:.9rem;margin-top:.9rem}
dd{margin:.1rem 0 0}
ul{margin:.25rem 0;padding-left:1.2rem}
.note{background:#f1f6f3;border-left:4px solid #0b5a44;padding:.6rem .8rem;margin:1.25rem 0}
.warn{background:#fdf4e3;border-left:4px solid #9a5b00;padding:.6rem .8rem;margin:1.25rem 0}
.choices{margin:1.5rem 0 .5rem}
.choices form,.choices button{width:100%}
.choices form+form{margin-top:.75rem}
button,.button{display:block;min-height:3rem;font:inherit;font-weight:600;padding:.6rem 1rem;border:2px solid #0b5a44;border-radius:.4rem;background:#fff;color:#0b5a44;text-align:center;text-decoration:none;cursor:pointer}
button.stop{border-color:#a3261b;color:#a3261b}
button:focus,a:focus,input:focus,select:focus,textarea:focus{outline:3px solid #e0a100;outline-offset:2px}
input[type=text],select,textarea{width:100%;font:inherit;color:inherit;background:#fff;padding:.5rem;border:1px solid #6a7671;border-radius:.3rem}
select,input[type=text]{min-height:3rem}
textarea{display:block;min-height:9rem}
.own{display:block;color:#084635;font-weight:600}
.own.absent{color:#52605b;font-weight:400}
.changed{background:#fdf4e3;border-left:4px solid #9a5b00;padding:.4rem .7rem}
.was{margin:.25rem 0 0;color:#52605b}
.ticks{list-style:none;padding:0}
label.tick{display:block;min-height:2.75rem;padding:.5rem 0;margin:0}
.ticks .own{display:block;margin:0 0 .5rem 1.9rem}
.tick input{width:1.4rem;height:1.4rem;margin:0 .5rem 0 0;vertical-align:-.25rem}
.qr{display:block;width:100%;max-width:16rem;margin:1rem auto}
.reference{text-align:center;font-size:1.15rem}
.reference b{font-family:monospace;font-size:1.5rem;white-space:nowrap}
progress{width:100%;height:1.25rem;accent-color:#0b5a44}
del{text-decoration-color:#8b9691}
ul+form{margin-top:1.5rem}
figure{margin:0}
figcaption{color:#52605b;font-size:.9rem}
.chart{display:block;width:100%;max-width:26rem;fill:#0b5a44}
.chart text{font-size:13px;text-anchor:middle;fill:#1c2321}
.chart .edge{text-anchor:start;fill:#52605b}
.chart .last{text-anchor:end}
.links{list-style:none;padding:0}
.links li{padding:.35rem 0}
button.wide{width:100%}
a.button.stop{border-color:#a3261b;color:#a3261b}
.word{overflow-wrap:anywhere}
blockquote{margin:.5rem 0;padding:.8rem;background:#f4f5f2;border-left:4px solid #6a7671}
.hint{color:#52605b;font-size:.9rem;margin:.25rem 0 1rem}
.beside{margin-top:1rem}
.written{white-space:pre-wrap;overflow-wrap:anywhere;margin:.25rem 0}
label{display:block;margin:.5rem 0 .25rem}
input+button{margin-top:.75rem}
.person{border-top:1px solid #dfe3dd;padding:.8rem 0}
.person p{margin:.1rem 0 .5rem;color:#52605b;font-size:.95rem}
.card{border:1px solid #dfe3dd;border-radius:.4rem;padding:1rem;margin:1rem 0}
.card>:first-child{margin-top:0}
.card>:last-child{margin-bottom:0}
fieldset{border:1px solid #dfe3dd;border-radius:.4rem;margin:1rem 0;padding:.25rem .8rem}
legend{padding:0 .25rem}
.state{display:inline-block;padding:.05rem .5rem;border-radius:.3rem;background:#e6eae7;font-size:.9rem}
.state.active{background:#d8efe4;color:#084635}
.events{list-style:none;padding:0;font-size:.92rem}
.events li{padding:.4rem 0;border-top:1px solid #dfe3dd}
.events span{display:block;color:#52605b}
code{word-break:break-all;font-size:.85rem}
footer{color:#52605b;font-size:.85rem;padding-bottom:2rem}
.desk{display:none}
@media (min-width:48rem){dl{display:grid;grid-template-columns:10.5rem 1fr;grid-column-gap:1rem}dt{grid-column:1;margin-top:.55rem}dd{grid-column:2;margin-top:.45rem}header div,main,footer{max-width:46rem}dd>ul:not(.ticks) .own{display:inline;margin-left:.75rem}.desk{display:block;border-top:1px solid #dfe3dd;margin-top:1.5rem;text-align:center}}
@media (max-width:38rem){main{border-left:0;border-right:0;border-radius:0}}
@media (min-width:30rem){.events span{display:inline-block;min-width:11.5rem}.choices form{float:left;width:48%}.choices form+form{float:right;margin-top:0}.choices{overflow:hidden}}
@media print{header a,.choices,footer,.screen,.desk,form{display:none}body,main{background:#fff;border:0;margin:0}header{background:#fff;color:#000}a{color:#000;text-decoration:none}.card,dd{break-inside:avoid}}
`;
export const PAGE_CSS_PATH = `/assets/page-${createHash('sha256').update(PAGE_CSS).digest('hex').slice(0, 12)}.css`;

/** Headers of every page: no script at all, no frames, nothing cached, nothing leaked to the next site. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** Sends a page. */
export const show = (reply: FastifyReply, markup: string): FastifyReply =>
  reply.headers(PAGE_HEADERS).send(markup);

const TEXT = {
  'zh-CN': {
    name: '信桥',
    other: 'English',
    footer: '信桥只在您同意的范围内提供数据，每一次读取都有记录。',
    mine: '我的授权',
  },
  en: {
    name: 'Xinqiao 信桥',
    other: '中文',
    footer: 'Xinqiao shows only what you agreed to, and every reading is recorded.',
    mine: 'My consents',
  },
} as const;

export interface PageOptions {
  readonly language: Language;
  readonly title: string;
  readonly body: Html;
  /** Path the language switch leads to; absent where the page cannot be opened again. */
  readonly path?: string;
}

/** A whole page. */
export function page({ language, title, body, path }: PageOptions): string {
  const text = TEXT[language];
  const other = language === 'en' ? 'zh-CN' : 'en';
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${text.name}</title>
<link rel="stylesheet" href="${PAGE_CSS_PATH}">
<link rel="icon" href="data:,">
</head>
<body>
<header><div>${path !== undefined && html`<a href="${withLanguage(path, other)}" lang="${other}" hreflang="${other}">${text.other}</a>`}<b>${text.name}</b></div></header>
<main>
<h1>${title}</h1>
${body}
</main>
<footer>${text.footer} <a href="${withLanguage('/my', language)}">${text.mine}</a></footer>
</body>
</html>
`.text;
}

/** A local path with the language it is to be shown in. */
export const withLanguage = (path: string, language: Language): string =>
  `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;
