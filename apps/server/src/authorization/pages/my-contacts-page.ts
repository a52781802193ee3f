import type { ContactChannel, MessageLanguage } from '@xinqiao/contracts';
import { type Language, textKey } from '../../http/request-language.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';

/** What could not be set, and why. */
export interface ContactProblem {
  readonly channel: ContactChannel;
  /** As she typed it. */
  readonly given: string;
  readonly reason: 'INVALID' | 'LIMIT';
}

export interface MyContactsPageOptions {
  readonly language: Language;
  readonly contacts: readonly {
    readonly channel: ContactChannel;
    readonly masked: string;
    readonly language: MessageLanguage;
  }[];
  readonly formToken: string;
  readonly problem?: ContactProblem | undefined;
}

const TEXT = {
  'zh-CN': {
    title: '消息接收方式',
    back: '返回“我的授权”',
    note: '授权开始、结束，或您的问题有答复时，我们会发消息告诉您。号码和邮箱加密保存，此后只显示一部分。',
    unconfirmed: '未验证',
    hint: '平台目前不发送验证码核对，请确认填写无误：填错的话，消息会发给别人。',
    none: '未设置',
    language: '消息语言',
    save: '保存',
    end: '不再发送',
    SMS: { name: '手机短信', label: '手机号码', invalid: '请填写 11 位中国大陆手机号码。' },
    EMAIL: { name: '电子邮件', label: '邮箱地址', invalid: '请填写完整的邮箱地址，例如 name@example.cn。' },
    limit: '今天更改的次数太多，请明天再试。',
  },
  en: {
    title: 'How we reach you',
    back: 'Back to “My consents”',
    note: 'We write to you when a consent begins or ends and when your question is answered. Numbers and addresses are kept encrypted and only partly shown from then on.',
    unconfirmed: 'Not confirmed',
    hint: 'We do not yet check with a code that it is yours. Type it with care: otherwise somebody else gets the messages.',
    none: 'None',
    language: 'Language of messages',
    save: 'Save',
    end: 'Stop writing here',
    SMS: {
      name: 'Text messages',
      label: 'Mobile number',
      invalid: 'Enter a mainland mobile number of 11 digits.',
    },
    EMAIL: {
      name: 'E-mail',
      label: 'E-mail address',
      invalid: 'Enter a whole e-mail address, such as name@example.cn.',
    },
    limit: 'That was changed too often today. Try again tomorrow.',
  },
} as const;

const CHANNELS = [
  { channel: 'SMS', path: 'phone', mode: 'tel', longest: 20 },
  { channel: 'EMAIL', path: 'email', mode: 'email', longest: 254 },
] as const;

/** How messages reach a person: for each channel what there is, a form to change it, and a button to end it. */
export function myContactsPage(options: MyContactsPageOptions): string {
  const text = TEXT[options.language];
  return page({
    language: options.language,
    title: text.title,
    path: '/my/contacts',
    body: html`<p><a href="/my">${text.back}</a></p>
<p class="note">${text.note}</p>
<p class="hint">${text.hint}</p>
${CHANNELS.map((channel) => section(channel, options))}`,
  });
}

function section(
  { channel, path, mode, longest }: (typeof CHANNELS)[number],
  { language, contacts, formToken, problem }: MyContactsPageOptions,
): Html {
  const text = TEXT[language];
  const { name, label, invalid } = text[channel];
  const token = html`<input type="hidden" name="formToken" value="${formToken}">`;
  const contact = contacts.find((each) => each.channel === channel);
  const refused = problem?.channel === channel ? problem : undefined;
  const chosen = contact?.language ?? textKey(language);
  return html`<section><h2>${name}</h2><div class="card">
<p class="written">${contact === undefined ? text.none : html`<b>${contact.masked}</b> <span class="state">${text.unconfirmed}</span>`}</p>
${refused !== undefined && html`<p class="warn" role="alert">${refused.reason === 'LIMIT' ? text.limit : invalid}</p>`}
<form method="post" action="/my/contacts/${path}/set">${token}
<label for="${path}">${label}</label>
<input type="text" inputmode="${mode}" autocomplete="${mode}" id="${path}" name="address" required maxlength="${longest}" value="${refused?.given ?? ''}">
<label for="${path}-language">${text.language}</label>
<select id="${path}-language" name="language"><option value="zh"${chosen === 'zh' && html` selected`}>中文</option><option value="en"${chosen === 'en' && html` selected`}>English</option></select>
<p><button>${text.save}</button></p></form>
${contact !== undefined && html`<form method="post" action="/my/contacts/${path}/end">${token}<button class="stop">${text.end}</button></form>`}
</div></section>`;
}
