import { CAPACITY_WORDS } from '@xinqiao/contracts';
import type { AgentRow } from '@xinqiao/db';
import type { PossibleOwner } from '../../agents/who-may-answer.ts';
import type { Notice } from '../../consents/notice.ts';
import { spokenReference } from '../../consents/requests/spoken-reference.ts';
import { type Language, textKey } from '../../http/request-language.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';

const TEXT = {
  'zh-CN': {
    title: '代办授权',
    place: '代办点：',
    today: '今日已准备：',
    number: '请求编号',
    numberHint: '银行或企业负责人告诉您的 8 位字母数字，例如 K7Q2-M4XD。',
    find: '查找',
    prepared: '今日准备的请求',
    none: '今天还没有准备任何请求。',
    who: '谁在请求',
    purpose: '用来做什么',
    first: '请先核对她的身份。准备之后才显示请求的全部内容和企业名称；每次查找都有记录，准备会写入日志。',
    read: '请把下面的内容完整念给企业负责人听。您只能看到请求内容，看不到企业的数据。',
    presence: '您怎样确认是本人在场？',
    ID_CARD_CHECKED: '核对了身份证',
    KNOWN_IN_PERSON: '本人认识她',
    prepare: '准备',
    ready: '已准备。现在由企业负责人自己确认：',
    own: '她可以在自己的手机上登录信桥，在“我的授权”里同意或不同意；愿意另外提供可选数据的，只能这样办理。',
    code: '或者，把确认码发给她本人登记的手机。短信写明银行、企业、用途和请求编号。她同意，才把确认码念给您；用确认码不能同意可选数据。',
    nobody: '目前没有可以用确认码答复的人。',
    owner: '发给谁',
    unreachable: '（没有登记联系方式）',
    send: '发送确认码',
    typed: '她念给您的确认码',
    typedHint: '6 位数字，5 分钟内有效，最多试 5 次。',
    confirm: '她同意，确认',
    agreed: '已同意。回执已发给企业负责人。',
    awaiting: '已记录她的同意，还需其他人同意。',
    sent: '确认码已发出。',
    back: '返回',
    signOut: '退出登录',
    state: { PENDING: '等待', AGREED: '已同意', REFUSED: '已拒绝', LAPSED: '已失效', WITHDRAWN: '已撤回' },
  },
  en: {
    title: 'Help with a consent',
    place: 'Service point: ',
    today: 'Prepared today: ',
    number: 'Number of the request',
    numberHint: 'Eight letters and digits that the bank or the owner tells you, such as K7Q2-M4XD.',
    find: 'Find',
    prepared: 'Prepared today',
    none: 'Nothing was prepared today.',
    who: 'Who asks',
    purpose: 'What for',
    first:
      'Find out first that it is she. All that is asked, and of which enterprise, is shown once you have prepared it; look-ups are counted, and preparing stands in the log.',
    read: 'Read all of this to the owner. You see what is asked; you do not see data of the enterprise.',
    presence: 'How do you know that it is she?',
    ID_CARD_CHECKED: 'I looked at her identity card',
    KNOWN_IN_PERSON: 'I know her in person',
    prepare: 'Prepare',
    ready: 'Prepared. Now the owner confirms, herself:',
    own: 'She can sign in to Xinqiao on her own phone and agree or refuse under My consents. Whoever wants to add optional items does it there only.',
    code: 'Or have a code sent to the phone she registered; the message names the bank, the enterprise, the purpose and the number. She reads it to you only if she agrees. By code nobody agrees to optional items.',
    nobody: 'There is nobody now who could answer by a code.',
    owner: 'Send it to',
    unreachable: ' (no contact registered)',
    send: 'Send the code',
    typed: 'The code she reads to you',
    typedHint: 'Six digits, good for 5 minutes and 5 tries.',
    confirm: 'She agrees: confirm',
    agreed: 'She has agreed. Her receipt is on its way to her.',
    awaiting: 'Her word is recorded. Others still have to agree.',
    sent: 'The code was sent.',
    back: 'Back',
    signOut: 'Sign out',
    state: {
      PENDING: 'waits',
      AGREED: 'agreed',
      REFUSED: 'refused',
      LAPSED: 'lapsed',
      WITHDRAWN: 'withdrawn',
    },
  },
} as const;

export interface AgentHomeOptions {
  readonly language: Language;
  readonly agent: AgentRow;
  readonly prepared: readonly {
    readonly reference: string;
    readonly bank: string;
    readonly status: string;
  }[];
  readonly signOutToken: string;
}

