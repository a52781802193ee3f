import type { LocalizedText } from '../values/index.ts';

export interface ErrorDefinition {
  /** HTTP status of the problem document; 0 for an error that only arises on the caller's side. */
  readonly status: number;
  /** Whether the same request may succeed later without a change. */
  readonly retryable: boolean;
  /** What happened and what to do next. Never an identifier, never personal data. */
  readonly message: LocalizedText;
}

/** A code with its message, zh-CN and English. */
export const define = (status: number, zh: string, en: string, retryable = false): ErrorDefinition => ({
  status,
  retryable,
  message: { zh, en },
});
