import { DATA_ITEMS } from '@xinqiao/catalogue';
import { isFinal } from '@xinqiao/consent';
import { type Consent, type LocalizedText, type LogEntryKind, PURPOSES } from '@xinqiao/contracts';
import { type Language, textKey } from '../../http/request-language.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';

/** One consent of the owner’s, with what happened under it, newest first. */
export interface MyConsent {
  readonly consent: Consent;
  readonly enterprise: string;
  readonly bank: LocalizedText;
  readonly events: readonly {
    readonly entryId: string;
    readonly kind: LogEntryKind;
    readonly at: Date;
  }[];
}

const TEXT = {
  'zh-CN': {
    title: '我的授权',
    none: '目前没有任何授权。',
    active: '正在生效',
    ended: '已经结束',
    enterprise: '企业',
    purpose: '用途',
    items: '数据',
    until: '到期',
    number: '授权编号',
    events: '发生过什么',
    stop: '停止',
    pause: '暂停',
    resume: '恢复',
    signOut: '退出登录',
    acting: '您代表：',
    cases: '问题与投诉',
    contacts: '消息接收方式',
    report: '报告问题',
  },
  en: {
    title: 'My consents',
    none: 'There is no consent.',
    active: 'In force',
    ended: 'Ended',
    enterprise: 'Enterprise',
    purpose: 'Purpose',
    items: 'Data',
    until: 'Ends',
    number: 'Consent number',
    events: 'What happened',
    stop: 'Stop',
    pause: 'Pause',
    resume: 'Resume',
    signOut: 'Sign out',
    acting: 'You act for: ',
    cases: 'Questions and complaints',
    contacts: 'How we reach you',
    report: 'Report a problem',
  },
} as const;

const STATUS: Readonly<Record<Consent['status'], LocalizedText>> = {
  PENDING: { zh: '等待答复', en: 'Waiting for an answer' },
  ACTIVE: { zh: '生效', en: 'In force' },
  PAUSED: { zh: '已暂停', en: 'Paused' },
  REJECTED: { zh: '已拒绝', en: 'Refused' },
  REVOKED: { zh: '已停止', en: 'Stopped' },
  EXPIRED: { zh: '已到期', en: 'Expired' },
};

/** What happened, in words for the owner. */
export const EVENTS: Readonly<Partial<Record<LogEntryKind, LocalizedText>>> = {
  CONSENT_GRANTED: { zh: '您同意了', en: 'You agreed' },
  CONSENT_PAUSED: { zh: '您暂停了', en: 'You paused it' },
  CONSENT_RESUMED: { zh: '您恢复了', en: 'You resumed it' },
  CONSENT_REVOKED: { zh: '已停止', en: 'It was stopped' },
  CONSENT_EXPIRED: { zh: '已到期', en: 'It expired' },
  ACCESS_ALLOWED: { zh: '银行请求读取，已放行', en: 'The bank asked to read and was let in' },
  ACCESS_DENIED: { zh: '银行请求读取，已拒绝', en: 'The bank asked to read and was refused' },
  DATA_DELIVERED: { zh: '银行读取了数据', en: 'The bank read the data' },
  DATA_DISCARDED: { zh: '读取被中止，数据未提供', en: 'A reading was cut off and nothing was shown' },
  DATA_FAILED: { zh: '数据来源没有应答', en: 'The data source did not answer' },
  DECISION_MADE: { zh: '作出了授信评估', en: 'A credit decision was made' },
};

const time = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

export interface MyConsentsPageOptions {
  readonly language: Language;
  readonly person: string;
  readonly enterprises: readonly string[];
  readonly consents: readonly MyConsent[];
  readonly signOutToken: string;
  formTokenOf(consentId: string): string;
}

/** All consents of the owner: those in force first, each with a button to stop it. */
export function myConsentsPage(options: MyConsentsPageOptions): string {
  const { language, person, enterprises, consents, signOutToken } = options;
  const text = TEXT[language];
  const living = consents.filter(({ consent }) => !isFinal(consent.status));
  const ended = consents.filter(({ consent }) => isFinal(consent.status));
  const section = (title: string, list: readonly MyConsent[]) =>
    list.length > 0 && html`<h2>${title}</h2>${list.map((item) => card(item, options))}`;
  return page({
    language,
    title: text.title,
    path: '/my',
    body: html`<p class="note"><b>${person}</b> · ${text.acting}${enterprises.join('、')}</p>
${consents.length === 0 && html`<p>${text.none}</p>`}
${section(text.active, living)}
${section(text.ended, ended)}
<p><a href="/my/cases">${text.cases}</a></p>
<p><a href="/my/contacts">${text.contacts}</a></p>
<form method="post" action="/sign-out"><input type="hidden" name="formToken" value="${signOutToken}"><button>${text.signOut}</button></form>`,
  });
}

function card(
  { consent, enterprise, bank, events }: MyConsent,
  { language, formTokenOf }: MyConsentsPageOptions,
): Html {
  const text = TEXT[language];
  const key = textKey(language);
  const token = formTokenOf(consent.consentId);
  const button = (
    act: 'stop' | 'pause' | 'resume',
  ) => html`<form method="post" action="/my/consents/${consent.consentId}/${act}">
<input type="hidden" name="formToken" value="${token}"><button class="${act}">${text[act]}</button></form>`;
  return html`<section class="card">
<h3>${bank[key]} <span class="state ${consent.status === 'ACTIVE' && 'active'}">${STATUS[consent.status][key]}</span></h3>
<dl><dt>${text.enterprise}</dt><dd>${enterprise}</dd>
<dt>${text.purpose}</dt><dd>${PURPOSES[consent.purpose][key]}</dd>
<dt>${text.items}</dt><dd>${consent.items.map((item) => DATA_ITEMS[item].name[key]).join(language === 'en' ? ', ' : '、')}</dd>
${consent.expiresAt !== null && html`<dt>${text.until}</dt><dd>${time.format(new Date(consent.expiresAt))}</dd>`}
<dt>${text.number}</dt><dd><code>${consent.consentId}</code></dd></dl>
${!isFinal(consent.status) && html`<div class="choices">${consent.status === 'PAUSED' ? button('resume') : button('pause')}${button('stop')}</div>`}
${events.length > 0 && html`<h4>${text.events}</h4><ul class="events">${events.map(({ entryId, kind, at }) => html`<li><span>${time.format(at)}</span> ${EVENTS[kind]?.[key] ?? kind} <a href="/my/cases?entry=${entryId}" aria-label="${text.report}: ${time.format(at)}">${text.report}</a></li>`)}</ul>`}
</section>`;
}
