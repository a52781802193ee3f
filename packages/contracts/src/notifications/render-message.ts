import { z } from 'zod';
import type { ContactChannel } from './contact.ts';
import type { MessageLanguage, Parameter } from './parameter.ts';
import { shortened } from './plain-name.ts';
import {
  MESSAGE_TEMPLATES,
  type MessageParameters,
  type MessageTemplate,
  type MessageTemplateName,
} from './template.ts';

/** What a person reads. */
export interface MessageText {
  /** Subject or title; null in a text message. */
  readonly title: string | null;
  readonly text: string;
}

/** In front of every text message: what networks require, and what a recipient knows us by. */
const SIGNATURE = { zh: '【信桥】', en: '【Xinqiao】' } as const;
/** Longest text message: one part in Chinese, two joined parts in English (UCS-2, 3GPP TS 23.040 §9.2.3.24.1). */
export const SMS_LIMIT = { zh: 70, en: 134 } as const;
/** Longest name in a text message, UTF-16 units; longer ones are shortened. */
const SMS_NAME = { zh: 14, en: 28 } as const;

const FOOTER = {
  zh: '信桥自动发送，请勿回复。我们从不索要密码或验证码。',
  en: 'Sent by Xinqiao; please do not reply. We never ask for passwords or codes.',
} as const;

/**
 * Writes a message. The only link it can hold is one to the platform's own pages, in e-mail.
 *
 * @param given Exactly the template's parameters, as stored.
 * @param origin Scheme, host and port of the platform.
 * @throws {z.ZodError} when a parameter is missing, malformed or not the template's: a mistake of the caller
 */
export function renderMessage(
  name: MessageTemplateName,
  given: unknown,
  options: { readonly channel: ContactChannel; readonly language: MessageLanguage; readonly origin: string },
): MessageText {
  const { channel, language, origin } = options;
  const template: MessageTemplate<Readonly<Record<string, Parameter>>> = MESSAGE_TEMPLATES[name];
  const values: Readonly<Record<string, string>> = parseMessageParameters(name, given);
  // One pass: what a value holds is never read as a placeholder.
  const fill = (text: string, longestName?: number) =>
    text.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => {
      const { free, format } = template.parameters[parameter] as Parameter;
      const shown = format(values[parameter] as string, language);
      return free && longestName !== undefined ? shortened(shown, longestName) : shown;
    });

  if (channel === 'SMS')
    return { title: null, text: SIGNATURE[language] + fill(template.sms[language], SMS_NAME[language]) };
  const title = fill(template.title[language]);
  const text = fill(template.text[language]);
  if (channel === 'APP') return { title, text };
  return { title, text: `${text}\n\n${new URL(template.page, origin).href}\n\n— ${FOOTER[language]}\n` };
}

/**
 * Exactly the parameters of a template, names made harmless.
 *
 * @throws {z.ZodError} when one is missing, malformed or not the template's
 */
export function parseMessageParameters<const Name extends MessageTemplateName>(
  name: Name,
  given: unknown,
): MessageParameters<Name> {
  const parameters: Readonly<Record<string, Parameter>> = MESSAGE_TEMPLATES[name].parameters;
  const shape = Object.fromEntries(Object.entries(parameters).map(([key, { schema }]) => [key, schema]));
  return z.strictObject(shape).parse(given) as MessageParameters<Name>;
}
