import type { UsageExport } from '@xinqiao/contracts';
import { type Caller, clientOf } from '../run/credentials.ts';

/** Prints the usage of all participants in a month as CSV (RFC 4180), a line per application. */
export async function exportUsage({ month, ...caller }: Caller & { month: string }): Promise<void> {
  const usage = await clientOf(caller).call('usage.export', { month });
  process.stdout.write(usageCsv(usage));
  process.stderr.write(
    `${usage.month} · ${usage.final ? 'final' : 'the month is not over: figures still grow'} · log entry ${usage.entryId}\n`,
  );
}

const COLUMNS = 'month,participant_id,application_id,calls,data_items,decisions';

/** Ids and whole numbers only, so nothing needs quotes and no spreadsheet takes a cell for a formula. */
export const usageCsv = ({ month, participants }: Pick<UsageExport, 'month' | 'participants'>): string =>
  [
    COLUMNS,
    ...participants.flatMap(({ participantId, applications }) =>
      applications.map(({ applicationId, calls, dataItems, decisions }) =>
        [month, participantId, applicationId ?? '', calls, dataItems, decisions].join(','),
      ),
    ),
    '',
  ].join('\r\n');