/** Where an agent begins: her place, her day, and a field for the number she is told. */
export function agentHomePage({ language, agent, prepared, signOutToken }: AgentHomeOptions): string {
  const text = TEXT[language];
  const states: Readonly<Record<string, string>> = text.state;
  return page({
    language,
    title: text.title,
    path: '/agent',
    body: html`<p class="note"><b>${agent.name}</b> · ${text.place}${agent.placeName}<br>${text.today}${prepared.length} / ${agent.dailyLimit}</p>
<form method="get" action="/agent/request">
<input type="hidden" name="lang" value="${language}">
<label for="number">${text.number}</label>
<input type="text" id="number" name="number" autocomplete="off" autocapitalize="characters" required maxlength="20" aria-describedby="number-hint">
<p class="hint" id="number-hint">${text.numberHint}</p>
<button>${text.find}</button>
</form>
<h2>${text.prepared}</h2>
${prepared.length === 0 ? html`<p>${text.none}</p>` : html`<ul class="events">${prepared.map(({ reference, bank, status }) => html`<li><span>${states[status] ?? status}</span> <a href="/agent/request?number=${reference}&amp;lang=${language}">${spokenReference(reference)}</a> ${bank}</li>`)}</ul>`}
<form method="post" action="/sign-out"><input type="hidden" name="formToken" value="${signOutToken}"><button>${text.signOut}</button></form>`,
  });
}

/** A request as she sees it who prepared it. */
export interface PreparedRequest {
  /** What she reads aloud; undefined where nobody may answer. */
  readonly notice: Notice | undefined;
  readonly owners: readonly PossibleOwner[];
}

export interface AgentRequestOptions {
  readonly language: Language;
  readonly reference: string;
  /** Name of the bank, and purpose in words: all she sees before she has prepared it, whoever is registered. */
  readonly bank: string;
  readonly purpose: string;
  /** What she sees once she has; undefined before. */
  readonly prepared: PreparedRequest | undefined;
  readonly said: 'sent' | undefined;
  readonly formToken: string;
}

/** One request: what to do, one thing after the other; the notice and who may answer come with the preparation. */
export function agentRequestPage(options: AgentRequestOptions): string {
  const { language, reference, prepared, said } = options;
  const text = TEXT[language];
  return page({
    language,
    title: `${text.title} ${spokenReference(reference)}`,
    path: `/agent/request?number=${reference}`,
    body: html`${said === 'sent' && html`<p class="note" role="status">${text.sent}</p>`}
${prepared === undefined ? preparation(options) : confirmation(options, prepared)}
<p><a href="/agent?lang=${language}">${text.back}</a></p>`,
  });
}

const hidden = ({ formToken, reference, language }: AgentRequestOptions): Html =>
  html`<input type="hidden" name="formToken" value="${formToken}"><input type="hidden" name="number" value="${reference}"><input type="hidden" name="lang" value="${language}">`;

function preparation(options: AgentRequestOptions): Html {
  const text = TEXT[options.language];
  const choice = (value: 'ID_CARD_CHECKED' | 'KNOWN_IN_PERSON') =>
    html`<label class="tick"><input type="radio" name="presence" value="${value}" required> ${text[value]}</label>`;
  return html`<dl><dt>${text.who}</dt><dd>${options.bank}</dd><dt>${text.purpose}</dt><dd>${options.purpose}</dd></dl>
<p class="note">${text.first}</p>
<form method="post" action="/agent/prepare">${hidden(options)}
<fieldset><legend>${text.presence}</legend>${choice('ID_CARD_CHECKED')}${choice('KNOWN_IN_PERSON')}</fieldset>
<button>${text.prepare}</button></form>`;
}

function confirmation(options: AgentRequestOptions, { notice, owners }: PreparedRequest): Html {
  const text = TEXT[options.language];
  return html`${notice !== undefined && toRead(notice, text.read)}
<h2>${text.ready}</h2>
<p>${text.own}</p>
${owners.length === 0 ? html`<p>${text.nobody}</p>` : byCode(options, owners)}`;
}

const toRead = (notice: Notice, read: string): Html =>
  html`<p class="note">${read}</p>
<h2>${notice.title}</h2>
<dl>${notice.lines.map(
    ({ label, text: words }) =>
      html`<dt>${label}</dt><dd>${typeof words === 'string' ? words : html`<ul>${words.map((word) => html`<li>${word}</li>`)}</ul>`}</dd>`,
  )}</dl>`;

function byCode(options: AgentRequestOptions, owners: readonly PossibleOwner[]): Html {
  const { language } = options;
  const text = TEXT[language];
  const key = textKey(language);
  return html`<p>${text.code}</p>
<form method="post" action="/agent/code">${hidden(options)}
<label for="owner">${text.owner}</label>
<select id="owner" name="authority" required>${owners.map(({ authorityId, masked, capacity, reachable }) => html`<option value="${authorityId}">${masked} · ${CAPACITY_WORDS[capacity]?.[key] ?? capacity}${!reachable && text.unreachable}</option>`)}</select>
<button>${text.send}</button></form>
<form method="post" action="/agent/confirm">${hidden(options)}
<label for="code">${text.typed}</label>
<input type="text" id="code" name="code" inputmode="numeric" autocomplete="off" required maxlength="6" pattern="[0-9]{6}" aria-describedby="code-hint">
<p class="hint" id="code-hint">${text.typedHint}</p>
<button>${text.confirm}</button></form>`;
}

/** What came of it. */
export function agentDonePage(language: Language, outcome: 'agreed' | 'awaiting'): string {
  const text = TEXT[language];
  return page({
    language,
    title: text.title,
    body: html`<p class="note" role="status">${text[outcome]}</p><p><a href="/agent?lang=${language}">${text.back}</a></p>`,
  });
}
