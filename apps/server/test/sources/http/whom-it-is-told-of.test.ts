import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { context, type HostileAgency, hostileAgency, RANGE, SUBJECT } from '../support/hostile-agency.ts';

let agency: HostileAgency;
beforeAll(async () => {
  agency = await hostileAgency();
});
afterAll(() => agency.close());

describe('whom an agency is told of', () => {
  it.each([
    ['a resident number', { scheme: 'resident-id', code: '11010519491231002X' }],
    ['no code', { code: '' }],
    ['what is no code', { code: "' OR 1=1" }],
  ] as const)('not of a subject with %s: it is not asked at all', async (_what, fact) => {
    const before = agency.server.asked.length;
    const told = await agency.source.read({ ...SUBJECT, ...fact }, ['tax.credit-grades'], RANGE, context);
    expect(told.get('tax.credit-grades')).toEqual({ kind: 'no-data', asOf: null, version: null });
    expect(agency.server.asked.length).toBe(before);
  });
});
