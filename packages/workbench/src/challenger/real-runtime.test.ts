import { describe, expect, it } from 'vitest';
import { logistic } from '../model/elastic-net.ts';
import { logisticModel } from '../testing/onnx-model.ts';
import { onnxRisk } from './onnx.ts';

const WEIGHTS = [0.5, -1.25] as const;
const INTERCEPT = 0.3;
const ROWS = Array.from({ length: 100 }, (_, row) => [row / 10, (row * 37) % 11]);
const CELLS: Record<string, readonly string[]> = {
  debt: ROWS.map(([debt]) => String(debt)),
  months: ROWS.map(([, months], row) => (row === 7 ? '' : String(months))),
};
const table = { names: Object.keys(CELLS), rows: ROWS.length, cells: (name: string) => CELLS[name]! };

describe('onnxRisk with onnxruntime-node itself', () => {
  it('gives what the logistic function gives, to the precision of its 32 bits; missing stays missing', async () => {
    const told = await onnxRisk(logisticModel(WEIGHTS, INTERCEPT), table, ['debt', 'months']);
    ROWS.forEach(([debt, months], row) => {
      if (row === 7) expect(told[row]).toBeNaN();
      else expect(told[row]).toBeCloseTo(logistic(INTERCEPT + WEIGHTS[0] * debt! + WEIGHTS[1] * months!), 6);
    });
  });

  it.each([
    ['bytes that are no model', new Uint8Array([1, 2, 3])],
    ['a model of other inputs', logisticModel([1, 2, 3], 0)],
  ])('refuses %s in words', async (_, model) => {
    await expect(onnxRisk(model, table, ['debt', 'months'])).rejects.toMatchObject({
      code: 'CHALLENGER_UNAVAILABLE',
    });
  });

  it('names a column that the table lacks', async () => {
    const lacking = {
      ...table,
      cells: (name: string) => {
        throw Object.assign(new Error(name), { code: 'COLUMN_UNKNOWN' });
      },
    };
    await expect(onnxRisk(logisticModel(WEIGHTS, 0), lacking, ['debt', 'gone'])).rejects.toThrow('debt');
  });
});
