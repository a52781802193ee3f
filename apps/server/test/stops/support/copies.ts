import type { ConsentId } from '@xinqiao/contracts';
import { clockFrom } from '../../../src/clock.ts';
import { idFactory } from '../../../src/ids.ts';
import type { Platform } from '../../support/platform.ts';
import { rows } from '../../support/rows.ts';

const newId = idFactory(clockFrom());

/**
 * Copies of a consent that was just agreed to, with its history, so that the time goes into what follows and not into
 * many consent pages.
 *
 * @param ofManyFirms Each copy of a firm of its own: events of one firm follow each other. Default: of the same.
 */
export async function copies(
  platform: Pick<Platform, 'adminUrl'>,
  consentId: ConsentId,
  count: number,
  ofManyFirms = false,
): Promise<ConsentId[]> {
  const ids = Array.from({ length: count }, () => newId('cns') as ConsentId);
  const firm = `replace(copy, 'cns_', 'sub_')`;
  if (ofManyFirms)
    await rows(
      platform,
      `INSERT INTO subject SELECT (jsonb_populate_record(subject, jsonb_build_object('id', ${firm}))).*
       FROM subject, unnest($2::text[]) AS copy WHERE subject.id = (SELECT subject_id FROM consent WHERE id = $1)`,
      [consentId, ids],
    );
  const columns = `jsonb_build_object('id', copy, 'grant_id', NULL${ofManyFirms ? `, 'subject_id', ${firm}` : ''})`;
  await rows(
    platform,
    `INSERT INTO consent SELECT (jsonb_populate_record(consent, ${columns})).*
     FROM consent, unnest($2::text[]) AS copy WHERE consent.id = $1`,
    [consentId, ids],
  );
  await rows(
    platform,
    `INSERT INTO consent_revision SELECT (jsonb_populate_record(earlier, jsonb_build_object('consent_id', copy))).*
     FROM consent_revision earlier, unnest($2::text[]) AS copy WHERE earlier.consent_id = $1`,
    [consentId, ids],
  );
  return ids;
}
