/** Most characters of a binding message. */
const LONGEST = 8;
/** Most digits in it, also where they are written in Chinese: a short number of a hotline has five. */
const MOST_DIGITS = 4;

/** Han characters, digits, Latin letters, spaces and hyphens: nothing that is a link, or hides or turns text. */
const PLAIN = /^[\p{Script=Han}0-9A-Za-z](?:[\p{Script=Han}0-9A-Za-z -]*[\p{Script=Han}0-9A-Za-z])?$/u;
const DIGIT = /[0-9〇零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾幺两]/gu;
/** Six in a row would do for the name of an account in a chat. */
const ACCOUNT = /[0-9A-Za-z-]{6}/;

/**
 * Whether the words the clerk reads out and the owner compares (CIBA Core §7.1) may stand on her page: short and plain,
 * and no room for a telephone number, an account to write to or anything she could be talked into.
 */
export const isBindingMessage = (text: string): boolean =>
  text.length <= LONGEST &&
  PLAIN.test(text) &&
  !ACCOUNT.test(text) &&
  (text.match(DIGIT)?.length ?? 0) <= MOST_DIGITS;
