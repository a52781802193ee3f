import type { CalendarDate, ConsentTemplate } from '@xinqiao/contracts';
import { CONSENT_TEMPLATES } from './consent-templates.ts';

/**
 * The version of a template in force on a day: the one with the latest `validFrom` not after it; of two that begin on
 * one day, the later version.
 *
 * @param onDate Asia/Shanghai day of the request.
 * @param among Versions to choose from; default all of the catalogue.
 * @returns `undefined` when no version is in force on that day, or the name is unknown.
 */
export function template(
  templateId: string,
  onDate: CalendarDate,
  among: readonly ConsentTemplate[] = CONSENT_TEMPLATES,
): ConsentTemplate | undefined {
  return among
    .filter((candidate) => candidate.templateId === templateId && candidate.validFrom <= onDate)
    .reduce<ConsentTemplate | undefined>(
      (latest, candidate) => (latest && replaces(latest, candidate) ? latest : candidate),
      undefined,
    );
}

const replaces = (one: ConsentTemplate, other: ConsentTemplate): boolean =>
  one.validFrom === other.validFrom ? one.version > other.version : one.validFrom > other.validFrom;

/**
 * Every template a bank may ask under on a day, each in its version of that day, in catalogue order; without the
 * owner's own.
 */
export function templatesOn(onDate: CalendarDate): ConsentTemplate[] {
  const ids = new Set(CONSENT_TEMPLATES.map(({ templateId }) => templateId));
  return [...ids]
    .flatMap((id) => template(id, onDate) ?? [])
    .filter(({ purpose }) => purpose !== 'SELF_SERVICE_EXPORT');
}
