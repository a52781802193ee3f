import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { residentIdCheckCharacter } from '../identifiers/index.ts';
import { checkIdentifier, maskedCode } from './subject-identifier.ts';

const TODAY = '2026-11-21';
const resident = (first17: string) => first17 + residentIdCheckCharacter(first17);
const accepted = (status: string, personal: boolean) => ({ accepted: true, status, personal });

describe('checkIdentifier · ENTERPRISE, GB 32100-2015', () => {
  const check = (value: string) => checkIdentifier('ENTERPRISE', { scheme: 'uscc', value }, TODAY);

  it('takes a valid code', () => {
    expect(check('91341602MA2MQ1XX59')).toEqual(accepted('valid', false));
  });

  it('takes and marks a code whose check character is wrong: such were issued', () => {
    expect(check('91350100M0001TGQXM')).toEqual(accepted('checksum_mismatch', false));
  });

  it.each(['', '91341602MA2MQ1XX5', '91341602ma2mq1xx59', '91341602MA2MQ1XX599', '91341602MAIMQ1XX59'])(
    'refuses %j: its form is wrong',
    (value) => {
      expect(check(value)).toMatchObject({ accepted: false });
    },
  );

  it.each(['taxpayer-id', 'resident-id'] as const)('refuses any %s', (scheme) => {
    const value = '11010519491231002X';
    expect(checkIdentifier('ENTERPRISE', { scheme, value }, TODAY)).toMatchObject({ accepted: false });
  });
});

describe('checkIdentifier · SOLE_TRADER, STA announcement 2015-66', () => {
  const check = (value: string) => checkIdentifier('SOLE_TRADER', { scheme: 'taxpayer-id', value }, TODAY);

  it('takes a unified social credit code', () => {
    const uscc = { scheme: 'uscc', value: '92341602MA2MQ1XX5X' } as const;
    expect(checkIdentifier('SOLE_TRADER', uscc, TODAY)).toMatchObject({ accepted: true, personal: false });
  });

  it('takes a code of division and organization as public', () => {
    expect(check('341602678901232')).toMatchObject({ accepted: true, personal: false });
  });

  it.each([
    ['20 characters', `${resident('34162119900229001'.replace('0229', '0228'))}01`],
    ['17 characters', '34160285030310101'],
  ])('takes one built on a resident number, of %s, as personal', (_what, value) => {
    expect(check(value)).toEqual(accepted('valid', true));
  });

  it.each([
    ['a wrong check character inside', '11010519491231003X01'],
    ['a birth date to come inside', `${resident('34160220991231001')}01`],
    ['a birth date that never was, in the old form', '34160285023010101'],
    ['18 characters', '91341602MA2MQ1XX59'],
    ['no form at all', 'L34160200000001'],
  ])('refuses one with %s', (_what, value) => {
    expect(check(value)).toMatchObject({ accepted: false });
  });
});

describe('checkIdentifier · PERSON, GB 11643', () => {
  const check = (value: string) => checkIdentifier('PERSON', { scheme: 'resident-id', value }, TODAY);

  it('takes a valid number, as personal', () => {
    expect(check('11010519491231002X')).toEqual(accepted('valid', true));
  });

  it.each([
    ['a wrong check character', '110105194912310021'],
    ['a small x', '11010519491231002x'],
    ['29 February of a common year, though the check holds', '341621199002290019'],
    ['a birth date to come', resident('34160220991231001')],
    ['15 digits', '341602850303101'],
    ['spaces', ' 11010519491231002X'],
  ])('refuses %s', (_what, value) => {
    expect(check(value)).toMatchObject({ accepted: false });
  });

  it('born today is born', () => {
    expect(check(resident('34160220261121001'))).toMatchObject({ accepted: true });
    expect(check(resident('34160220261122001'))).toMatchObject({ accepted: false });
  });

  it('never repeats the code in what it says', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6, maxLength: 20 }), (value) => {
        const result = check(value);
        if (!result.accepted)
          expect(JSON.stringify(result)).not.toContain(JSON.stringify(value).slice(1, -1));
      }),
    );
  });
});

describe('maskedCode', () => {
  it('shows the first and the last character', () => {
    expect(maskedCode('11010519491231002X')).toBe('1****************X');
  });
});
