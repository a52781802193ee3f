import { DATA_ITEMS, fieldName, recordName } from '@xinqiao/catalogue';
import { CASE_TEXT_LENGTH, type DataItemId, type LocalizedText } from '@xinqiao/contracts';
import { type Html, html } from '../../authorization/pages/html.ts';
import { page } from '../../authorization/pages/layout.ts';
import { type Language, textKey } from '../../http/request-language.ts';
import { CORRECTIONS_TEXT } from './corrections-texts.ts';

export interface DisputePageOptions {
  readonly language: Language;
  readonly subject: { readonly subjectId: string; readonly name: string };
  readonly item: DataItemId;
  readonly month: string | undefined;
  /** Id of the case it will have: sent twice, it is opened once. */
  readonly caseId: string;
  readonly formToken: string;
  /** Keys of her records, one empty for a single record; undefined where they cannot be listed. */
  readonly records: readonly string[] | undefined;
  /** Fields of a record. */
  readonly paths: readonly string[];
  /** What she sent, and what was wrong with it. */
  readonly refused:
    | {
        readonly problem: string;
        readonly record: string | null;
        readonly path: string;
        readonly claim: string;
        readonly statement: string;
      }
    | undefined;
}

/** Which field of which record is wrong, and what is right. */
export function disputePage(options: DisputePageOptions): string {
  const { language, subject, item, month, records, refused } = options;
  const text = CORRECTIONS_TEXT[language];
  const query = new URLSearchParams({
    ...{ subjectId: subject.subjectId, item },
    ...(month === undefined ? {} : { month }),
  });
  return page({
    language,
    title: DATA_ITEMS[item].name[textKey(language)],
    path: `/my/corrections/new?${query}`,
    body: html`<p><a href="/my/corrections">${text.all}</a></p>
<p class="note">${subject.name}${month !== undefined && ` · ${month}`}</p>
${refused !== undefined && html`<p class="warn" role="alert">${refused.problem}</p>`}
${records === undefined ? html`<p class="warn">${text.unavailable}</p>` : records.length === 0 ? html`<p class="warn">${text.empty}</p>` : formOf(options, records)}`,
  });
}

function formOf(options: DisputePageOptions, records: readonly string[]): Html {
  const { language, subject, item, month, caseId, formToken, paths, refused } = options;
  const text = CORRECTIONS_TEXT[language];
  const single = records.length === 1 && records[0] === '';
  const key = textKey(language);
  const option = (value: string, name: LocalizedText, chosen: string | null | undefined) =>
    html`<option value="${value}"${value === chosen && html` selected`}>${name[key]}</option>`;
  return html`<form method="post" action="/my/corrections/new">
<input type="hidden" name="formToken" value="${formToken}"><input type="hidden" name="caseId" value="${caseId}">
<input type="hidden" name="subjectId" value="${subject.subjectId}"><input type="hidden" name="item" value="${item}">
<input type="hidden" name="month" value="${month ?? ''}">
${
  !single &&
  html`<label for="record">${text.record}</label>
<select id="record" name="record">${records.map((record) => option(record, recordName(item, record), refused?.record))}</select>`
}
<label for="path">${text.field}</label>
<select id="path" name="path">${paths.map((path) => option(path, fieldName(item, path), refused?.path))}</select>
<label for="claim">${text.claim}</label>
<textarea id="claim" name="claim" required maxlength="${CASE_TEXT_LENGTH}" aria-describedby="hint">${refused?.claim ?? ''}</textarea>
<p id="hint" class="hint">${text.hint}</p>
<label for="statement">${text.statement}</label>
<textarea id="statement" name="statement" maxlength="${CASE_TEXT_LENGTH}" aria-describedby="statement-hint">${refused?.statement ?? ''}</textarea>
<p id="statement-hint" class="hint">${text.statementHint}</p>
<button>${text.send}</button></form>`;
}
