/**
 * Does what is due, one thing after the other. One that fails keeps none of the others from being done; the round fails
 * with it once it is through.
 *
 * @returns How many were done.
 * @throws the first failure, after all others were tried
 */
export async function eachDue(due: Iterable<() => Promise<unknown>>): Promise<number> {
  let done = 0;
  const failures: unknown[] = [];
  for (const act of due)
    await act().then(
      () => done++,
      (error: unknown) => failures.push(error),
    );
  if (failures.length > 0) throw failures[0];
  return done;
}
