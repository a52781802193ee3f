import type { DataItemId, SubjectId } from '@xinqiao/contracts';
import type { AuthorizationServices } from '../../authorization/authorization-services.ts';
import type { Language } from '../../http/request-language.ts';
import { type OwnValue, ownValue } from './own-value.ts';
import { lastMonths, readOwnData } from './read-own.ts';

/** A page waits no longer for a source, in milliseconds. */
const PATIENCE_MS = 2_000;
/** Figures look back over twelve whole months. */
const MONTHS = 12;

/**
 * What an owner is shown of her own data beside the question of a bank, one line per item. It never keeps her from
 * answering: whatever cannot be read is said to be unavailable.
 */
export async function showOwnValues(
  services: AuthorizationServices,
  {
    identityId,
    subjectId,
    items,
  }: { readonly identityId: string; readonly subjectId: SubjectId; readonly items: readonly DataItemId[] },
  language: Language,
): Promise<OwnValue[]> {
  const today = services.clock.today();
  const range = lastMonths(today, MONTHS);
  try {
    const read = {
      identityId,
      subjectId,
      items,
      range,
      kind: 'OWN_DATA_SHOWN',
      deadlineMs: PATIENCE_MS,
    } as const;
    return (await readOwnData(services, read)).map((result) => ownValue(result, today, language));
  } catch (error) {
    services.logger.error({ err: error }, 'own values could not be shown');
    return items.map((item) => ownValue({ item, sourceId: '', status: 'UNAVAILABLE' }, today, language));
  }
}
