import { createHash } from 'node:crypto';
import type { OPERATIONS, Subject } from '@xinqiao/contracts';
import { residentIdCheckCharacter, usccCheckCharacter } from '@xinqiao/contracts';
import type { Xinqiao } from '@xinqiao/sdk';
import { XinqiaoOperator } from '@xinqiao/sdk/operator';
import type { z } from 'zod';
import { consentRequest, type Platform } from '../../support/platform.ts';

type Registration = z.input<(typeof OPERATIONS)['subjects.register']['input']>;

let made = 0;
const serial = (digits: number) => String(++made).padStart(digits, '0');

/** A unified social credit code that nobody has yet. */
export const newUscc = (): string => {
  const first17 = `91341602MA${serial(7)}`;
  return first17 + usccCheckCharacter(first17);
};

/** A resident number that nobody has yet. */
export const newResidentId = (): string => {
  const first17 = `34160219850303${serial(3)}`;
  return first17 + residentIdCheckCharacter(first17);
};

export const operatorOf = (platform: Platform): XinqiaoOperator => {
  const { applicationId, keyId, privateKey } = platform.credentials('operator');
  return new XinqiaoOperator({ baseUrl: platform.url, applicationId, key: { privateKey, keyId } });
};

/** An enterprise whose invoices are imported; each test names only what it is about. */
export const registration = (fact: Partial<Registration> = {}): Registration => ({
  type: 'ENTERPRISE',
  name: '谯城区某某药材行',
  identifier: { scheme: 'uscc', value: newUscc() },
  sourceId: 'import',
  representative: { identityId: `owner-${serial(4)}`, name: '某某' },
  ...fact,
});

export const identifierOf = ({ identifiers: [current] }: Subject) => current;

/** Imports one sales invoice per month of the last two years, written under `code`. */
export async function importInvoices(
  operator: XinqiaoOperator,
  code: string,
  amount = '1000.00',
): Promise<{ stored: number; quarantined: number }> {
  const lines = ['企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态'];
  const now = new Date(Date.now() + 8 * 3_600_000);
  for (let month = 1; month <= 24; month++) {
    const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - month, 5));
    const date = day.toISOString().slice(0, 10);
    lines.push(`${code},${serial(8)},${date},B${month},${amount},0.00,${amount},有效发票`);
  }
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  const { rowsStored: stored, rowsQuarantined: quarantined } = await operator.importFile({
    kind: 'invoice-out',
    fileName: 'invoices.csv',
    mediaType: 'text/csv',
    sha256: createHash('sha256').update(bytes).digest('base64'),
    body: new Blob([bytes]).stream(),
  });
  return { stored, quarantined };
}

/** An ACTIVE consent of an imported subject’s representative. */
export async function consentOf(
  platform: Platform,
  bank: Xinqiao,
  identityId: string,
  fact: Partial<Parameters<typeof consentRequest>[0]> = {},
) {
  const { customer: _any, ...request } = consentRequest({
    ...{ items: ['invoice.summary'], disclosure: 'INDICATORS' },
    ...fact,
  });
  const asked = await bank.consents.request(request);
  return bank.consents.complete(await platform.owner().answer(asked.url, identityId, 'agree'), asked.pending);
}
