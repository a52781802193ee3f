/** Protobuf, as far as a small model needs it. */
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];

function field(tag: number, value: number | string | readonly number[] | Uint8Array): number[] {
  if (typeof value === 'number') return [...varint(tag * 8), ...varint(value)];
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return [...varint(tag * 8 + 2), ...varint(bytes.length), ...bytes];
}

const FLOAT = 1;

/** TensorProto: dims 1, data_type 2, name 8, raw_data 9. */
const tensor = (name: string, dims: readonly number[], values: readonly number[]): number[] => [
  ...dims.flatMap((size) => field(1, size)),
  ...field(2, FLOAT),
  ...field(8, name),
  ...field(9, new Uint8Array(Float32Array.from(values).buffer)),
];

/** ValueInfoProto of a table of numbers, rows × columns. */
function numbers(name: string, columns: number): number[] {
  const shape = [...field(1, field(2, 'rows')), ...field(1, field(1, columns))];
  return [...field(1, name), ...field(2, field(1, [...field(1, FLOAT), ...field(2, shape)]))];
}

/** NodeProto: input 1, output 2, op_type 4. */
const node = (operation: string, inputs: readonly string[], output: string): number[] => [
  ...inputs.flatMap((input) => field(1, input)),
  ...field(2, output),
  ...field(4, operation),
];

/**
 * Bytes of an ONNX model, 1 / (1 + e^−(intercept + Σ weight · x)): input `x`, rows × weights, output `probability`,
 * rows × 1; ModelProto of IR version 8, operators of version 13.
 */
export function logisticModel(weights: readonly number[], intercept: number): Uint8Array {
  const graph = [
    ...field(1, node('Gemm', ['x', 'weights', 'intercept'], 'logOdds')),
    ...field(1, node('Sigmoid', ['logOdds'], 'probability')),
    ...field(2, 'logistic'),
    ...field(5, tensor('weights', [weights.length, 1], weights)),
    ...field(5, tensor('intercept', [1], [intercept])),
    ...field(11, numbers('x', weights.length)),
    ...field(12, numbers('probability', 1)),
  ];
  return Uint8Array.from([
    ...field(1, 8),
    ...field(7, graph),
    ...field(8, [...field(1, ''), ...field(2, 13)]),
  ]);
}
