import {
  addDays,
  CAPACITY_WORDS,
  type CalendarDate,
  type LocalizedText,
  PURPOSES,
  type PurposeCode,
} from '@xinqiao/contracts';
import type { FirmPeople, FirmPerson, GivesBy, Invited } from '../../authorities/firm-people.ts';
import { LEVELS, lastDay, reachInWords } from '../../authorities/power-of-attorney.ts';
import { type Language, textKey } from '../../http/request-language.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { MY_FIRM_TEXT } from './my-firm-texts.ts';

export interface MyFirmPageOptions {
  readonly language: Language;
  readonly today: CalendarDate;
  /** Whether she signed in within the last minutes: else she only reads, and takes back. */
  readonly fresh: boolean;
  readonly firms: readonly FirmPeople[];
  /** Banks authority can be limited to. */
  readonly banks: readonly { readonly participantId: string; readonly name: LocalizedText }[];
  readonly formToken: string;
  /** What went wrong with what she sent. */
  readonly problem?: string | undefined;
}

type Text = (typeof MY_FIRM_TEXT)[Language];
interface Context extends MyFirmPageOptions {
  readonly text: Text;
  readonly token: Html;
}

/** Who may act for each of her firms, and ways to change that. */
export function myFirmPage(options: MyFirmPageOptions): string {
  const { language, fresh, firms, formToken, problem } = options;
  const text = MY_FIRM_TEXT[language];
  const token = html`<input type="hidden" name="formToken" value="${formToken}">`;
  const context = { ...options, text, token };
  return page({
    language,
    title: text.title,
    path: '/my/firm',
    body: html`<p><a href="/my">${text.back}</a></p>
${problem !== undefined && html`<p class="warn" role="alert">${problem}</p>`}
${!fresh && html`<p class="note">${text.fresh}</p><p><a class="button" href="/sign-in?to=firm&amp;lang=${language}">${text.signIn}</a></p>`}
${firms.length === 0 && html`<p>${text.none}</p>`}
${firms.map((firm) => firmSection(firm, context))}
${fresh && otherForms(context)}`,
  });
}

function firmSection(firm: FirmPeople, context: Context): Html {
  const { text, fresh } = context;
  return html`<section><h2>${firm.name}</h2>
${firm.gone && html`<p class="warn">${text.gone}</p>`}
<h3>${text.people}</h3>
${firm.people.map((person) => personCard(person, firm, context))}
${firm.invited.length > 0 && html`<h3>${text.invited}</h3>${firm.invited.map((invited) => invitedCard(invited, firm, context))}`}
<h3>${text.rule}</h3>${ruleOf(firm, context)}
${fresh && !firm.gone && firm.gives !== undefined && giveForm(firm.gives, firm, context)}
</section>`;
}

function personCard(person: FirmPerson, { subjectId }: FirmPeople, { text, token, language }: Context): Html {
  const { authorityId, name, self, capacity, reach, document, mayEnd } = person;
  const key = textKey(language);
  const words = reachInWords(
    reach,
    reach.banks.map((bank) => bank[key]),
    language,
  );
  return html`<div class="card"><p><b>${name ?? text.unnamed}${self && text.you}</b> <span class="state">${CAPACITY_WORDS[capacity]?.[key] ?? capacity}</span></p>
<dl>${words.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
${document && html`<p><a href="/my/firm/documents/${authorityId}">${text.document}</a></p>`}
${
  mayEnd &&
  html`<form method="post" action="/my/firm/end">${token}<input type="hidden" name="subjectId" value="${subjectId}"><input type="hidden" name="authorityId" value="${authorityId}"><button class="stop">${self ? text.giveUp : text.end}</button></form>`
}</div>`;
}

const invitedCard = (
  { id, name, capacity, expiresAt, mayWithdraw }: Invited,
  { subjectId }: FirmPeople,
  { text, token, language }: Context,
): Html => html`<div class="card"><p><b>${name}</b> <span class="state">${CAPACITY_WORDS[capacity]?.[textKey(language)] ?? capacity}</span><br>${text.until} ${lastDay(expiresAt)}</p>
${
  mayWithdraw &&
  html`<form method="post" action="/my/firm/withdraw">${token}<input type="hidden" name="subjectId" value="${subjectId}"><input type="hidden" name="invitationId" value="${id}"><button class="stop">${text.withdraw}</button></form>`
}</div>`;

