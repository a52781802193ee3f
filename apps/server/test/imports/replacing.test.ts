import { array, assert, asyncProperty, integer, record } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectProblem } from '../support/problem.ts';
import { headerOf } from './support/header-of.ts';
import { type ImportSite, importSite } from './support/import-site.ts';

describe('replacing an imported file', () => {
  let site: ImportSite;
  let firm = 0;
  let file = 0;
  beforeAll(async () => {
    site = await importSite();
  });
  afterAll(() => site.platform.close());

  const newFirm = async () => {
    const code = `R${++firm}`;
    await site.register(code);
    return code;
  };
  /** A file of invoices of one firm; the same numbers say the same. Bytes differ from those of every other file. */
  const fileOf = (code: string, numbers: readonly number[]) =>
    `${headerOf('invoice-out')}${numbers.map((number) => `${code},${number},2026-01-05,B1,${number}.00,0.00,${number}.00,有效发票\n`).join('')}${'\n'.repeat(++file)}`;
  const of = async (code: string) => (await site.totals()).find((total) => total.code === code);

  it('counts its rows instead of those of the old one, never both', async () => {
    const code = await newFirm();
    const old = await site.imported(fileOf(code, [1, 2, 3]));
    const corrected = await site.imported(fileOf(code, [1, 2, 4]), { replaces: old.importId });
    expect(corrected).toMatchObject({ rowsStored: 3, rowsQuarantined: 0, replaces: old.importId });
    expect(await of(code)).toMatchObject({ count: 3, amount: '7.00' });
    const path = `/v1/sources/import/files/${old.importId}`;
    expect(await (await site.operator.send('GET', path)).json()).toMatchObject({
      status: 'REPLACED',
      replacedBy: corrected.importId,
    });
  });

  it('brings back what only the old one had shadowed', async () => {
    const code = await newFirm();
    const old = await site.imported(fileOf(code, [1, 2]));
    const other = await site.imported(fileOf(code, [2, 3]));
    expect(other).toMatchObject({
      rowsStored: 1,
      quarantine: [{ reason: 'DUPLICATE', count: 1, firstLine: 2 }],
    });
    await site.imported(fileOf(code, [9]), { replaces: old.importId });
    expect(await of(code)).toMatchObject({ count: 3, amount: '14.00' });
    const path = `/v1/sources/import/files/${other.importId}`;
    expect(await (await site.operator.send('GET', path)).json()).toMatchObject({
      rowsStored: 2,
      quarantine: [],
    });
  });

  it('sent again, the replacement changes nothing more', async () => {
    const code = await newFirm();
    const old = await site.imported(fileOf(code, [1]));
    const bytes = fileOf(code, [2]);
    const first = await site.imported(bytes, { replaces: old.importId });
    expect(await site.imported(bytes, { replaces: old.importId })).toEqual({ ...first, repeated: true });
    expect(await of(code)).toMatchObject({ count: 1, amount: '2.00' });
  });

  it('the first file can come again after it was replaced, as a correction of the correction', async () => {
    const code = await newFirm();
    const bytes = fileOf(code, [1]);
    const old = await site.imported(bytes);
    const wrong = await site.imported(fileOf(code, [2]), { replaces: old.importId });
    const again = await site.imported(bytes, { replaces: wrong.importId });
    expect(again.importId).not.toBe(old.importId);
    expect(await of(code)).toMatchObject({ count: 1, amount: '1.00' });
  });

  it('is refused where there is nothing of the kind to replace', async () => {
    const code = await newFirm();
    const old = await site.imported(fileOf(code, [1]));
    const received = fileOf(code, [2]).replace('购方', '销方');
    await expectProblem(
      await site.upload(received, { kind: 'invoice-in', replaces: old.importId }),
      'IMPORT_NOT_REPLACEABLE',
    );
    await site.imported(fileOf(code, [3]), { replaces: old.importId });
    await expectProblem(
      await site.upload(fileOf(code, [4]), { replaces: old.importId }),
      'IMPORT_NOT_REPLACEABLE',
    );
    const nobody = 'imp_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';
    await expectProblem(await site.upload(fileOf(code, [5]), { replaces: nobody }), 'IMPORT_NOT_FOUND');
    expect(await of(code)).toMatchObject({ count: 1, amount: '3.00' });
  });

  it('two corrections at once: one takes the place, the other is refused, and nothing is doubled', async () => {
    const code = await newFirm();
    const old = await site.imported(fileOf(code, [1]));
    const answers = await Promise.all(
      [2, 3].map((number) => site.upload(fileOf(code, [number]), { replaces: old.importId })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await of(code)).toMatchObject({ count: 1 });
  });

  it('whatever is imported and replaced in whatever order, each thing said in force counts once', async () => {
    const step = record({
      numbers: array(integer({ min: 1, max: 6 }), { maxLength: 6 }),
      /** Which of the imports in force it replaces; beyond their number = none. */
      replaces: integer({ min: 0, max: 5 }),
    });
    await assert(
      asyncProperty(array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
        const code = await newFirm();
        const live: { importId: string; numbers: readonly number[] }[] = [];
        for (const { numbers, replaces } of steps) {
          const gone = live[replaces];
          const report = await site.imported(fileOf(code, numbers), gone && { replaces: gone.importId });
          if (gone !== undefined) live.splice(replaces, 1);
          live.push({ importId: report.importId, numbers });
        }
        const said = new Set(live.flatMap(({ numbers }) => numbers));
        const total = [...said].reduce((sum, number) => sum + number, 0);
        expect(await of(code)).toEqual(
          said.size === 0
            ? undefined
            : { code, direction: 'OUT', count: said.size, amount: `${total}.00`, tax: '0.00' },
        );
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
