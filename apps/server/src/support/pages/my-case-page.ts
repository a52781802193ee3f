import {
  CASE_CATEGORIES,
  CASE_TEXT_LENGTH,
  dateOf,
  type Instant,
  type SupportCase,
} from '@xinqiao/contracts';
import { html } from '../../authorization/pages/html.ts';
import { page } from '../../authorization/pages/layout.ts';
import { type Language, textKey } from '../../http/request-language.ts';
import { allows } from '../case-steps.ts';
import { SIDE, STATUS, TEXT, time } from './case-texts.ts';

export interface MyCasePageOptions {
  readonly language: Language;
  readonly supportCase: SupportCase;
  readonly formToken: string;
  /** What she wanted to send, where it was refused. */
  readonly refused?: { readonly text: string; readonly problem: string } | undefined;
}

/** One case of the owner: what was written, and a form to go on. */
export function myCasePage({ language, supportCase, formToken, refused }: MyCasePageOptions): string {
  const text = TEXT[language];
  const key = textKey(language);
  const { caseId, category, title, status, deadlineAt, openedAt, entryIds, messages } = supportCase;
  const token = html`<input type="hidden" name="formToken" value="${formToken}">`;
  return page({
    language,
    title,
    path: `/my/cases/${caseId}`,
    body: html`<p><a href="/my/cases">${text.all}</a></p>
<p><span class="state ${status === 'ANSWERED' && 'active'}">${STATUS[status][key]}</span></p>
<dl><dt>${text.category}</dt><dd>${CASE_CATEGORIES[category].name[key]}</dd>
<dt>${text.opened}</dt><dd>${time.format(new Date(openedAt))}</dd>
${(status === 'OPEN' || status === 'ASSIGNED') && html`<dt>${text.answerBy}</dt><dd>${lastDay(deadlineAt)}</dd>`}
<dt>${text.number}</dt><dd><code>${caseId}</code></dd>
${entryIds.length > 0 && html`<dt>${text.entries}</dt>${entryIds.map((entryId) => html`<dd><code>${entryId}</code></dd>`)}`}</dl>
<h2>${text.messages}</h2>
<ul class="events">${messages.map(({ side, text, writtenAt }) => html`<li><span>${time.format(new Date(writtenAt))}</span> <b>${SIDE[side][key]}</b><p class="written">${text}</p></li>`)}</ul>
${refused !== undefined && html`<p class="warn" role="alert">${refused.problem}</p>`}
${
  allows('REPLY', status) &&
  html`<form method="post" action="/my/cases/${caseId}/reply">${token}<label for="text">${text.more}</label>
<textarea id="text" name="text" required maxlength="${CASE_TEXT_LENGTH}">${refused?.text ?? ''}</textarea><p class="hint">${text.hint}</p><button>${text.send}</button></form>`
}
${
  allows('CLOSE', status) &&
  html`<form method="post" action="/my/cases/${caseId}/close" class="choices">${token}<button class="stop">${text.close}</button></form>`
}`,
  });
}

/** The last day on which an answer is in time, Asia/Shanghai. */
const lastDay = (deadlineAt: Instant) =>
  dateOf(new Date(Date.parse(deadlineAt) - 1).toISOString() as Instant);
