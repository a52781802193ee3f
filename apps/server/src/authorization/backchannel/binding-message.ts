/** Most characters of a binding message. */
const LONGEST = 20;

/** Han characters, digits, Latin letters, spaces and hyphens: nothing that is a link, or hides or turns text. */
const PLAIN = /^[\p{Script=Han}0-9A-Za-z](?:[\p{Script=Han}0-9A-Za-z -]*[\p{Script=Han}0-9A-Za-z])?$/u;

/**
 * Whether the words the clerk reads out and the owner compares (CIBA Core §7.1) may stand on her page: short, plain, and
 * not long enough to talk her into something.
 */
export const isBindingMessage = (text: string): boolean => text.length <= LONGEST && PLAIN.test(text);
