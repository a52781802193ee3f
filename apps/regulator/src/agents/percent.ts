/** A share with four places as percent with one: `0.8571` is `85.7 %`. Rounded half up, without a float. */
export function percentOf(share: string): string {
  const tenths = Math.floor((Number(share.replace('.', '')) + 5) / 10);
  return `${Math.floor(tenths / 10)}.${tenths % 10} %`;
}
