import type { UsageExport } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { usageCsv } from './export-usage.ts';

describe('usageCsv · RFC 4180', () => {
  it('gives a line per application, those of people without an id', () => {
    const participants = [
      {
        participantId: 'ptc_1',
        applications: [
          { applicationId: 'app_1', calls: 7, dataItems: 12, decisions: 2 },
          { applicationId: null, calls: 3, dataItems: 0, decisions: 0 },
        ],
      },
    ] as unknown as UsageExport['participants'];
    expect(usageCsv({ month: '2026-11' as UsageExport['month'], participants }).split('\r\n')).toEqual([
      'month,participant_id,application_id,calls,data_items,decisions',
      '2026-11,ptc_1,app_1,7,12,2',
      '2026-11,ptc_1,,3,0,0',
      '',
    ]);
  });
});
