import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardSource } from '../../../src/data/sources/guard/guard-source.ts';
import { readSources } from '../../../src/data/sources/read-sources.ts';
import { send } from '../support/agency-world.ts';
import { emptySource } from '../support/empty-source.ts';
import {
  answer,
  CODE,
  context,
  GRADE,
  type HostileAgency,
  hostileAgency,
  lie,
  RANGE,
  READY,
  SECRET,
  SUBJECT,
} from '../support/hostile-agency.ts';

let agency: HostileAgency;
beforeAll(async () => {
  agency = await hostileAgency();
});
afterAll(() => agency.close());

describe('a bank’s read that asks two sources', () => {
  const registry = emptySource({ sourceId: 'registry', items: ['registration.changes'] });
  const readBoth = async (from = agency.source) => {
    const lines: unknown[] = [];
    const note = (...line: unknown[]) => void lines.push(line);
    const logger = { error: note, warn: note } as never;
    const sources = [from, registry].map((each) => guardSource(each, { logger }));
    const items = ['tax.credit-grades', 'tax.vat-returns', 'registration.changes'] as const;
    const readings = await readSources({ sources, database: context.database }, SUBJECT, items, RANGE);
    expect(JSON.stringify([readings, lines])).not.toContain(SECRET);
    expect(JSON.stringify(lines)).not.toContain(CODE);
    return { statuses: readings.map(({ status }) => status), lines: JSON.stringify(lines) };
  };

  it('loses the items of the agency whose answer is forged, and no other', async () => {
    agency.server.behave((asked, response) => {
      const good = agency.signed(asked, lie);
      send(response, { ...good, body: good.body.replace('"A"', '"M"') });
    });
    const { statuses, lines } = await readBoth();
    expect(statuses).toEqual(['UNAVAILABLE', 'UNAVAILABLE', 'NO_DATA']);
    expect(lines).toContain('DIGEST_MISMATCH');
  });

  it('waits for a silent agency as long as its deadline', async () => {
    agency.server.behave(() => undefined);
    expect((await readBoth(agency.impatient)).statuses).toEqual(['TIMEOUT', 'TIMEOUT', 'NO_DATA']);
  });

  it('keeps what is sound of an answer with one bad row and one bad item', async () => {
    const records = [GRADE, { ...GRADE, note: SECRET }];
    const bad = { ...READY, item: 'tax.vat-returns', records: SECRET };
    agency.answerWith(answer({ ...READY, records }, bad));
    expect((await readBoth()).statuses).toEqual(['PARTIAL', 'UNAVAILABLE', 'NO_DATA']);
  });
});
