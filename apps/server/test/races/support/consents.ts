import type { ConsentId } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import { clockFrom } from '../../../src/clock.ts';
import { idFactory } from '../../../src/ids.ts';

const newId = idFactory(clockFrom());

/**
 * Copies an agreed consent, so that the time goes into the race and not into many consent pages.
 *
 * @param columns Columns of the copies that differ, by their names in the database.
 */
export async function copyConsent(
  admin: Database,
  consentId: string,
  count: number,
  columns: Readonly<Record<string, unknown>> = {},
): Promise<ConsentId[]> {
  const copies = Array.from({ length: count }, () => newId('cns'));
  await admin.transaction(
    {},
    (tx) => tx.$executeRaw`
      INSERT INTO consent
      SELECT (jsonb_populate_record(consent, jsonb_build_object('id', copy) || ${JSON.stringify(columns)}::jsonb)).*
      FROM consent, unnest(${copies}::text[]) AS copy
      WHERE consent.id = ${consentId}`,
  );
  return copies;
}

/**
 * Lines of a node’s log that are not about copies: the artefact of a copy names the consent it was copied from, so the
 * worker says that it writes no receipt for its end.
 */
export const apartFromCopies = (lines: readonly string[]): string[] =>
  lines.filter((line) => !line.includes('"msg":"receipt cannot be written"'));
