import type { ConsentRequestKind, ConsentRequestStatus, LocalizedText } from '@xinqiao/contracts';
import { type Language, textKey } from '../../http/request-language.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

/** Where a request stands that she cannot answer any more, or has answered herself. */
export interface Answered {
  readonly kind: ConsentRequestKind;
  readonly status: ConsentRequestStatus;
  readonly bank: LocalizedText;
  readonly enterprise: string;
  /** How many have agreed and how many must. */
  readonly given: number;
  readonly required: number;
  readonly answerBy: Date;
  readonly consentId: string;
}

const TEXT = {
  'zh-CN': {
    bank: '银行',
    enterprise: '企业',
    number: '授权编号',
    until: '请在此之前同意',
    waits: (given: number, required: number) =>
      `您已同意。已有 ${given} 人同意，还需 ${required - given} 人。`,
    others: '其他有权代表企业的人登录“我的授权”即可答复。人数不足之前，银行不能读取任何数据。',
    progress: (given: number, required: number) => `${required} 人中已有 ${given} 人同意`,
    mine: '查看我的授权',
    title: {
      PENDING: '等待其他人同意',
      AGREED: '已同意',
      REFUSED: '已拒绝',
      LAPSED: '请求已过期',
      WITHDRAWN: '银行已撤回请求',
    },
    says: {
      PENDING: '',
      AGREED: '授权已生效，银行已收到通知。您可以关闭此页面，也可以随时停止授权。',
      REFUSED: '没有提供任何数据，银行已收到通知。',
      LAPSED: '没有提供任何数据。如仍需办理，请让银行重新发起。',
      WITHDRAWN: '没有提供任何数据，您无需再做任何事。',
    },
    othersAsBefore: '其他有权代表企业的人登录“我的授权”即可答复。人数不足之前，原来的授权保持不变。',
    /** Where an agreed consent goes on whatever the answer. */
    saysAsBefore: {
      PENDING: '',
      AGREED: '更改已生效，银行已收到通知。您可以关闭此页面，也可以随时停止授权。',
      REFUSED: '原来的授权保持不变，银行已收到通知。您也可以随时停止原来的授权。',
      LAPSED: '原来的授权保持不变。如仍需办理，请让银行重新发起。',
      WITHDRAWN: '原来的授权保持不变，您无需再做任何事。',
    },
  },
  en: {
    bank: 'Bank',
    enterprise: 'Enterprise',
    number: 'Consent number',
    until: 'To be agreed before',
    waits: (given: number, required: number) =>
      `You agreed. ${given} of ${required} have agreed; ${required - given} more must.`,
    others:
      'The others who may act for the enterprise answer under “My consents”. Until enough have agreed the bank reads nothing.',
    progress: (given: number, required: number) => `${given} of ${required} have agreed`,
    mine: 'Go to my consents',
    title: {
      PENDING: 'Waiting for the others',
      AGREED: 'Agreed',
      REFUSED: 'Refused',
      LAPSED: 'The request has run out',
      WITHDRAWN: 'The bank took its request back',
    },
    says: {
      PENDING: '',
      AGREED:
        'The consent is in force and the bank was told. You can close this page, and stop the consent at any time.',
      REFUSED: 'Nothing was shown, and the bank was told.',
      LAPSED: 'Nothing was shown. If you still want it, let the bank ask again.',
      WITHDRAWN: 'Nothing was shown, and there is nothing left for you to do.',
    },
    othersAsBefore:
      'The others who may act for the enterprise answer under “My consents”. Until enough have agreed the consent stays as it was.',
    /** Where an agreed consent goes on whatever the answer. */
    saysAsBefore: {
      PENDING: '',
      AGREED:
        'The change is in force and the bank was told. You can close this page, and stop the consent at any time.',
      REFUSED:
        'The consent stays as it was, and the bank was told. You can still stop that consent at any time.',
      LAPSED: 'The consent stays as it was. If you still want the change, let the bank ask again.',
      WITHDRAWN: 'The consent stays as it was, and there is nothing left for you to do.',
    },
  },
} as const;

const time = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** What became of a request: waiting for others, or over. */
export function answeredPage(answered: Answered, language: Language, path: string): string {
  const { kind, status, bank, enterprise, given, required, answerBy, consentId } = answered;
  const text = TEXT[language];
  const waits = status === 'PENDING';
  const [says, others] = kind === 'NEW' ? [text.says, text.others] : [text.saysAsBefore, text.othersAsBefore];
  return page({
    language,
    title: text.title[status],
    path,
    body: html`${
      waits
        ? html`<p class="note">${text.waits(given, required)}</p>
<p><progress value="${given}" max="${required}" aria-label="${text.progress(given, required)}">${text.progress(given, required)}</progress></p>
<p>${others}</p>`
        : html`<p class="note">${says[status]}</p>`
    }
<dl><dt>${text.bank}</dt><dd>${bank[textKey(language)]}</dd>
<dt>${text.enterprise}</dt><dd>${enterprise}</dd>
${waits && html`<dt>${text.until}</dt><dd>${time.format(answerBy)}</dd>`}
<dt>${text.number}</dt><dd><code>${consentId}</code></dd></dl>
<p><a class="button" href="/my">${text.mine}</a></p>`,
  });
}
