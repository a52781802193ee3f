import type { Notice } from '../../consents/notice.ts';
import { noticeHash } from '../../consents/notice.ts';
import type { OwnValue } from '../../data/own/own-value.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { noticeLines } from './notice-lines.ts';
import { qrCode } from './qr-code.ts';

const TEXT = {
  'zh-CN': {
    agree: '同意',
    refuse: '不同意',
    as: '您正在以此身份办理：',
    number: '授权编号：',
    own: '数据旁边的数值是您企业目前的情况，只显示给您本人，不会因打开此页而提供给银行。',
    given: (given: number, required: number) => `已有 ${given} 人同意，共需 ${required} 人。`,
    tooFew: '目前有权办理的人数少于企业规定须同意的人数，现在无法同意，但您可以不同意。',
    refused: (day: string) => `贵企业已于 ${day} 拒绝过该银行就同一用途的请求。`,
    other: '为其他企业答复',
    phone: '也可以用手机扫描，在您自己的手机上答复：',
    code: '在手机上打开此请求的二维码',
  },
  en: {
    agree: 'Agree',
    refuse: 'Do not agree',
    as: 'You are acting as: ',
    number: 'Consent number: ',
    own: 'The figures beside the data are your firm’s own as they stand, shown to you alone. Opening this page gives the bank none of them.',
    given: (given: number, required: number) => `${given} of ${required} have agreed so far.`,
    tooFew:
      'Fewer people may act at present than your enterprise demands: it cannot be agreed to now, but you can refuse.',
    refused: (day: string) => `Your enterprise refused this bank’s request for the same purpose on ${day}.`,
    other: 'Answer for another enterprise',
    phone: 'Or scan this with your phone and answer there:',
    code: 'QR code that opens this request on your phone',
  },
} as const;

export interface ConsentPageOptions {
  /** What she is told, nothing ticked. */
  readonly notice: Notice;
  readonly consentId: string;
  /** Name of the person signed in. */
  readonly person: string;
  /** Path of the page; the answer is posted below it. */
  readonly path: string;
  readonly formToken: string;
  /** Her own figures; default none. */
  readonly ownValues?: readonly OwnValue[];
  /** How many have agreed, where several must. */
  readonly approvals?: {
    readonly given: number;
    readonly required: number;
    /** Whether fewer may act than must agree: she can only refuse. Default false. */
    readonly tooFew?: boolean;
  };
  /** Day on which the enterprise refused the same bank the same purpose, where that was not long ago. */
  readonly refusedOn?: string;
  /** Address that opens the same question on her phone; shown where the screen is wide. */
  readonly phoneAddress?: string;
  /** Enterprise she answers for, and the others she could, where she acts for several. */
  readonly subjectId?: string;
  readonly others?: readonly { readonly subjectId: string; readonly name: string }[];
}

/** Where the ticks belong. */
const AGREE_FORM = 'agree';

/** The one page on which an owner decides. Both answers are buttons of the same size and look. */
export function consentPage(options: ConsentPageOptions): string {
  const {
    notice,
    consentId,
    person,
    path,
    formToken,
    ownValues = [],
    approvals,
    refusedOn,
    subjectId,
    others = [],
    phoneAddress,
  } = options;
  const text = TEXT[notice.language];
  const answer = (
    decision: 'agree' | 'refuse',
  ) => html`<form method="post" action="${path}/answer" id="${decision}">
<input type="hidden" name="formToken" value="${formToken}">
<input type="hidden" name="notice" value="${noticeHash(notice)}">
<input type="hidden" name="lang" value="${notice.language}">
${subjectId !== undefined && html`<input type="hidden" name="subject" value="${subjectId}">`}
<button name="decision" value="${decision}">${text[decision]}</button>
</form>`;
  return page({
    language: notice.language,
    title: notice.title,
    path: subjectId === undefined ? path : `${path}?subject=${subjectId}`,
    body: html`${noticeLines({ notice, ownValues, form: AGREE_FORM })}
${ownValues.length > 0 && html`<p class="hint beside">${text.own}</p>`}
${approvals !== undefined && approvals.required > 1 && html`<p class="note">${text.given(approvals.given, approvals.required)}</p>`}
${approvals?.tooFew && html`<p class="note">${text.tooFew}</p>`}
${refusedOn !== undefined && html`<p class="note">${text.refused(refusedOn)}</p>`}
<p class="note">${text.as}<b>${person}</b></p>
<div class="choices">${!approvals?.tooFew && answer('agree')}${answer('refuse')}</div>
${others.length > 0 && html`<p>${text.other}</p><ul>${others.map((other) => html`<li><a href="${path}?subject=${other.subjectId}">${other.name}</a></li>`)}</ul>`}
<p>${text.number}<code>${consentId}</code></p>
${phoneAddress !== undefined && html`<div class="desk"><p>${text.phone}</p>${qrCode(phoneAddress, text.code)}</div>`}`,
  });
}
