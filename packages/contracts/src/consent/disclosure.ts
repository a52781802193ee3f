import { z } from 'zod';

/** The disclosure ladder, from least to most. */
export const DISCLOSURE_LEVELS = ['ANSWER', 'INDICATORS', 'RECORDS'] as const;

export const DisclosureLevel = z
  .enum(DISCLOSURE_LEVELS)
  .describe('ANSWER signed yes/no or band < INDICATORS derived figures < RECORDS rows.');
export type DisclosureLevel = z.infer<typeof DisclosureLevel>;

/** True when `level` shows no more than `allowed` does. */
export const disclosesAtMost = (level: DisclosureLevel, allowed: DisclosureLevel): boolean =>
  DISCLOSURE_LEVELS.indexOf(level) <= DISCLOSURE_LEVELS.indexOf(allowed);