function ruleOf({ subjectId, rule, gone }: FirmPeople, { text, token, fresh }: Context): Html {
  const { required, people, maySet } = rule;
  const choices = Array.from({ length: Math.min(9, people) }, (_, at) => at + 1);
  const id = `rule-${subjectId}`;
  return html`<p>${text.ruleNow(required, people)}</p>
${people < required && html`<p class="warn">${text.ruleShort}</p>`}
${
  fresh &&
  maySet &&
  !gone &&
  html`<form method="post" action="/my/firm/rule">${token}<input type="hidden" name="subjectId" value="${subjectId}">
<label for="${id}">${text.ruleLabel}</label>
<select id="${id}" name="required">${choices.map((choice) => html`<option value="${choice}"${choice === required && html` selected`}>${choice}</option>`)}</select>
<p class="hint">${text.ruleHint}</p><button>${text.save}</button></form>`
}`;
}

function giveForm(gives: GivesBy, { subjectId }: FirmPeople, context: Context): Html {
  const { text, token, language, banks, today } = context;
  const key = textKey(language);
  const { authorityId, capacities, reach, participantIds } = gives;
  const purposes = (Object.keys(PURPOSES) as PurposeCode[]).filter(
    (code) =>
      code !== 'SELF_SERVICE_EXPORT' && (reach.purposes.length === 0 || reach.purposes.includes(code)),
  );
  const offered = banks.filter(
    ({ participantId }) => participantIds.length === 0 || participantIds.includes(participantId),
  );
  const levels = Object.entries(LEVELS);
  const most = levels.findIndex(([level]) => level === reach.maxDisclosure);
  const id = (field: string) => `${field}-${subjectId}`;
  const ticks = (name: string, options: readonly (readonly [value: string, words: string])[]) =>
    options.map(
      ([value, words]) =>
        html`<label class="tick"><input type="checkbox" name="${name}" value="${value}"> ${words}</label>`,
    );
  return html`<h3>${text.give}</h3><p class="hint">${text.giveHint}</p>
<form method="post" action="/my/firm/invite">${token}<input type="hidden" name="subjectId" value="${subjectId}"><input type="hidden" name="authorityId" value="${authorityId}">
<label for="${id('name')}">${text.name}</label><input type="text" id="${id('name')}" name="name" required maxlength="60" autocomplete="off">
<label for="${id('capacity')}">${text.capacity}</label>
<select id="${id('capacity')}" name="capacity">${capacities.map((capacity) => html`<option value="${capacity}">${CAPACITY_WORDS[capacity]?.[key]}</option>`)}</select>
<fieldset><legend>${text.purposes}</legend>${ticks(
    'purposes',
    purposes.map((code) => [code, PURPOSES[code][key]]),
  )}</fieldset>
<fieldset><legend>${text.banks}</legend>${ticks(
    'banks',
    offered.map(({ participantId, name }) => [participantId, name[key]]),
  )}</fieldset>
<label for="${id('disclosure')}">${text.disclosure}</label>
<select id="${id('disclosure')}" name="disclosure">${reach.maxDisclosure === null && html`<option value="">${text.noLimit}</option>`}${(most < 0 ? levels : levels.slice(0, most + 1)).map(([level, words]) => html`<option value="${level}">${words[key]}</option>`)}</select>
<label for="${id('lastDay')}">${text.lastDay}</label>
<input type="text" id="${id('lastDay')}" name="lastDay" required pattern="[0-9]{4}-[0-9]{2}-[0-9]{2}" value="${reach.validTo === null ? addDays(today, 180) : lastDay(reach.validTo)}">
<button>${text.invite}</button></form>`;
}

const otherForms = ({ text, token }: Context): Html => html`<section><h2>${text.accept}</h2>
<form method="post" action="/my/firm/invitation">${token}
<label for="code">${text.code}</label><input type="text" id="code" name="code" required maxlength="12" autocomplete="one-time-code" autocapitalize="characters">
<button>${text.read}</button></form></section>
<section><h2>${text.represent}</h2><p class="hint">${text.representHint}</p>
<form method="post" action="/my/firm/represent">${token}
<label for="uscc">${text.uscc}</label><input type="text" id="uscc" name="uscc" required maxlength="18" autocomplete="off" autocapitalize="characters">
<button>${text.check}</button></form></section>`;
