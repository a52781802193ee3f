import { DATA_ITEMS, fieldName, recordName } from '@xinqiao/catalogue';
import {
  type CorrectionStatus,
  DATA_ITEM_IDS,
  type DataItemId,
  dateOf,
  type Instant,
  MARKED_STATUSES,
} from '@xinqiao/contracts';
import { type Html, html } from '../../authorization/pages/html.ts';
import { page } from '../../authorization/pages/layout.ts';
import { type Language, textKey } from '../../http/request-language.ts';
import { time } from '../../support/pages/case-texts.ts';
import { CORRECTION_STATUS, CORRECTIONS_TEXT } from './corrections-texts.ts';

/** An objection as its subject sees it. */
export interface MyCorrection {
  readonly correctionId: string;
  /** Case that goes with it; undefined where somebody else wrote it. */
  readonly caseId: string | undefined;
  readonly enterprise: string;
  readonly item: DataItemId;
  readonly path: string;
  readonly record: string | null;
  readonly status: CorrectionStatus;
  readonly openedAt: Date;
  readonly deadlineAt: Date;
  /** Words of the agency. */
  readonly note: string | null;
}

export interface MyCorrectionsPageOptions {
  readonly language: Language;
  readonly subjects: readonly { readonly subjectId: string; readonly name: string }[];
  readonly corrections: readonly MyCorrection[];
}

/** All objections of the owner, and where a new one begins: with whose data and which. */
export function myCorrectionsPage({ language, subjects, corrections }: MyCorrectionsPageOptions): string {
  const text = CORRECTIONS_TEXT[language];
  return page({
    language,
    title: text.title,
    path: '/my/corrections',
    body: html`<p><a href="/my">${text.back}</a></p>
<p class="note">${text.note}</p>
${subjects.length === 0 ? html`<p class="warn">${text.nobody}</p>` : chooser(subjects, language)}
<h2>${text.mine}</h2>
${corrections.length === 0 && html`<p>${text.none}</p>`}
${corrections.map((correction) => card(correction, language))}`,
  });
}

function chooser(subjects: MyCorrectionsPageOptions['subjects'], language: Language): Html {
  const text = CORRECTIONS_TEXT[language];
  return html`<h2>${text.newOne}</h2>
<form method="get" action="/my/corrections/new"><input type="hidden" name="lang" value="${language}">
${
  subjects.length === 1
    ? html`<input type="hidden" name="subjectId" value="${subjects[0]?.subjectId ?? ''}">`
    : html`<label for="subjectId">${text.enterprise}</label>
<select id="subjectId" name="subjectId">${subjects.map(({ subjectId, name }) => html`<option value="${subjectId}">${name}</option>`)}</select>`
}
<label for="item">${text.item}</label>
<select id="item" name="item">${DATA_ITEM_IDS.map((item) => html`<option value="${item}">${DATA_ITEMS[item].name[textKey(language)]}</option>`)}</select>
<label for="month">${text.month}</label>
<input type="text" id="month" name="month" inputmode="numeric" maxlength="7" pattern="\\d{4}-(0[1-9]|1[0-2])">
<button>${text.next}</button></form>`;
}

function card(correction: MyCorrection, language: Language): Html {
  const text = CORRECTIONS_TEXT[language];
  const key = textKey(language);
  const { enterprise, item, path, record, status, openedAt, deadlineAt, note, caseId } = correction;
  const waits = MARKED_STATUSES.some((each) => each === status);
  return html`<section class="card"><h3>${DATA_ITEMS[item].name[key]}</h3>
<p><span class="state ${waits && 'active'}">${CORRECTION_STATUS[status][key]}</span></p>
<dl><dt>${text.enterprise}</dt><dd>${enterprise}</dd>
${record !== null && html`<dt>${text.itsRecord}</dt><dd>${recordName(item, record)[key]}</dd>`}
<dt>${text.itsField}</dt><dd>${fieldName(item, path)[key]}</dd>
<dt>${text.opened}</dt><dd>${time.format(openedAt)}</dd>
${waits && html`<dt>${text.answerBy}</dt><dd>${lastDay(deadlineAt)}</dd>`}
${note !== null && html`<dt>${text.answer}</dt><dd class="written">${note}</dd>`}</dl>
${caseId !== undefined && html`<p><a href="/my/cases/${caseId}">${text.follow}</a></p>`}</section>`;
}

/** The last day on which an answer is in time, Asia/Shanghai. */
const lastDay = (deadlineAt: Date) => dateOf(new Date(deadlineAt.getTime() - 1).toISOString() as Instant);
