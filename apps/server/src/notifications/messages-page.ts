import {
  type ContactChannel,
  type LocalizedText,
  MESSAGE_TEMPLATES,
  type MessageLanguage,
  type MessageStatus,
  type MessageTemplateName,
  renderMessage,
} from '@xinqiao/contracts';
import { type Html, html } from '../authorization/pages/html.ts';
import { page } from '../authorization/pages/layout.ts';
import { type Language, textKey } from '../http/request-language.ts';

/** A message as the sandbox shows it. */
export interface ShownMessage {
  readonly messageId: string;
  readonly template: string;
  readonly channel: ContactChannel;
  readonly language: MessageLanguage;
  readonly masked: string;
  readonly parameters: unknown;
  readonly status: MessageStatus;
  /** Why it was held back or last failed. */
  readonly reason: string | null;
  readonly createdAt: Date;
}

const TEXT = {
  'zh-CN': {
    title: '消息（沙箱）',
    note: '沙箱不向任何人发送消息。本应发出的短信、邮件和应用消息都列在这里，最新的在前。',
    none: '目前没有任何消息。',
    refresh: '刷新',
    number: '消息编号',
    broken: '此消息无法显示。',
  },
  en: {
    title: 'Messages (sandbox)',
    note: 'A sandbox writes to nobody. Text messages, e-mail and app messages that would have left stand here, newest first.',
    none: 'There is no message.',
    refresh: 'Refresh',
    number: 'Message number',
    broken: 'This message cannot be shown.',
  },
} as const;

const CHANNEL: Readonly<Record<ContactChannel, LocalizedText>> = {
  SMS: { zh: '短信', en: 'Text message' },
  EMAIL: { zh: '邮件', en: 'E-mail' },
  APP: { zh: '城市应用', en: 'City app' },
};

const STATUS: Readonly<Record<MessageStatus, LocalizedText>> = {
  QUEUED: { zh: '待发送', en: 'Waiting' },
  SENT: { zh: '已发送', en: 'Sent' },
  FAILED: { zh: '发送失败', en: 'Failed' },
  SUPPRESSED: { zh: '未发送', en: 'Held back' },
};

const REASON: Readonly<Record<string, LocalizedText>> = {
  SAME_TEMPLATE_WITHIN_MINUTE: {
    zh: '一分钟内已发过同类消息',
    en: 'one of its kind was sent within a minute',
  },
  DAILY_LIMIT: { zh: '一天内已达十条', en: 'ten were sent within a day' },
};

const time = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** Path of the page; in a sandbox only. */
export const MESSAGES_PATH = '/sandbox/messages';

/** The latest messages, each as its reader would see it. */
export function messagesPage(language: Language, origin: string, messages: readonly ShownMessage[]): string {
  const text = TEXT[language];
  return page({
    language,
    title: text.title,
    path: MESSAGES_PATH,
    body: html`<p class="warn">${text.note}</p>
<p><a class="button" href="${MESSAGES_PATH}">${text.refresh}</a></p>
${messages.length === 0 && html`<p>${text.none}</p>`}
${messages.map((message) => card(message, language, origin))}`,
  });
}

function card(message: ShownMessage, language: Language, origin: string): Html {
  const text = TEXT[language];
  const key = textKey(language);
  const { channel, masked, status, reason, createdAt, messageId } = message;
  const written = textOf(message, origin);
  return html`<section class="card">
<h2>${CHANNEL[channel][key]} · <span class="written">${masked}</span> <span class="state ${status === 'SENT' && 'active'}">${STATUS[status][key]}${reason !== null && html` · ${REASON[reason]?.[key] ?? reason}`}</span></h2>
<div lang="${message.language === 'en' ? 'en' : 'zh-CN'}">${written === undefined ? html`<p>${text.broken}</p>` : html`${written.title !== null && html`<p><b>${written.title}</b></p>`}${paragraphs(written.text)}`}</div>
<dl><dt>${time.format(createdAt)} · ${text.number}</dt><dd><code>${messageId}</code></dd></dl>
</section>`;
}

/** Empty lines part paragraphs, single ones lines. */
const paragraphs = (text: string): Html[] =>
  text
    .trim()
    .split('\n\n')
    .map(
      (block) => html`<p>${block.split('\n').map((line, at) => html`${at > 0 && html`<br>`}${line}`)}</p>`,
    );

function textOf({ template, parameters, channel, language }: ShownMessage, origin: string) {
  if (!Object.hasOwn(MESSAGE_TEMPLATES, template)) return undefined;
  try {
    return renderMessage(template as MessageTemplateName, parameters, { channel, language, origin });
  } catch {
    return undefined;
  }
}
