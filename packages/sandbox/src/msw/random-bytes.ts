import { random } from '../city/random.ts';

/** Makes so many bytes. */
export type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>;

/** Bytes for ids, salts and codes: the same for the same seed, new ones without. Never for keys. */
export function randomBytes(seed: string | number | undefined): RandomBytes {
  if (seed === undefined) return (length) => crypto.getRandomValues(new Uint8Array(length));
  const stream = random('msw', seed);
  return (length) => Uint8Array.from({ length }, () => stream.int(0, 255));
}
