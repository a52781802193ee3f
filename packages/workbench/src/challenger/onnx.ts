import { WorkbenchError } from '../error.ts';
import type { NamedColumns } from '../policy/score-table.ts';
import { readerOf } from '../table/number-reader.ts';

/** What is used of onnxruntime-node, an optional peer: it is hundreds of megabytes of native code. */
export interface Runtime {
  readonly InferenceSession: { create(model: Uint8Array): Promise<Session> };
  readonly Tensor: new (type: 'float32' | 'string', data: Float32Array | string[], dims: number[]) => unknown;
}
interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputMetadata?: readonly {
    readonly name: string;
    readonly type?: string;
    readonly shape?: readonly unknown[];
  }[];
  run(feeds: Record<string, unknown>, fetches?: readonly string[]): Promise<Record<string, Output>>;
  release?(): Promise<void>;
}
interface Output {
  readonly data: ArrayLike<number | bigint>;
  readonly dims: readonly number[];
}

/**
 * Probability of being bad by an ONNX model: one input of numbers (rows × features, the columns in the order given),
 * or an input for each column by name (rows × 1, of numbers or text). Of the outputs the one called `probabilities`,
 * else the last one of numbers, counts; of two columns the second.
 *
 * A challenger is scored beside the champion and decides nothing: it gives no reasons.
 *
 * @param columns Columns of the table, in the model’s order; what is missing is NaN.
 * @param load How to come by the runtime.
 * @throws {WorkbenchError} `CHALLENGER_UNAVAILABLE`
 */
export async function onnxRisk(
  model: Uint8Array,
  table: NamedColumns,
  columns: readonly string[],
  load: () => Promise<Runtime> = loadRuntime,
): Promise<Float64Array> {
  const runtime = await load();
  try {
    const session = await runtime.InferenceSession.create(model);
    const feeds = feedsOf(runtime, session, table, columns);
    const name =
      session.outputNames.find((one) => /^(output_)?probabilit/i.test(one)) ?? session.outputNames.at(-1)!;
    const output = (await session.run(feeds, [name]))[name]!;
    await session.release?.();
    return riskOf(output, table.rows);
  } catch (cause) {
    if (cause instanceof WorkbenchError) throw cause;
    throw new WorkbenchError('CHALLENGER_UNAVAILABLE', cause instanceof Error ? cause.message : 'the model', {
      cause,
    });
  }
}

async function loadRuntime(): Promise<Runtime> {
  // In a variable, so that nothing resolves it before it is asked for.
  const name = 'onnxruntime-node';
  try {
    const loaded = (await import(name)) as Runtime & { default?: Runtime };
    return loaded.InferenceSession === undefined && loaded.default !== undefined ? loaded.default : loaded;
  } catch (cause) {
    throw new WorkbenchError('CHALLENGER_UNAVAILABLE', `${name} is not installed`, { cause });
  }
}

function feedsOf(runtime: Runtime, session: Session, table: NamedColumns, columns: readonly string[]) {
  const { rows } = table;
  const [only, ...more] = session.inputNames;
  if (only !== undefined && more.length === 0 && !table.names.includes(only)) {
    const data = new Float32Array(rows * columns.length);
    columns.forEach((column, at) => {
      const cells = table.cells(column);
      const read = readerOf(cells);
      cells.forEach((cell, row) => {
        data[row * columns.length + at] = read(cell);
      });
    });
    return { [only]: new runtime.Tensor('float32', data, [rows, columns.length]) };
  }
  return Object.fromEntries(
    session.inputNames.map((name) => {
      const cells = table.cells(name);
      const text = session.inputMetadata?.find((one) => one.name === name)?.type === 'string';
      const tensor = text
        ? new runtime.Tensor('string', [...cells], [rows, 1])
        : new runtime.Tensor('float32', Float32Array.from(cells, readerOf(cells)), [rows, 1]);
      return [name, tensor];
    }),
  );
}

function riskOf({ data, dims }: Output, rows: number): Float64Array {
  const width = data.length / rows;
  if ((width !== 1 && width !== 2) || dims[0] !== rows)
    throw new WorkbenchError(
      'CHALLENGER_UNAVAILABLE',
      `the model answers ${dims.join(' × ')} for ${rows} rows`,
    );
  return Float64Array.from({ length: rows }, (_, row) => Number(data[row * width + width - 1]));
}
