import type { ConsentId } from '@xinqiao/contracts';
import { clockFrom } from '../../../src/clock.ts';
import { idFactory } from '../../../src/ids.ts';
import type { Platform } from '../../support/platform.ts';
import { rows } from '../../support/rows.ts';

const newId = idFactory(clockFrom());

/** Columns of a copy whose deliveries are not counted: for tests that read more often than a template allows. */
export const UNCOUNTED = { frequency_unit: null, frequency_value: null };

export interface Copied {
  /** Columns of the copies that differ, by their names in the database. */
  readonly columns?: Readonly<Record<string, unknown>>;
  /** With the revisions it had, so that what follows can be receipted. Default: without. */
  readonly history?: boolean;
  /** Each copy of a firm of its own: events of one firm follow each other. Default: of the same. */
  readonly ofManyFirms?: boolean;
}

/**
 * Copies an agreed consent, so that the time goes into what follows and not into many consent pages. A copy has no
 * tokens.
 */
export async function copyConsent(
  platform: Pick<Platform, 'adminUrl'>,
  consentId: string,
  count: number,
  { columns = {}, history = false, ofManyFirms = false }: Copied = {},
): Promise<ConsentId[]> {
  const copies = Array.from({ length: count }, () => newId('cns'));
  const firm = `replace(copy, 'cns_', 'sub_')`;
  if (ofManyFirms)
    await rows(
      platform,
      `INSERT INTO subject SELECT (jsonb_populate_record(subject, jsonb_build_object('id', ${firm}))).*
       FROM subject, unnest($2::text[]) AS copy WHERE subject.id = (SELECT subject_id FROM consent WHERE id = $1)`,
      [consentId, copies],
    );
  const own = `jsonb_build_object('id', copy, 'grant_id', NULL${ofManyFirms ? `, 'subject_id', ${firm}` : ''})`;
  await rows(
    platform,
    `INSERT INTO consent SELECT (jsonb_populate_record(consent, ${own} || $3::jsonb)).*
     FROM consent, unnest($2::text[]) AS copy WHERE consent.id = $1`,
    [consentId, copies, JSON.stringify(columns)],
  );
  if (history)
    await rows(
      platform,
      `INSERT INTO consent_revision SELECT (jsonb_populate_record(earlier, jsonb_build_object('consent_id', copy))).*
       FROM consent_revision earlier, unnest($2::text[]) AS copy WHERE earlier.consent_id = $1`,
      [consentId, copies],
    );
  return copies;
}

/**
 * Lines of a node’s log that are not about copies: the artefact of a copy names the consent it was copied from, so the
 * worker says that it writes no receipt for its end.
 */
export const apartFromCopies = (lines: readonly string[]): string[] =>
  lines.filter((line) => !line.includes('"msg":"receipt cannot be written"'));
