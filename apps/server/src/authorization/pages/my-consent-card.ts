import { DATA_ITEMS } from '@xinqiao/catalogue';
import { isFinal } from '@xinqiao/consent';
import { type Consent, type ConsentPauseReason, type LocalizedText, PURPOSES } from '@xinqiao/contracts';
import { type Language, textKey } from '../../http/request-language.ts';
import { eventWords } from './event-words.ts';
import { type Html, html } from './html.ts';

/** One consent of the owner’s, with what happened under it, newest first. */
export interface MyConsent {
  readonly consent: Consent;
  readonly enterprise: string;
  readonly bank: LocalizedText;
  readonly events: readonly {
    readonly entryId: string;
    readonly kind: string;
    readonly at: Date;
  }[];
  /** The last stop, and what the bank said to it; undefined while it is in force. */
  readonly stop?: { readonly stoppedAt: Date; readonly acknowledgedAt: Date | null } | undefined;
  /** Where an agent prepared what was agreed last; undefined where she was not helped. */
  readonly assistedAt?: string | undefined;
  /** Revisions with a receipt, newest first. */
  readonly receipts: readonly { readonly revision: number; readonly changedAt: Date }[];
}

const TEXT = {
  'zh-CN': {
    enterprise: '企业',
    purpose: '用途',
    items: '数据',
    until: '到期',
    number: '授权编号',
    events: '发生过什么',
    stop: '停止',
    pause: '暂停',
    resume: '恢复',
    report: '报告问题',
    why: '暂停原因',
    assisted: '代办员协助地点',
    stopped: (at: string) => `已于 ${at} 停止提供数据`,
    acknowledged: (at: string) => `银行于 ${at} 签名确认`,
    unacknowledged: '银行尚未确认',
    receipts: '回执',
    receipt: (revision: number) => `第 ${revision} 版回执`,
  },
  en: {
    enterprise: 'Enterprise',
    purpose: 'Purpose',
    items: 'Data',
    until: 'Ends',
    number: 'Consent number',
    events: 'What happened',
    stop: 'Stop',
    pause: 'Pause',
    resume: 'Resume',
    report: 'Report a problem',
    why: 'Why it rests',
    assisted: 'Prepared by an agent at',
    stopped: (at: string) => `Stopped at ${at}`,
    acknowledged: (at: string) => `acknowledged by the bank at ${at}`,
    unacknowledged: 'not yet acknowledged by the bank',
    receipts: 'Receipts',
    receipt: (revision: number) => `Receipt of revision ${revision}`,
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

const PAUSE_REASON: Readonly<Record<ConsentPauseReason, LocalizedText>> = {
  OWNER_PAUSED: { zh: '由企业暂停', en: 'Paused by the enterprise' },
  LEGAL_REPRESENTATIVE_CHANGED: {
    zh: '登记机关报告法定代表人已变更：须由现任法定代表人决定恢复或停止',
    en: 'The registry reports a new legal representative, who decides whether it goes on or stops',
  },
  DEREGISTERED: {
    zh: '登记机关报告企业已注销',
    en: 'The registry reports that the enterprise was dissolved',
  },
  LICENCE_REVOKED: {
    zh: '登记机关报告营业执照被吊销',
    en: 'The registry reports that the licence was revoked',
  },
  ABNORMAL_LISTED: {
    zh: '登记机关报告企业列入经营异常名录',
    en: 'The registry lists the enterprise for abnormal operations',
  },
  AUTHORITY_ENDED: {
    zh: '同意的人已无权代表企业',
    en: 'Whoever agreed may no longer act for the enterprise',
  },
};

/** Date and time to the second, Asia/Shanghai. */
export const exactTime = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** A consent as its owner sees it; stopping is a button as large as any other. */
export function myConsentCard(mine: MyConsent, language: Language, formToken: string): Html {
  const { consent, enterprise, bank, events, receipts, assistedAt } = mine;
  const { consentId, status, pausedReason, expiresAt } = consent;
  const text = TEXT[language];
  const key = textKey(language);
  const button = (
    act: 'stop' | 'pause' | 'resume',
  ) => html`<form method="post" action="/my/consents/${consentId}/${act}">
<input type="hidden" name="formToken" value="${formToken}"><button class="${act}">${text[act]}</button></form>`;
  return html`<section class="card">
<h3>${bank[key]} <span class="state ${status === 'ACTIVE' && 'active'}">${STATUS[status][key]}</span></h3>
${stopLine(mine, language)}
<dl>${pausedReason !== null && html`<dt>${text.why}</dt><dd>${PAUSE_REASON[pausedReason][key]}</dd>`}
<dt>${text.enterprise}</dt><dd>${enterprise}</dd>
<dt>${text.purpose}</dt><dd>${PURPOSES[consent.purpose][key]}</dd>
<dt>${text.items}</dt><dd>${consent.items.map((item) => DATA_ITEMS[item].name[key]).join(language === 'en' ? ', ' : '、')}</dd>
${expiresAt !== null && html`<dt>${text.until}</dt><dd>${exactTime.format(new Date(expiresAt))}</dd>`}
${assistedAt !== undefined && html`<dt>${text.assisted}</dt><dd>${assistedAt}</dd>`}
<dt>${text.number}</dt><dd><code>${consentId}</code></dd>
${receipts.length > 0 && html`<dt>${text.receipts}</dt>${receipts.map(({ revision, changedAt }) => html`<dd><a href="/my/consents/${consentId}/receipts/${revision}">${text.receipt(revision)}</a> ${exactTime.format(changedAt)}</dd>`)}`}</dl>
${!isFinal(status) && html`<div class="choices">${status === 'PAUSED' ? button('resume') : button('pause')}${button('stop')}</div>`}
${events.length > 0 && html`<h4>${text.events}</h4><ul class="events">${events.map(({ entryId, kind, at }) => html`<li><span>${exactTime.format(at)}</span> ${eventWords(kind)[key]} <a href="/my/cases?entry=${entryId}" aria-label="${text.report}: ${eventWords(kind)[key]} ${exactTime.format(at)}">${text.report}</a></li>`)}</ul>`}
</section>`;
}

/** “Stopped at 14:03:07 · acknowledged by the bank at 14:03:09.” */
function stopLine({ stop }: MyConsent, language: Language): Html | undefined {
  if (stop === undefined) return undefined;
  const text = TEXT[language];
  const { stoppedAt, acknowledgedAt } = stop;
  const word =
    acknowledgedAt === null ? text.unacknowledged : text.acknowledged(exactTime.format(acknowledgedAt));
  return html`<p class="${acknowledgedAt === null ? 'warn' : 'note'}">${text.stopped(exactTime.format(stoppedAt))} · ${word}</p>`;
}
