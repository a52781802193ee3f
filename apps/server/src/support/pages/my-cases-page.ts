import {
  CASE_CATEGORIES,
  CASE_CATEGORY_NAMES,
  CASE_TEXT_LENGTH,
  CASE_TITLE_LENGTH,
  type CaseCategory,
  type CaseSummary,
} from '@xinqiao/contracts';
import { type Html, html } from '../../authorization/pages/html.ts';
import { page } from '../../authorization/pages/layout.ts';
import { type Language, textKey } from '../../http/request-language.ts';
import { STATUS, TEXT, time } from './case-texts.ts';

/** What stands in the form: empty, or what she sent and what was wrong with it. */
export interface CaseForm {
  /** Id the case will have: sent twice, it is opened once. */
  readonly caseId: string;
  readonly formToken: string;
  readonly category: string;
  readonly subjectId: string;
  readonly title: string;
  readonly text: string;
  /** The log entry it is about, with words for it. */
  readonly entry?: { readonly entryId: string; readonly words: string } | undefined;
  readonly problem?: string | undefined;
}

export interface MyCasesPageOptions {
  readonly language: Language;
  /** Path of this page, for the language switch. */
  readonly path: string;
  readonly subjects: readonly { readonly subjectId: string; readonly name: string }[];
  readonly cases: readonly CaseSummary[];
  readonly form: CaseForm;
}

/** All cases of the owner, and a form for a new one. */
export function myCasesPage({ language, path, subjects, cases, form }: MyCasesPageOptions): string {
  const text = TEXT[language];
  const list = html`<h2>${text.mine}</h2>
${cases.length === 0 && html`<p>${text.none}</p>`}
${cases.length > 0 && html`<ul class="events">${cases.map((item) => line(item, language))}</ul>`}`;
  return page({
    language,
    title: text.title,
    path,
    body: html`<p><a href="/my">${text.back}</a></p>
${subjects.length === 0 ? html`<p class="warn">${text.nobody}</p>` : formOf(form, subjects, language)}
${list}`,
  });
}

const line = ({ caseId, title, status, openedAt }: CaseSummary, language: Language): Html =>
  html`<li><span>${time.format(new Date(openedAt))}</span> <a href="/my/cases/${caseId}">${title}</a> <b class="state ${status === 'ANSWERED' && 'active'}">${STATUS[status][textKey(language)]}</b></li>`;

function formOf(form: CaseForm, subjects: MyCasesPageOptions['subjects'], language: Language): Html {
  const text = TEXT[language];
  const key = textKey(language);
  const option = (category: CaseCategory) => {
    const { name, term } = CASE_CATEGORIES[category];
    const unit = term.counted === 'WORKING' ? text.workingDays : text.days;
    const words =
      language === 'en' ? `${name.en} (${term.days} ${unit})` : `${name.zh}（${term.days} ${unit}）`;
    return html`<option value="${category}"${category === form.category && html` selected`}>${words}</option>`;
  };
  return html`<h2>${text.newCase}</h2>
${form.problem !== undefined && html`<p class="warn" role="alert">${form.problem}</p>`}
${form.entry !== undefined && html`<p class="note">${text.about}${key === 'zh' ? '：' : ': '}${form.entry.words}</p>`}
<form method="post" action="/my/cases">
<input type="hidden" name="formToken" value="${form.formToken}"><input type="hidden" name="caseId" value="${form.caseId}">
${form.entry !== undefined && html`<input type="hidden" name="entry" value="${form.entry.entryId}">`}
<label for="category">${text.category}</label>
<select id="category" name="category">${CASE_CATEGORY_NAMES.map(option)}</select>
${
  subjects.length === 1
    ? html`<input type="hidden" name="subjectId" value="${subjects[0]?.subjectId ?? ''}">`
    : html`<label for="subjectId">${text.subject}</label>
<select id="subjectId" name="subjectId">${subjects.map(({ subjectId, name }) => html`<option value="${subjectId}"${subjectId === form.subjectId && html` selected`}>${name}</option>`)}</select>`
}
<label for="title">${text.caseTitle}</label>
<input type="text" id="title" name="title" required maxlength="${CASE_TITLE_LENGTH}" value="${form.title}">
<label for="text">${text.text}</label>
<textarea id="text" name="text" required maxlength="${CASE_TEXT_LENGTH}" aria-describedby="hint">${form.text}</textarea>
<p id="hint" class="hint">${text.hint}</p>
<button>${text.send}</button></form>`;
}
