import { describe, expect, it } from 'vitest';
import { classifyTaxpayerId, TaxpayerId } from './taxpayer-id.ts';

describe('classifyTaxpayerId · STA announcement 2015-66 item 1: the USCC', () => {
  it.each([
    ['91341602MA2MQ1XX59', 'valid'],
    ['91350100M0001TGQXM', 'checksum_mismatch'],
  ])('%s is a USCC, %s', (code, status) => {
    expect(classifyTaxpayerId(code)).toEqual({ kind: 'uscc', status });
  });
});

describe('classifyTaxpayerId · STA announcement 2015-66 item 2: identity number and sequence', () => {
  it.each([
    ['20 characters', '11010519491231002X01', 'valid'],
    ['17 characters, on an old 15-digit number', '11010549123100201', 'valid'],
    ['20 characters with a wrong check character', '11010519491231002101', 'checksum_mismatch'],
    ['20 characters with a birth date that does not exist', '34162119900229001901', 'invalid_date'],
    ['17 characters with a birth date that does not exist', '11010549023000201', 'invalid_date'],
    ['17 characters, where year 00 is 1900 and no leap year', '11010500022900201', 'invalid_date'],
  ])('%s: a sole trader, %s → %s', (_, code, status) => {
    expect(classifyTaxpayerId(code)).toEqual({ kind: 'sole_trader', status });
  });
});

describe('classifyTaxpayerId · STA announcement 2018-59 item 2: natural persons', () => {
  it('a resident number is not taken for a USCC with a wrong check', () => {
    expect(classifyTaxpayerId('11010519491231002X')).toEqual({ kind: 'resident_id', status: 'valid' });
  });
});

describe('classifyTaxpayerId · before the USCC: division and organization code', () => {
  it('15 characters are taken apart', () => {
    expect(classifyTaxpayerId('341602D2143569X')).toEqual({
      kind: 'legacy_organization',
      status: 'valid',
      division: '341602',
      organizationCode: 'D2143569X',
    });
  });

  it('a wrong organization check is a mismatch', () => {
    expect(classifyTaxpayerId('341602D21435690').status).toBe('checksum_mismatch');
  });
});

describe('TaxpayerId', () => {
  it.each(['91341602MA2MQ1XX59', '91350100M0001TGQXM', '341602D2143569X', '11010519491231002X01'])(
    'accepts %s',
    (code) => {
      expect(TaxpayerId.safeParse(code).success).toBe(true);
    },
  );

  it.each([
    ['16 characters', '91341602MA2MQ1XX'],
    ['nothing', ''],
    ['15 with a hyphen', '341602D214356-X'],
    ['15 with a letter in the division', '34160AD2143569X'],
    ['17 with letters in the number', '1101054912310AB01'],
    ['18 of neither form', '91341602MA2MQ1XXO9'],
    ['20 with a lower-case sequence', '11010519491231002Xl0'],
    ['20 with a letter in the number', '1101051949123100AX01'],
  ])('refuses %s, once', (_, code) => {
    expect(TaxpayerId.safeParse(code).error?.issues).toHaveLength(1);
  });
});
