import { DATA_ITEM_IDS } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../support/platform.ts';
import { expectProblem } from '../support/problem.ts';
import { RawClient } from '../support/raw-client.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

describe('the catalogue, as a bank reads it · 数据资源目录', () => {
  it('holds every item with versions, fields, figures, answers and a sample', async () => {
    const items = await platform.bank().catalogue.items();
    expect(items.map(({ item }) => item)).toEqual(DATA_ITEM_IDS);
    expect(items.find(({ item }) => item === 'tax.vat-returns')).toMatchObject({
      version: 2,
      versions: [
        { version: 1, validFrom: '2026-01-01' },
        { version: 2, validFrom: '2026-11-22' },
      ],
      fields: expect.arrayContaining([
        expect.objectContaining({ path: 'months', unit: { zh: '个月', en: 'months' } }),
      ]),
      indicators: expect.arrayContaining([expect.objectContaining({ name: 'vatSales12', months: 12 })]),
      sample: expect.arrayContaining([expect.objectContaining({ months: 3 })]),
    });
  });

  it('offers each item under a template in force, but for none', async () => {
    const offered = (await platform.bank().catalogue.templates()).flatMap(({ items }) => items);
    expect(DATA_ITEM_IDS.filter((item) => !offered.includes(item))).toEqual([]);
  });

  it.each(['zh-CN', 'en'] as const)('is a workbook in %s, the same each time', async (language) => {
    const file = await platform.bank().catalogue.spreadsheet(language);
    expect(file.fileName).toBe(`xinqiao-catalogue.${language}.xlsx`);
    // What a ZIP begins with.
    expect([...file.bytes.subarray(0, 4)]).toEqual([0x50, 0x4b, 0x03, 0x04]);
    expect(new TextDecoder().decode(file.bytes)).toContain(language === 'en' ? 'VAT returns' : '增值税申报');
    expect(await platform.bank().catalogue.spreadsheet(language)).toEqual(file);
  });

  it('is in Chinese unless another language is asked for', async () => {
    const response = await (await RawClient.of(platform)).send('GET', '/v1/catalogue/export');
    expect(await response.json()).toMatchObject({ fileName: 'xinqiao-catalogue.zh-CN.xlsx' });
  });

  it('knows no third language', async () => {
    const response = await (await RawClient.of(platform)).send('GET', '/v1/catalogue/export?language=fr');
    await expectProblem(response, 'VALIDATION_FAILED');
  });
});
