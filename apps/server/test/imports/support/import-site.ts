import { createHash } from 'node:crypto';
import {
  type ImportKind,
  type ImportReport,
  type QuarantinedRow,
  usccCheckCharacter,
} from '@xinqiao/contracts';
import { expect } from 'vitest';
import { type Platform, startPlatform } from '../../support/platform.ts';
import { RawClient } from '../../support/raw-client.ts';
import { rows } from '../../support/rows.ts';

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');

interface UploadOptions {
  readonly kind?: ImportKind;
  readonly type?: string;
  readonly replaces?: string;
  /** Who sends it. Default the operator. */
  readonly by?: RawClient;
}

/** A platform where files are imported for firms that were registered for it. */
export interface ImportSite {
  readonly platform: Platform;
  readonly operator: RawClient;
  /** Registers firms under these codes. */
  register(...codes: string[]): Promise<void>;
  upload(file: string | Uint8Array, options?: UploadOptions): Promise<Response>;
  /** An upload that succeeds. */
  imported(file: string | Uint8Array, options?: UploadOptions): Promise<ImportReport>;
  quarantine(importId: string, query?: string): Promise<QuarantinedRow[]>;
  /** Totals per firm of the invoices that count, by an independent statement past all row security. */
  totals(): Promise<{ code: string; direction: string; count: number; amount: string; tax: string }[]>;
}

let firms = 0;

export async function importSite(platform?: Platform): Promise<ImportSite> {
  const site = platform ?? (await startPlatform());
  const operator = await RawClient.of(site, 'operator');
  const upload: ImportSite['upload'] = async (
    file,
    { kind = 'invoice-out', type, replaces, by = operator } = {},
  ) => {
    const body = Buffer.from(file as string);
    const query = new URLSearchParams({
      kind,
      fileName: 'f',
      ...(replaces === undefined ? {} : { replaces }),
    });
    return by.send('POST', `/v1/sources/import/files?${query}`, {
      body,
      headers: { 'content-type': type ?? 'text/csv', 'content-digest': `sha-256=:${digestOf(body)}:` },
    });
  };
  return {
    platform: site,
    operator,
    async register(...codes) {
      for (const code of codes) {
        const first17 = `91341602MA${String(++firms).padStart(7, '0')}`;
        const response = await operator.send('POST', '/v1/subjects', {
          body: {
            type: 'ENTERPRISE',
            name: code,
            identifier: { scheme: 'uscc', value: first17 + usccCheckCharacter(first17) },
            sourceId: 'import',
            sourceCode: code,
            representative: { identityId: `owner-of-${code.toLowerCase()}`, name: code },
          },
        });
        expect(response.status).toBe(201);
      }
    },
    upload,
    async imported(file, options) {
      const response = await upload(file, options);
      expect(response.status, await response.clone().text()).toBe(201);
      return (await response.json()) as ImportReport;
    },
    async quarantine(importId, query = '') {
      const response = await operator.send('GET', `/v1/sources/import/files/${importId}/quarantine${query}`);
      expect(response.status).toBe(200);
      return ((await response.json()) as { items: QuarantinedRow[] }).items;
    },
    totals: () =>
      rows(
        site,
        `SELECT code.value AS code, direction, count(*)::int, sum(amount)::text AS amount, sum(tax)::text AS tax
         FROM source_invoice
         JOIN source_live_import USING (import_id)
         JOIN subject_identifier AS code USING (subject_id)
         WHERE shadowed IS NULL AND code.scheme = 'source:import'
         GROUP BY 1, 2 ORDER BY 1, 2 DESC`,
      ),
  };
}
