import { describe, expect, it } from 'vitest';
import { onnxRisk, type Runtime } from './onnx.ts';

const CELLS: Record<string, readonly string[]> = {
  debt: ['1', '', '3'],
  months: ['10', '20', '30'],
  sector: ['a', 'b', 'a'],
};
const table = {
  names: ['debt', 'months', 'sector'],
  rows: 3,
  cells: (name: string) => CELLS[name]!,
};

/** A runtime that keeps what it was fed, and answers what it is told to. */
const runtime = (
  inputNames: string[],
  outputs: Record<string, { data: Float32Array; dims: number[] }>,
  fed: Record<string, unknown> = {},
) => {
  class Tensor {
    readonly given: readonly unknown[];
    constructor(...given: unknown[]) {
      this.given = given;
    }
  }
  const session = {
    inputNames,
    outputNames: Object.keys(outputs),
    inputMetadata: inputNames.map((name) => ({ name, type: name === 'sector' ? 'string' : 'float32' })),
    run: async (feeds: Record<string, unknown>) => {
      Object.assign(fed, feeds);
      return outputs;
    },
  };
  const made = { InferenceSession: { create: async () => session }, Tensor };
  return { load: async () => made as unknown as Runtime, fed };
};
const answer = (data: number[], dims: number[]) => ({ data: Float32Array.from(data), dims });
const given = (tensor: unknown) => (tensor as { given: unknown[] }).given;
const model = new Uint8Array();

describe('onnxRisk', () => {
  it('feeds one input row by row in the order of the columns, missing as NaN', async () => {
    const { load, fed } = runtime(['features'], { risk: answer([0.25, 0.5, 0.75], [3, 1]) });
    expect([...(await onnxRisk(model, table, ['months', 'debt'], load))]).toEqual([0.25, 0.5, 0.75]);
    expect(given(fed.features)).toEqual(['float32', Float32Array.of(10, 1, 20, NaN, 30, 3), [3, 2]]);
  });

  it('feeds inputs that are called like columns with them, text as text', async () => {
    const { load, fed } = runtime(['debt', 'sector'], { risk: answer([0, 0, 1], [3]) });
    await onnxRisk(model, table, [], load);
    expect(given(fed.debt)).toEqual(['float32', Float32Array.of(1, NaN, 3), [3, 1]]);
    expect(given(fed.sector)).toEqual(['string', ['a', 'b', 'a'], [3, 1]]);
  });

  it('takes the second column of two, of the output called probabilities', async () => {
    const { load } = runtime(['x'], {
      probabilities: answer([0.75, 0.25, 0.5, 0.5, 0, 1], [3, 2]),
      label: answer([0, 0, 1], [3]),
    });
    expect([...(await onnxRisk(model, table, ['debt'], load))]).toEqual([0.25, 0.5, 1]);
  });

  it.each([
    ['another number of rows', answer([0.1], [1, 1])],
    ['three classes', answer([0, 0, 0, 0, 0, 0, 0, 0, 0], [3, 3])],
  ])('refuses a model that answers with %s', async (_, output) => {
    const { load } = runtime(['x'], { risk: output });
    await expect(onnxRisk(model, table, ['debt'], load)).rejects.toMatchObject({
      code: 'CHALLENGER_UNAVAILABLE',
    });
  });

  it('says so where the model cannot be read', async () => {
    const load = async () =>
      ({ InferenceSession: { create: () => Promise.reject(new Error('no model')) } }) as unknown as Runtime;
    await expect(onnxRisk(model, table, ['debt'], load)).rejects.toMatchObject({
      code: 'CHALLENGER_UNAVAILABLE',
      place: 'no model',
    });
  });
});
