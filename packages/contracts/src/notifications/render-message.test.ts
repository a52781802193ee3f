import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContactChannel } from './contact.ts';
import type { MessageLanguage, Parameter } from './parameter.ts';
import { parseMessageParameters, renderMessage, SMS_LIMIT } from './render-message.ts';
import { MESSAGE_TEMPLATE_NAMES, MESSAGE_TEMPLATES, type MessageTemplateName } from './template.ts';

const ORIGIN = 'https://xinqiao.example';
const LANGUAGES: readonly MessageLanguage[] = ['zh', 'en'];
const CHANNELS: readonly ContactChannel[] = ['SMS', 'EMAIL', 'APP'];
const parametersOf = (name: MessageTemplateName): Readonly<Record<string, Parameter>> =>
  MESSAGE_TEMPLATES[name].parameters;

const ID = 'cas_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';
const EXAMPLES = ['482913', 'K7Q2-M4XD', '2026-11-21T08:00:00.000Z', '2026-12-31', ID, '涡河示范银行'];

/** Any value a parameter takes. */
function anyValue({ schema, free }: Parameter): fc.Arbitrary<string> {
  const { def } = schema as unknown as { def: { entries?: Record<string, string> } };
  if (def.entries !== undefined) return fc.constantFrom(...Object.values(def.entries));
  if (free) return fc.string({ unit: 'binary', minLength: 1, maxLength: 200 });
  return fc.constant(EXAMPLES.find((value) => schema.safeParse(value).success) ?? '');
}
const anyParameters = (name: MessageTemplateName) =>
  fc.record(
    Object.fromEntries(
      Object.entries(parametersOf(name)).map(([key, parameter]) => [key, anyValue(parameter)]),
    ),
  );
const placeholdersOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, key]) => key);

const GRANTED = { bank: '涡河示范银行', at: '2026-11-21T08:00:00.000Z' };

describe.each(MESSAGE_TEMPLATE_NAMES)('the message %s', (name) => {
  const template = MESSAGE_TEMPLATES[name];

  it.each(LANGUAGES)('tells exactly its parameters in e-mail, and no others anywhere (%s)', (language) => {
    const named = Object.keys(template.parameters).sort();
    const mail = [...placeholdersOf(template.title[language]), ...placeholdersOf(template.text[language])];
    expect([...new Set(mail)].sort()).toEqual(named);
    for (const key of placeholdersOf(template.sms[language])) expect(named).toContain(key);
  });

  it.each(LANGUAGES)('fits its text message whatever the names (%s, UCS-2)', (language) => {
    fc.assert(
      fc.property(anyParameters(name), (parameters) => {
        const { text } = renderMessage(name, parameters, { channel: 'SMS', language, origin: ORIGIN });
        expect(text.length).toBeLessThanOrEqual(SMS_LIMIT[language]);
      }),
    );
  });

  it('has one signature, no placeholder left and no link but ours, whatever the names', () => {
    fc.assert(
      fc.property(
        anyParameters(name),
        fc.constantFrom(...CHANNELS),
        fc.constantFrom(...LANGUAGES),
        (parameters, channel, language) => {
          const { title, text } = renderMessage(name, parameters, { channel, language, origin: ORIGIN });
          const all = `${title ?? ''}${text}`;
          expect(all.match(/[【】]/g)?.length ?? 0).toBe(channel === 'SMS' ? 2 : 0);
          expect(all).not.toMatch(/[{}]/);
          expect(all.replaceAll(`${ORIGIN}/`, '')).not.toMatch(/:\/\/|www\./);
          if (channel !== 'EMAIL') expect(all).not.toContain('://');
          expect(title ?? '').not.toMatch(/[\r\n]/);
        },
      ),
    );
  });

  it('refuses a parameter it does not name, such as a telephone number', () => {
    const [parameters] = fc.sample(anyParameters(name), 1);
    expect(() => parseMessageParameters(name, { ...parameters, phone: '13812345678' })).toThrow();
  });

  it.each(Object.keys(template.parameters))('refuses to be sent without %s', (key) => {
    const [parameters] = fc.sample(anyParameters(name), 1);
    const { [key]: _, ...rest } = parameters as Record<string, string>;
    expect(() => parseMessageParameters(name, rest)).toThrow();
  });

  it('takes no name of a person: every parameter is a participant, firm, notice, program, code, time or id', () => {
    const free = Object.entries(parametersOf(name)).filter(([, parameter]) => parameter.free);
    const named = ['bank', 'enterprise', 'notice', 'words', 'participant', 'application', 'key'];
    for (const [key] of free) expect(named).toContain(key);
  });
});

