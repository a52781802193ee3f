import { organizationCodeCheckCharacter, type Uscc, usccCheckCharacter } from '@xinqiao/contracts';
import { random } from './random.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SERIAL_PLACES = 6;
/** How many codes the city can give: 31 to the power of 6, some 887 million. */
export const SERIALS = ALPHABET.length ** SERIAL_PLACES;

/** Legal form as the first two characters say it: company 91, sole trader 92, farmers' cooperative 93. */
export type FormCode = '91' | '92' | '93';

/**
 * A code whose organisation part begins with XQ or XP, which the city uses so that its invented enterprises
 * can be told from real ones. Both check characters hold (GB 11714, GB 32100).
 */
export function usccOf(form: FormCode, divisionCode: string, series: 'XQ' | 'XP', serial: number): Uscc {
  const body = series + base31(serial);
  const first17 = form + divisionCode + body + organizationCodeCheckCharacter(body);
  return first17 + usccCheckCharacter(first17);
}

/** The serial in a code of the series XQ; undefined for every other code. */
export function serialOf(uscc: string): number | undefined {
  const [, places] = /^.{8}XQ([0-9A-Y]{6})/.exec(uscc) ?? [];
  if (!places) return undefined;
  const values = [...places].map((place) => ALPHABET.indexOf(place));
  return values.includes(-1)
    ? undefined
    : values.reduce((serial, value) => serial * ALPHABET.length + value, 0);
}

/**
 * Scatters the numbers of enterprises over the serials, and finds them again, so that the city need not
 * remember which code it gave to whom.
 */
export function scatter(seed: string) {
  const draw = random(seed, 'codes');
  const size = BigInt(SERIALS);
  // Any factor without the prime 31 can be undone modulo 31^6.
  const factor = BigInt(draw.int(1, SERIALS / 31 - 1) * 31 + draw.int(1, 30));
  const shift = BigInt(draw.int(0, SERIALS - 1));
  const inverse = invert(factor, size);
  return {
    serial: (index: number): number => Number((BigInt(index) * factor + shift) % size),
    index: (serial: number): number => Number(((BigInt(serial) - shift + size) * inverse) % size),
  };
}

const base31 = (serial: number): string =>
  Array.from({ length: SERIAL_PLACES }, (_, place) =>
    ALPHABET.charAt(Math.floor(serial / ALPHABET.length ** (SERIAL_PLACES - 1 - place)) % ALPHABET.length),
  ).join('');

/** The number that multiplied by `factor` leaves 1, by the extended Euclidean algorithm. */
function invert(factor: bigint, modulus: bigint): bigint {
  let [rest, next] = [modulus, factor];
  let [coefficient, following] = [0n, 1n];
  while (next !== 0n) {
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [coefficient, following] = [following, coefficient - quotient * following];
  }
  return ((coefficient % modulus) + modulus) % modulus;
}
