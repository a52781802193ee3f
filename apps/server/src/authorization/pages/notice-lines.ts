import type { DataItemId } from '@xinqiao/contracts';
import type { Notice, NoticeLine } from '../../consents/notice.ts';
import { NOTICE_TEXT } from '../../consents/notice-text.ts';
import type { OwnValue } from '../../data/own/own-value.ts';
import { type Html, html } from './html.ts';

export interface NoticeLinesOptions {
  readonly notice: Notice;
  /** Her own figures, beside the items they belong to. */
  readonly ownValues?: readonly OwnValue[];
  /** Id of the form that ticks belong to; without one they are only shown. */
  readonly form?: string;
}

/** The words of a notice as a page shows them. */
export function noticeLines({ notice, ownValues = [], form }: NoticeLinesOptions): Html {
  const own = (item: DataItemId | undefined) => {
    const value = ownValues.find((candidate) => candidate.item === item);
    return value && html`<span class="own ${value.status !== 'SHOWN' && 'absent'}">${value.words}</span>`;
  };
  const tick = (line: NoticeLine, word: string, at: number) => {
    const item = line.items?.[at];
    return form === undefined
      ? html`<li>${line.ticked?.[at] ? '☑' : '☐'} ${word}</li>`
      : html`<li><label class="tick"><input type="checkbox" name="items" value="${item ?? ''}" form="${form}"> ${word}</label>${own(item)}</li>`;
  };
  const words = (line: NoticeLine) =>
    typeof line.text === 'string'
      ? line.text
      : line.ticked === undefined
        ? html`<ul>${line.text.map((word, at) => html`<li>${word}${own(line.items?.[at])}</li>`)}</ul>`
        : html`<ul class="ticks">${line.text.map((word, at) => tick(line, word, at))}</ul>`;
  const was = ({ was }: NoticeLine) =>
    was !== undefined &&
    html`<p class="was">${NOTICE_TEXT[notice.language].before}<del>${typeof was === 'string' ? was : was.join(notice.language === 'en' ? ', ' : '、')}</del></p>`;
  return html`<dl>
${notice.lines.map(
  (
    line,
  ) => html`<dt>${line.label}</dt><dd${line.was !== undefined && html` class="changed"`}>${words(line)}${was(line)}</dd>
`,
)}</dl>`;
}
