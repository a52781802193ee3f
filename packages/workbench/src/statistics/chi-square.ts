import { upperTail } from './area.ts';

/**
 * Chance that a χ² figure with so many degrees is `x` or more; from two degrees on by the cube-root approximation of
 * Wilson and Hilferty (1931), good to 0.005.
 */
export function chiSquareTail(x: number, degrees: number): number {
  if (degrees < 1 || !(x > 0)) return 1;
  if (degrees === 1) return 2 * upperTail(Math.sqrt(x));
  const spread = 2 / (9 * degrees);
  const z = (Math.cbrt(x / degrees) - (1 - spread)) / Math.sqrt(spread);
  return z >= 0 ? upperTail(z) : 1 - upperTail(-z);
}
