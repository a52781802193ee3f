import type { Consent } from '@xinqiao/contracts';

/** What an amendment may change, by the names of the consent. */
const ATTRIBUTES = [
  'items',
  'disclosure',
  'range',
  'dataLife',
  'fetchType',
  'consentMode',
  'frequency',
  'templateId',
  'templateVersion',
  'expiresAt',
] as const satisfies readonly (keyof Consent)[];

/** Attributes in which two states of a consent differ. */
export const changedAttributes = (before: Consent, after: Consent): string[] =>
  ATTRIBUTES.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
