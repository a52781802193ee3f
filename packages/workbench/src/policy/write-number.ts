/** A number as a policy writes it: at most `places` places, no exponent, no trailing zeros, no −0. */
export function writeNumber(value: number, places: number): string {
  const text = value.toFixed(places);
  const short = text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
  return short === '-0' ? '0' : short;
}
