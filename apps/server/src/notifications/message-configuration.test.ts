import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../configuration.ts';

const KEY = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const problemsOf = (environment: Record<string, string>) => {
  try {
    readConfiguration({
      ...{ XINQIAO_SANDBOX: 'off', XINQIAO_ORIGIN: 'https://xinqiao.example' },
      ...environment,
    });
    return [];
  } catch (error) {
    return (error as { errors: { path: string }[] }).errors.map(({ path }) => path);
  }
};

describe('configuration of messages', () => {
  it('takes a mail server and gateways together with what each needs', () => {
    expect(
      problemsOf({
        XINQIAO_SMTP_URL: 'smtps://user:secret@mail.example',
        XINQIAO_SMTP_FROM: 'no-reply@xinqiao.example',
        XINQIAO_SMS_URL: 'https://sms.example/send',
        XINQIAO_SMS_KEY: KEY,
        XINQIAO_APP_URL: 'https://app.example/send',
        XINQIAO_APP_KEY: KEY,
      }),
    ).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['a mail server without a sender', { XINQIAO_SMTP_URL: 'smtps://mail.example' }, 'XINQIAO_SMTP_FROM'],
    ['a key without its gateway', { XINQIAO_SMS_KEY: KEY }, 'XINQIAO_SMS_URL'],
    ['a mail server by http', { XINQIAO_SMTP_URL: 'http://mail.example' }, 'XINQIAO_SMTP_URL'],
    [
      'a sender with a second header',
      { XINQIAO_SMTP_FROM: 'a@b.example\r\nBcc: c@d.example' },
      'XINQIAO_SMTP_FROM',
    ],
    ['a key of 16 bytes', { XINQIAO_SMS_KEY: `whsec_${'A'.repeat(22)}==` }, 'XINQIAO_SMS_KEY'],
    [
      'a key of 65 bytes',
      { XINQIAO_SMS_KEY: `whsec_${Buffer.alloc(65).toString('base64')}` },
      'XINQIAO_SMS_KEY',
    ],
    ['a key in clear', { XINQIAO_SMS_KEY: 'secret' }, 'XINQIAO_SMS_KEY'],
    ['no messages a minute', { XINQIAO_MESSAGES_PER_MINUTE: '0' }, 'XINQIAO_MESSAGES_PER_MINUTE'],
  ])('refuses %s', (_, environment, path) => {
    expect(problemsOf(environment)).toEqual([path]);
  });

  it('lets a sandbox write to nobody', () => {
    expect(
      problemsOf({
        ...{ XINQIAO_SANDBOX: 'on', XINQIAO_SMS_URL: 'https://sms.example/send', XINQIAO_SMS_KEY: KEY },
      }),
    ).toEqual(['XINQIAO_SMS_URL', 'XINQIAO_SMS_KEY']);
  });
});
