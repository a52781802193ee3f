import type { LocalizedText } from '@xinqiao/contracts';
import { createContext } from 'react';

/** What is different from one console to the next. */
export interface ConsoleFacts {
  /** Name in the header and the title. */
  readonly name: LocalizedText;
  /** Value of `to` that leads back here after signing in. */
  readonly to: 'portal' | 'regulator' | 'operator';
  /** Said to somebody who is not signed in. */
  readonly signedOut: LocalizedText;
  /** Said to somebody whose role does not open this console. */
  readonly wrongRole: LocalizedText;
}

export const FactsContext = createContext<ConsoleFacts | undefined>(undefined);
