import type { ConsentRow } from '@xinqiao/db';
import { consentView } from './consent-view.ts';

/** What an amendment may change, by the names of the consent. */
export const ATTRIBUTES = [
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
] as const;

/** Attributes in which two states of a consent differ. */
export function changedAttributes(before: ConsentRow, after: ConsentRow): string[] {
  const [old, present] = [consentView(before), consentView(after)];
  return ATTRIBUTES.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(present[name]));
}
