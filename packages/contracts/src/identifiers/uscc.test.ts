import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkUscc, Uscc, usccCheckCharacter } from './uscc.ts';

const ALPHABET = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const chars = (length: number) =>
  fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: length, maxLength: length });
const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length });

const body = fc.tuple(chars(2), digits(6), chars(9)).map((parts) => parts.join(''));
const validCode = body.map((first17) => first17 + usccCheckCharacter(first17));

const replaceAt = (code: string, at: number, text: string) =>
  code.slice(0, at) + text + code.slice(at + text.length);

describe('checkUscc · GB 32100-2015', () => {
  it.each([
    '91110000600037341L',
    '9144030071526726XG',
    '91330100799655058B',
    '914403001922038216',
    '91341602MA2MQ1XX59',
    '91341600678901232T',
    '91341623MA2TWXY16Q',
  ])('%s is valid', (code) => {
    expect(checkUscc(code).status).toBe('valid');
  });

  it.each([
    ['91350100M0001TGQXM', '1'],
    ['91350211M0000XUF46', 'R'],
    ['91350203M0001FUE2P', 'J'],
  ])('%s was issued although its check character should be %s', (code, expectedCheck) => {
    expect(checkUscc(code)).toMatchObject({ status: 'checksum_mismatch', expectedCheck });
  });

  it('takes the five parts apart', () => {
    expect(checkUscc('91341602MA2MQ1XX59')).toEqual({
      status: 'valid',
      expectedCheck: '9',
      parts: {
        authority: '9',
        type: '1',
        division: '341602',
        organizationCode: 'MA2MQ1XX5',
        check: '9',
      },
    });
  });

  it('letters may stand for authority and type, which the standard permits', () => {
    const code = `Y1341602MA2MQ1XX5${usccCheckCharacter('Y1341602MA2MQ1XX5')}`;
    expect(checkUscc(code).status).toBe('valid');
  });

  it.each([
    ['17 characters', '91341602MA2MQ1XX5'],
    ['19 characters', '91341602MA2MQ1XX599'],
    ['nothing', ''],
    ['a letter in the division', '9134160AMA2MQ1XX59'],
    ['I, which the alphabet leaves out', '91341602MA2MQ1XI59'],
    ['O, which the alphabet leaves out', '91341602MA2MQ1XO59'],
    ['lower case', '91341602ma2mq1xx59'],
    ['a space before', ' 91341602MA2MQ1XX59'],
    ['a line break after', '91341602MA2MQ1XX59\n'],
    ['full-width digits', '９１341602MA2MQ1XX59'],
  ])('%s is malformed', (_, code) => {
    expect(checkUscc(code)).toEqual({ status: 'malformed' });
  });

  it('any body with its check character is valid', () => {
    fc.assert(fc.property(validCode, (code) => checkUscc(code).status === 'valid'));
  });

  it('any single substitution is caught', () => {
    const substitution = fc.tuple(validCode, fc.nat(17), fc.constantFrom(...ALPHABET));
    fc.assert(
      fc.property(substitution, ([code, at, replacement]) => {
        fc.pre(code[at] !== replacement);
        return checkUscc(replaceAt(code, at, replacement)).status !== 'valid';
      }),
    );
  });

  it('any swap of two neighbours is caught', () => {
    fc.assert(
      fc.property(validCode, fc.nat(16), (code, at) => {
        const [left, right] = [code.charAt(at), code.charAt(at + 1)];
        fc.pre(left !== right);
        return checkUscc(replaceAt(code, at, right + left)).status !== 'valid';
      }),
    );
  });
});

describe('Uscc', () => {
  it('accepts an issued code whose check character is wrong', () => {
    expect(Uscc.parse('91350100M0001TGQXM')).toBe('91350100M0001TGQXM');
  });

  it('tells the writer of lower case to use capitals, without repeating the code', () => {
    const issue = Uscc.safeParse('91341602ma2mq1xx59').error?.issues[0];
    expect(issue?.message).toMatch(/改为大写.*write capitals/);
    expect(issue?.message).not.toMatch(/ma2mq1xx59/i);
  });

  it.each(['91341602MA2MQ1XX5', '9134160AMA2MQ1XX59', ' 91341602MA2MQ1XX59', 91341602])(
    'refuses %j',
    (code) => {
      expect(Uscc.safeParse(code).success).toBe(false);
    },
  );
});

describe('usccCheckCharacter', () => {
  it.each(['', '91341602MA2MQ1XX', '91341602MA2MQ1XX59', '9134160AMA2MQ1XX5'])(
    'refuses the body %j',
    (first17) => {
      expect(() => usccCheckCharacter(first17)).toThrow(
        expect.objectContaining({ code: 'IDENTIFIER_BODY_MALFORMED' }),
      );
    },
  );
});