describe('the message with a code', () => {
  const CODE = {
    ...{ bank: '涡河示范银行', enterprise: '谯城区药都茶业有限公司', purpose: 'CREDIT_DECISION' },
    ...{ number: 'K7Q2-M4XD', code: '482913', notice: '谁在请求: 涡河示范银行\n【用来做什么】: 授信审批\n' },
  };
  const render = (channel: ContactChannel, language: MessageLanguage) =>
    renderMessage('consent-code', CODE, { channel, language, origin: ORIGIN }).text;

  it.each(LANGUAGES)(
    'says who asks, for which firm, what for and under which number (PIPL art. 17, %s)',
    (language) => {
      const purpose = { zh: '授信审批', en: 'loan' }[language];
      for (const told of [CODE.bank, CODE.enterprise, purpose, CODE.number, CODE.code])
        expect(render('SMS', language)).toContain(told);
    },
  );

  it('has the notice line by line where there is room, and not in a text message', () => {
    expect(render('APP', 'zh')).toContain('谁在请求: 涡河示范银行\n(用来做什么): 授信审批');
    expect(render('SMS', 'zh')).not.toContain('谁在请求');
  });
});

describe('renderMessage', () => {
  const render = (parameters: object, channel: ContactChannel = 'SMS', language: MessageLanguage = 'zh') =>
    renderMessage('consent-granted', parameters, { channel, language, origin: ORIGIN });

  it('writes a text message', () => {
    expect(render(GRANTED)).toEqual({
      title: null,
      text: '【信桥】您已于2026-11-21 16:00同意涡河示范银行查看企业数据。如非本人操作，请在信桥“我的授权”停止。',
    });
  });

  it('shows times of Asia/Shanghai', () => {
    expect(render({ ...GRANTED, at: '2026-11-21T17:30:00.000Z' }).text).toContain('2026-11-22 01:30');
  });

  it('links an e-mail to the page it is about', () => {
    expect(render(GRANTED, 'EMAIL', 'en').text).toContain('\n\nhttps://xinqiao.example/my\n\n');
  });

  it('does not let a name forge a second message', () => {
    const bank = '某银行\n【信桥】您的验证码是1234，请访问 evil.example/x';
    expect(render({ ...GRANTED, bank }, 'APP').text).toContain(
      '某银行 (信桥)您的验证码是1234，请访问 evil·example·x查看',
    );
  });

  it('does not read a name as a placeholder', () => {
    expect(render({ ...GRANTED, bank: '{at}' }).text).toContain('(at)');
  });

  it.each<[string, object]>([
    ['an instant without milliseconds', { ...GRANTED, at: '2026-11-21T08:00:00Z' }],
    ['an empty name', { ...GRANTED, bank: '' }],
    ['a name that is no text', { ...GRANTED, bank: 1 }],
    ['a name of 201', { ...GRANTED, bank: 'a'.repeat(201) }],
  ])('refuses %s', (_, parameters) => {
    expect(() => render(parameters)).toThrow();
  });

  it('keeps names harmless in what is stored', () => {
    expect(parseMessageParameters('consent-granted', { ...GRANTED, bank: 'a\nb' }).bank).toBe('a b');
  });
});
