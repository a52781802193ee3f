import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlatformError } from '../errors/index.ts';
import { parseAddress } from './address.ts';
import type { ContactChannel } from './contact.ts';

const refusal = (channel: ContactChannel, text: string) => {
  try {
    return parseAddress(channel, text).value;
  } catch (error) {
    return error;
  }
};

describe('parseAddress', () => {
  it.each([
    ['SMS', '13812345678', '+8613812345678', '138****5678'],
    ['SMS', '+8619912345678', '+8619912345678', '199****5678'],
    ['EMAIL', 'zhang.wei@Bank.Example', 'zhang.wei@bank.example', 'z***@bank.example'],
    ['APP', 'persona-meng-jie', 'persona-meng-jie', 'pe***'],
  ] as const)('takes a %s address %s', (channel, text, value, masked) => {
    expect(parseAddress(channel, text)).toEqual({ value, masked });
  });

  it.each<[ContactChannel, string, string]>([
    ['SMS', 'one digit missing', '1381234567'],
    ['SMS', 'one digit too many', '138123456789'],
    ['SMS', 'a range nobody has', '12812345678'],
    ['SMS', 'another country', '+4915112345678'],
    ['SMS', 'fullwidth digits', '１３８１２３４５６７８'],
    ['SMS', 'a line end', '13812345678\n'],
    ['SMS', 'a second number', '13812345678,13912345678'],
    ['SMS', 'a landline', '0558-5555555'],
    ['SMS', 'nothing', ''],
    ['EMAIL', 'no domain', 'zhang@'],
    ['EMAIL', 'a second header', 'zhang@bank.example\r\nBcc: all@bank.example'],
    ['EMAIL', 'a second recipient', 'zhang@bank.example,li@bank.example'],
    ['EMAIL', 'a display name', 'Zhang <zhang@bank.example>'],
    ['EMAIL', 'a quoted local part', '"a b"@bank.example'],
    ['EMAIL', 'a space', 'zhang wei@bank.example'],
    ['EMAIL', 'a local part of 65', `${'a'.repeat(65)}@bank.example`],
    ['EMAIL', 'more than 254', `a@${'b'.repeat(250)}.example`],
    ['EMAIL', 'a bare host', 'zhang@localhost'],
    ['APP', 'markup', '<script>'],
    ['APP', 'a path', '../etc'],
  ])('refuses a %s address with %s, and does not repeat it', (channel, _, text) => {
    const error = refusal(channel, text);
    expect(error).toBeInstanceOf(PlatformError);
    expect(error).toMatchObject({ code: 'RECIPIENT_INVALID', details: { channel } });
    if (text !== '') expect(JSON.stringify(error) + (error as Error).message).not.toContain(text);
  });

  it('an accepted address holds nothing that ends a header or begins another recipient', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string()), (text) => {
        const taken = refusal('EMAIL', text);
        if (typeof taken === 'string') expect(taken).toMatch(/^[^\s,;<>()"\\]+@[^\s,;<>()"@\\]+$/);
      }),
    );
  });

  it('the masked number shows seven of eleven digits, never the middle four', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(digits, (rest) => {
        const { masked } = parseAddress('SMS', `13${rest}`);
        expect(masked).toBe(`13${rest[0]}****${rest.slice(5)}`);
      }),
    );
  });
});
