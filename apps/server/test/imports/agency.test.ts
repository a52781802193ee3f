import type { ImportReport } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectProblem } from '../support/problem.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';
import { headerOf } from './support/header-of.ts';
import { type ImportSite, importSite } from './support/import-site.ts';

describe('an agency hands over files', () => {
  let site: ImportSite;
  let agency: RawClient;
  beforeAll(async () => {
    site = await importSite();
    await site.register('A1');
    agency = await RawClient.of(site.platform, 'registry');
    await assign('invoice.summary', 'invoice.lines');
  });
  afterAll(() => site.platform.close());

  /** As the operator assigns items to the registry’s participant. */
  const assign = (...items: string[]) =>
    rows(
      site.platform,
      `INSERT INTO item_agency (item, participant_id, set_by, set_at)
       SELECT item, participant_id, 'test', now()
       FROM unnest($1::text[]) AS item, (SELECT participant_id FROM item_agency LIMIT 1) AS registry ON CONFLICT DO NOTHING`,
      [items],
    );
  const fileOf = (...numbers: number[]) =>
    headerOf('invoice-out') +
    numbers.map((at) => `A1,${at},2026-01-05,B1,${at}.00,0.00,${at}.00,有效发票\n`).join('');

  it('they count like those of the operator; what both say counts once', async () => {
    await site.imported(fileOf(1, 2));
    const response = await site.upload(fileOf(2, 4), { by: agency });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({
      rowsStored: 1,
      quarantine: [{ reason: 'DUPLICATE', count: 1, firstLine: 2 }],
    });
    expect(await site.totals()).toMatchObject([{ code: 'A1', count: 3, amount: '7.00' }]);
  });

  it('nobody else reads, lists or replaces them', async () => {
    const sent = await site.upload(fileOf(8).replace('2026-01-05', 'some day'), { by: agency });
    const { importId } = (await sent.json()) as ImportReport;
    const path = `/v1/sources/import/files/${importId}`;
    for (const each of [path, `${path}/quarantine`])
      await expectProblem(await site.operator.send('GET', each), 'IMPORT_NOT_FOUND');
    await expectProblem(await site.upload(fileOf(9), { replaces: importId }), 'IMPORT_NOT_FOUND');
    expect((await agency.send('GET', `${path}/quarantine`)).status).toBe(200);
  });

  it('of items that are not assigned to it, it hands over none', async () => {
    const payments = headerOf('tax-payments');
    const options = { kind: 'tax-payments', by: agency } as const;
    const problem = await expectProblem(await site.upload(payments, options), 'IMPORT_KIND_NOT_ASSIGNED');
    expect(problem.details).toEqual({ items: ['tax.payments'] });
    await assign('tax.payments');
    expect((await site.upload(payments, options)).status).toBe(201);
  });

  it('it does not say which agency checks objections', async () => {
    const response = await agency.send('POST', '/v1/corrections/agencies', {
      body: { participantId: null, items: ['tax.arrears'] },
    });
    await expectProblem(response, 'SCOPE_MISSING');
  });
});
