import type { FieldProblem } from '@xinqiao/contracts';
import { z } from 'zod';

const gatewayUrl = (of: string) =>
  z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(`Gateway of ${of}; http only where XINQIAO_OUTBOUND_ALLOW opens its address. Default none.`);

/** Bytes of a key of a gateway. */
export const secretOf = (key: string): Uint8Array =>
  new Uint8Array(Buffer.from(key.slice('whsec_'.length), 'base64'));

function isSecret(key: string): boolean {
  const { length } = secretOf(key);
  return length >= 24 && length <= 64 && key === `whsec_${Buffer.from(secretOf(key)).toString('base64')}`;
}

const gatewayKey = (of: string) =>
  z
    .string()
    .refine(isSecret, 'Write whsec_ and standard base64 of 24 to 64 bytes.')
    .optional()
    .describe(`Secret shared with the gateway of ${of}: whsec_ and standard base64 of 24 to 64 bytes.`);

/** Variables of the environment that say by what messages to people leave. */
export const MESSAGE_ENVIRONMENT = {
  XINQIAO_SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('Mail server: smtp:// with STARTTLS or smtps://, user name and password in it. Default none.'),
  XINQIAO_SMTP_FROM: z.email().optional().describe('Address that e-mail comes from.'),
  XINQIAO_SMS_URL: gatewayUrl('text messages'),
  XINQIAO_SMS_KEY: gatewayKey('text messages'),
  XINQIAO_APP_URL: gatewayUrl('the city’s app'),
  XINQIAO_APP_KEY: gatewayKey('the city’s app'),
  XINQIAO_MESSAGES_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(600)
    .describe('Most messages a minute on each channel, on all nodes together. Default 600.'),
};

const Messages = z.object(MESSAGE_ENVIRONMENT);
export type MessageConfiguration = z.output<typeof Messages>;

const PAIRS = [
  ['XINQIAO_SMTP_URL', 'XINQIAO_SMTP_FROM'],
  ['XINQIAO_SMS_URL', 'XINQIAO_SMS_KEY'],
  ['XINQIAO_APP_URL', 'XINQIAO_APP_KEY'],
] as const;

/** What does not go together. */
export function messageProblems(configuration: MessageConfiguration, sandbox: boolean): FieldProblem[] {
  return PAIRS.flatMap(([url, other]) => {
    const given = [url, other].filter((name) => configuration[name] !== undefined);
    if (given.length === 0) return [];
    if (sandbox)
      return given.map((path) => ({
        path,
        problem: 'A sandbox writes to nobody: read its messages at /sandbox/messages.',
      }));
    return given.length === 2
      ? []
      : [{ path: given[0] === url ? other : url, problem: `Set it together with ${given[0]}.` }];
  });
}
