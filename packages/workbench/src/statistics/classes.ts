/** Values that part numbers into classes of nearly equal size; at most `classes` − 1, each once. */
export function quantileBounds(values: ArrayLike<number>, classes = 10): number[] {
  const sorted = Float64Array.from(values).sort();
  const bounds = Array.from(
    { length: classes - 1 },
    (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / classes)]!,
  );
  return [...new Set(bounds)].filter((bound) => bound > sorted[0]!);
}

/** How many values fall into each class; a value at a bound belongs to the class above it. */
export function countByBounds(values: ArrayLike<number>, bounds: readonly number[]): number[] {
  const counts = new Array<number>(bounds.length + 1).fill(0);
  for (let at = 0; at < values.length; at++) {
    let place = 0;
    while (place < bounds.length && values[at]! >= bounds[place]!) place++;
    counts[place]!++;
  }
  return counts;
}
