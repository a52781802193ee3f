/**
 * A name as it may stand in a message: what would let it pass for something else is taken out or replaced.
 *
 * No line ends and invisible or direction-changing characters (Unicode Cc, Cf, Zl, Zp), no brackets 【】 that look
 * like a second signature, no braces, and nothing a phone would make a link of.
 */
export function plainName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/\p{Cc}|\p{Z}/gu, ' ')
    .replaceAll(/\p{Cf}|\p{Cs}|\p{Co}|\p{Cn}/gu, '')
    .replaceAll(/[【〔〖［[｛{＜<]/gu, '(')
    .replaceAll(/[】〕〗］\]｝}＞>]/gu, ')')
    // `evil.example/x` and `a@b.example` no longer look like addresses; `Co., Ltd.` stays as it is.
    .replaceAll(/[.．․﹒。｡:：/／\\@＠﹫]+(?=[^\s.,，)）])/gu, '·')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  return plain === '' ? '—' : plain;
}

/** The beginning of a text, at most `limit` UTF-16 units long with its ellipsis; no character is cut in two. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > limit - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
