import { isFinal } from '@xinqiao/consent';
import { type ConsentRequestKind, type LocalizedText, PURPOSES, type PurposeCode } from '@xinqiao/contracts';
import { type Language, textKey } from '../../http/request-language.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { exactTime, type MyConsent, myConsentCard } from './my-consent-card.ts';
import { type ReadWeek, readsChart } from './reads-chart.ts';

/** A request that waits for an answer of hers, or of the others. */
export interface WaitingRequest {
  readonly requestId: string;
  readonly kind: ConsentRequestKind;
  readonly bank: LocalizedText;
  readonly enterprise: string;
  readonly purpose: PurposeCode;
  readonly answerBy: Date;
  /** Whether she agreed already and others still have to. */
  readonly byHer: boolean;
}

/** An objection that is not answered yet. */
export interface OpenObjection {
  readonly caseId: string;
  readonly title: string;
  /** Last day for the answer, Asia/Shanghai. */
  readonly answerBy: string;
}

const TEXT = {
  'zh-CN': {
    title: '我的授权',
    none: '目前没有任何授权。',
    waiting: '等待答复',
    active: '正在生效',
    ended: '已经结束',
    answer: '查看并答复',
    see: '查看进度',
    byHer: '您已同意，等待其他人',
    until: '答复截止',
    reads: '谁在读取',
    stopAll: '停止全部授权',
    signOut: '退出登录',
    acting: '您代表：',
    more: '更多',
    firm: '谁可以代表我的企业',
    cases: '问题与投诉',
    objections: '处理中的异议',
    correct: '数据有误，提出异议（20 天内答复）',
    object: '其他异议（20 天内答复）',
    by: (day: string) => `最迟 ${day} 答复`,
    contacts: '消息接收方式',
    export: '下载我的数据',
    kind: { NEW: '新的授权', AMEND: '更改授权', RENEW: '延长授权' },
  },
  en: {
    title: 'My consents',
    none: 'There is no consent.',
    waiting: 'Waiting for an answer',
    active: 'In force',
    ended: 'Ended',
    answer: 'Read and answer',
    see: 'See how it stands',
    byHer: 'You agreed; the others still have to',
    until: 'Answer before',
    reads: 'Who reads',
    stopAll: 'Stop all consents',
    signOut: 'Sign out',
    acting: 'You act for: ',
    more: 'More',
    firm: 'Who may act for my firm',
    cases: 'Questions and complaints',
    objections: 'Objections under way',
    correct: 'Object to wrong data (answered within 20 days)',
    object: 'Object to something else (answered within 20 days)',
    by: (day: string) => `answered by ${day}`,
    contacts: 'How we reach you',
    export: 'Download my data',
    kind: { NEW: 'New consent', AMEND: 'Change of a consent', RENEW: 'Longer consent' },
  },
} as const;

export interface MyConsentsPageOptions {
  readonly language: Language;
  readonly person: string;
  readonly enterprises: readonly string[];
  readonly waiting: readonly WaitingRequest[];
  readonly weeks: readonly ReadWeek[];
  readonly consents: readonly MyConsent[];
  readonly objections: readonly OpenObjection[];
  readonly signOutToken: string;
  formTokenOf(consentId: string): string;
}

/** The owner’s home: what waits for her, who reads, what is in force, each with a button to stop it. */
export function myConsentsPage(options: MyConsentsPageOptions): string {
  const { language, person, enterprises, consents, waiting, objections, signOutToken } = options;
  const text = TEXT[language];
  const living = consents.filter(({ consent }) => !isFinal(consent.status));
  const ended = consents.filter(({ consent }) => isFinal(consent.status));
  const cards = (list: readonly MyConsent[]) =>
    list.map((mine) => myConsentCard(mine, language, options.formTokenOf(mine.consent.consentId)));
  return page({
    language,
    title: text.title,
    path: '/my',
    body: html`<p class="note"><b>${person}</b> · ${text.acting}${enterprises.join('、')}</p>
${waiting.length > 0 && html`<h2>${text.waiting}</h2>${waiting.map((request) => waitingCard(request, language))}`}
${consents.length === 0 ? html`<p>${text.none}</p>` : html`<h2>${text.reads}</h2>${readsChart(options.weeks, language)}`}
${
  living.length > 0 &&
  html`<h2>${text.active}</h2>${cards(living)}
<p><a class="button stop" href="/my/stop-all">${text.stopAll}</a></p>`
}
${ended.length > 0 && html`<h2>${text.ended}</h2>${cards(ended)}`}
${objections.length > 0 && html`<h2>${text.objections}</h2><ul>${objections.map(({ caseId, title, answerBy }) => html`<li><a href="/my/cases/${caseId}">${title}</a> · ${text.by(answerBy)}</li>`)}</ul>`}
<h2>${text.more}</h2>
<ul class="links">
<li><a href="/my/corrections">${text.correct}</a></li>
<li><a href="/my/cases?category=OBJECTION">${text.object}</a></li>
<li><a href="/my/cases">${text.cases}</a></li>
<li><a href="/my/firm">${text.firm}</a></li>
<li><a href="/my/contacts">${text.contacts}</a></li>
<li><a href="/my/export">${text.export}</a></li>
</ul>
<form method="post" action="/sign-out"><input type="hidden" name="formToken" value="${signOutToken}"><button>${text.signOut}</button></form>`,
  });
}

function waitingCard(request: WaitingRequest, language: Language): Html {
  const { requestId, kind, bank, enterprise, purpose, answerBy, byHer } = request;
  const text = TEXT[language];
  const key = textKey(language);
  return html`<section class="card">
<h3>${bank[key]} <span class="state">${text.kind[kind]}</span></h3>
<p>${enterprise} · ${PURPOSES[purpose][key]}<br>${text.until} ${exactTime.format(answerBy)}</p>
${byHer && html`<p>${text.byHer}</p>`}
<p><a class="button" href="/my/requests/${requestId}">${byHer ? text.see : text.answer}</a></p>
</section>`;
}
