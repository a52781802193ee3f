import { Uscc } from '@xinqiao/contracts';

/** Scheme of the one login hint that is understood. */
const SCHEME = 'uscc:';

/** The unified social credit code of a `login_hint` (CIBA Core §7.1); undefined when it is none. */
export function usccOfHint(hint: unknown): Uscc | undefined {
  if (typeof hint !== 'string' || !hint.startsWith(SCHEME)) return undefined;
  return Uscc.safeParse(hint.slice(SCHEME.length)).data;
}
