import {
  ANSWERS,
  type AnswerName,
  addDays,
  type CalendarDate,
  type ConsentRequest,
  DATA_ITEM_IDS,
  type DataItemId,
  DataPackage,
  type DisclosureLevel,
  INDICATORS,
  type IndicatorName,
  Problem,
} from '@xinqiao/contracts';
import fc from 'fast-check';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  agreedConsent,
  consentRequest,
  ownerPersona,
  type Platform,
  startPlatform,
} from '../support/platform.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';

const LEVELS: readonly DisclosureLevel[] = ['ANSWER', 'INDICATORS', 'RECORDS'];
const today = consentRequest().range.to;
const day = fc.integer({ min: 0, max: 700 }).map((days) => addDays(today, -days));
const range = fc.tuple(day, day).map((days) => {
  const [from, to] = days.sort() as [CalendarDate, CalendarDate];
  return { from, to };
});
const items = fc.uniqueArray(fc.constantFrom(...DATA_ITEM_IDS), { minLength: 1, maxLength: 6 });
interface Question {
  readonly asked: Pick<ConsentRequest, 'items' | 'disclosure' | 'range'>;
  readonly wanted: { readonly items?: DataItemId[]; readonly range?: ConsentRequest['range'] };
}
const question: fc.Arbitrary<Question> = fc.record({
  asked: fc.record({ items, disclosure: fc.constantFrom(...LEVELS), range }),
  // What is fetched may lie within the consent or beyond it.
  wanted: fc.oneof(fc.record({}), fc.record({ items, range }, { requiredKeys: [] })),
});
/** One that is delivered and one that is refused come first, whatever chance brings after them. */
const EXAMPLES: readonly Question[] = [{}, { items: ['tax.payments' as const] }].map((wanted) => ({
  asked: { items: ['tax.arrears', 'tax.vat-returns'], disclosure: 'RECORDS', range: consentRequest().range },
  wanted,
}));
/** Why a fetch under a consent that stands may be refused. */
const REFUSALS = ['CONSENT_ITEM_NOT_COVERED', 'CONSENT_RANGE_EXCEEDED'];

/** Whole texts in records that say who a firm is and whom it deals with. */
function namesIn(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const each of value) namesIn(each, found);
  else if (typeof value === 'object' && value !== null)
    for (const [member, inner] of Object.entries(value)) {
      const names = ['name', 'legalRepresentative', 'uscc', 'counterparty', 'number', 'authority'];
      if (typeof inner === 'string' && names.includes(member) && inner.length > 1) found.add(inner);
      else namesIn(inner, found);
    }
  return found;
}

describe('random consents · PIPL arts. 6 and 14, 金规〔2024〕24号: nothing but what is allowed leaves', () => {
  let platform: Platform;
  let client: RawClient;
  /** Texts that a package below RECORDS, a refusal or a log entry has no business to hold. */
  let names: readonly string[];
  beforeAll(async () => {
    platform = await startPlatform();
    client = await RawClient.of(platform);
    const { consentId } = await agreedConsent(platform);
    const { data } = await platform.bank().data.fetch(consentId);
    names = [...namesIn(data.items)];
    expect(names).toContain(ownerPersona().enterprise.uscc);
  });
  afterAll(() => platform.close());

  const holdsNames = (text: string) => names.filter((name) => text.includes(name));
  const fetchBy = async (consentId: string, body: object) => {
    // A token of its own: on a slow machine all these take longer than one lives.
    const token = await client.newToken();
    const response = await client.send('POST', `/v1/consents/${consentId}/packages`, { body, token });
    return { status: response.status, text: await response.text() };
  };

  it('for any request, any consent and any fetch under it', async () => {
    let [delivered, refused] = [0, 0];
    const asks = async (asked: Question['asked']) =>
      agreedConsent(platform, { fact: asked }).catch((error: { code: string; errors?: unknown }) => {
        // What a refusal says of a request speaks of the request alone.
        expect(holdsNames(JSON.stringify([error.code, error.errors ?? null]))).toEqual([]);
        return undefined;
      });
    await fc.assert(
      fc.asyncProperty(question, async ({ asked, wanted }) => {
        const consent = await asks(asked);
        if (consent === undefined) return;
        expect(consent.items.filter((item) => !asked.items.includes(item))).toEqual([]);
        const { status, text } = await fetchBy(consent.consentId, wanted);
        if (status !== 201) {
          refused++;
          const problem = Problem.parse(JSON.parse(text));
          expect(REFUSALS).toContain(problem.code);
          expect(holdsNames(text)).toEqual([]);
          const named = (problem.details as { items?: string[] } | undefined)?.items ?? [];
          expect(named.filter((item) => !wanted.items?.includes(item as DataItemId))).toEqual([]);
          return;
        }
        delivered++;
        const answer = JSON.parse(text) as { package: string };
        const made = DataPackage.parse(decodeJwt(answer.package));
        const expected = DATA_ITEM_IDS.filter((item) => (wanted.items ?? consent.items).includes(item));
        expect(made.items.map(({ item }) => item)).toEqual(expected);
        expect(expected.filter((item) => !consent.items.includes(item))).toEqual([]);
        expect(made).toMatchObject({ disclosure: consent.disclosure, range: wanted.range ?? consent.range });
        expect(made.range.from >= consent.range.from && made.range.to <= consent.range.to).toBe(true);
        if (consent.disclosure !== 'RECORDS') expect(holdsNames(JSON.stringify(made))).toEqual([]);
        for (const { item, records, indicators, answers, pages } of made.items) {
          const held = { RECORDS: records ?? pages, INDICATORS: indicators, ANSWER: answers };
          for (const level of LEVELS) if (level !== consent.disclosure) expect(held[level]).toBeUndefined();
          expect(Object.keys(records ?? {})).toEqual(records ? [item] : []);
          for (const name of Object.keys(indicators ?? {}))
            expect(INDICATORS[name as IndicatorName].item).toBe(item);
          for (const name of Object.keys(answers ?? {})) expect(ANSWERS[name as AnswerName].item).toBe(item);
        }
      }),
      { numRuns: 16, endOnFailure: true, examples: EXAMPLES.map((example) => [example]) },
    );
    // Both were met, so that neither half of the property is empty.
    expect({ delivered: delivered > 0, refused: refused > 0 }).toEqual({ delivered: true, refused: true });
  }, 300_000);

  it('no log entry of all these reads holds anything that was read', async () => {
    const entries = await rows<{ detail: unknown }>(
      platform,
      `SELECT detail FROM log_entry WHERE kind LIKE 'ACCESS%' OR kind LIKE 'DATA%'`,
    );
    expect(entries.length).toBeGreaterThan(10);
    expect(holdsNames(JSON.stringify(entries))).toEqual([]);
  });
});
