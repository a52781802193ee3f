import { DataPackage, type DisclosureLevel } from '@xinqiao/contracts';
import { decodeJwt } from 'jose';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { agreedConsent, ownerPersona } from '../support/platform.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';
import { type AgencyPlatform, startAgencyPlatform } from './support/agency-platform.ts';

const HELD = ownerPersona();
/** Her firm is registered here, and the agency has never heard of it. */
const ABSENT = ownerPersona('persona-liu-chengzhou');
const ITEMS = ['tax.vat-returns', 'tax.arrears'] as const;
/**
 * No part of the read: keys that a node reads again every few seconds, the frame of a transaction, and what is counted
 * for the bill, which is what the package says was delivered.
 */
const APART = /signing_key|^platform: (BEGIN|COMMIT)$|set_config|usage_counter/;
const RANGE = { from: '2024-11-01', to: '2026-10-31' };

/**
 * What a bank can see of a read: the answer and its headers, less what is another in each answer; and what it could
 * measure: the statements that the read was made of, at the platform and at the agency.
 */
describe('a firm that the agency does not hold · 信息核查: absence shows where the consent lets it, and nowhere else', () => {
  let platform: AgencyPlatform;
  let bank: RawClient;
  /** To RECORDS, of the one and the other. */
  let consents: readonly string[];
  beforeAll(async () => {
    platform = await startAgencyPlatform(4);
    bank = await RawClient.of(platform);
    await rows(platform, `UPDATE subject SET source_id = 'exchange' WHERE name = $1`, [
      ABSENT.enterprise.name,
    ]);
    consents = await of('RECORDS');
  });
  afterAll(() => platform.close());
  afterEach(() => vi.restoreAllMocks());

  const consentOf = async (
    { id, enterprise }: typeof HELD,
    disclosure: DisclosureLevel,
    items = [...ITEMS],
  ) => {
    const fact = { items, disclosure, range: RANGE, customer: { uscc: enterprise.uscc } };
    const { consentId } = await agreedConsent(platform, { fact, persona: id });
    return consentId;
  };
  const of = async (disclosure: DisclosureLevel) => [
    await consentOf(HELD, disclosure),
    await consentOf(ABSENT, disclosure),
  ];

  const watched = async (send: () => Promise<Response>) => {
    const statements: string[] = [];
    const { query } = pg.Client.prototype;
    vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function counted(
      this: pg.Client,
      ...args: unknown[]
    ) {
      const [first] = args as [string | { readonly text: string }];
      const login = String(this.user);
      const text = typeof first === 'string' ? first : first.text;
      // The agency is asked by the firm’s code.
      const anyCode = text.replaceAll(HELD.enterprise.uscc, '?').replaceAll(ABSENT.enterprise.uscc, '?');
      if (login === platform.agency.reader) statements.push(`agency: ${anyCode}`);
      if (login.startsWith('xinqiao_application')) statements.push(`platform: ${anyCode}`);
      return (query as (...all: unknown[]) => never).apply(this, args);
    } as typeof query);
    const response = await send();
    vi.restoreAllMocks();
    return {
      statements: statements.filter((text) => !APART.test(text)),
      atAgency: statements.filter((text) => text.startsWith('agency')).length,
      status: response.status,
      headers: [...response.headers.keys()].toSorted(),
      body: (await response.json()) as Record<string, unknown>,
    };
  };
  const fetchOf = (consentId: string | undefined, body: object = {}) =>
    watched(() => bank.send('POST', `/v1/consents/${consentId}/packages`, { body }));
  const SAME = (answer: Awaited<ReturnType<typeof watched>>) => {
    const { body, ...rest } = answer;
    const { instance: _i, traceId: _t, ...said } = body;
    return { ...rest, said };
  };

  it.each([
    ['an item that the consent does not cover', { items: ['tax.payments'] }],
    ['a covered item and another one', { items: ['tax.arrears', 'tax.payments'] }],
    ['days that it does not cover', { range: { from: '2020-01-01', to: '2020-12-31' } }],
  ])('asked for %s, the refusal and its path are the same, and no source is asked', async (_what, body) => {
    const [held, absent] = [await fetchOf(consents[0], body), await fetchOf(consents[1], body)];
    expect(held.status).toBe(403);
    expect(SAME(absent)).toEqual(SAME(held));
    expect(held.atAgency).toBe(0);
  });

  it.each(['RECORDS', 'INDICATORS', 'ANSWER'] as const)(
    'asked for what the consent covers at %s, the path is the same, and the package says NO_DATA of the item alone',
    async (disclosure) => {
      const [one, other] = disclosure === 'RECORDS' ? consents : await of(disclosure);
      const [held, absent] = [await fetchOf(one), await fetchOf(other)];
      expect([held.status, absent.status]).toEqual([201, 201]);
      expect(held.atAgency).toBeGreaterThan(0);
      expect(absent.statements).toEqual(held.statements);
      expect(absent.headers).toEqual(held.headers);
      const [there, none] = [held, absent].map(({ body }) =>
        DataPackage.parse(decodeJwt(body.package as string)),
      );
      expect(Object.keys(none ?? {})).toEqual(Object.keys(there ?? {}));
      expect(there?.items).toMatchObject(ITEMS.map((item) => ({ item, status: 'DELIVERED' })));
      expect(none?.items).toEqual(
        ITEMS.map((item) => ({
          ...{ item, schemaVersion: expect.any(Number), sourceId: 'exchange', status: 'NO_DATA' },
          // The same day of the source’s tables as for a firm that is in them.
          ...{ sourceAsOf: there?.items[0]?.sourceAsOf, snapshotHash: null },
        })),
      );
    },
  );

  it('the log of both says the same of the access', async () => {
    for (const consentId of consents) expect((await fetchOf(consentId)).status).toBe(201);
    const [held, absent] = await Promise.all(
      consents.map((consentId) =>
        rows(
          platform,
          `SELECT kind, detail FROM log_entry WHERE consent_id = $1 AND kind LIKE 'ACCESS%' ORDER BY id`,
          [consentId],
        ),
      ),
    );
    expect(held).not.toEqual([]);
    expect(absent).toEqual(held);
  });
});
