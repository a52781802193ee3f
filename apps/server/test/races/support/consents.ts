import type { ConsentId } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import { clockFrom } from '../../../src/clock.ts';
import { idFactory } from '../../../src/ids.ts';

const newId = idFactory(clockFrom());

/** Copies an agreed consent, so that the time goes into the race and not into many consent pages. */
export async function copyConsent(admin: Database, consentId: string, count: number): Promise<ConsentId[]> {
  const copies = Array.from({ length: count }, () => newId('cns'));
  await admin.transaction(
    {},
    (tx) => tx.$executeRaw`
      INSERT INTO consent
      SELECT (jsonb_populate_record(consent, jsonb_build_object('id', copy, 'par_id', copy))).*
      FROM consent, unnest(${copies}::text[]) AS copy
      WHERE consent.id = ${consentId}`,
  );
  return copies;
}
