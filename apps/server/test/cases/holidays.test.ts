import { addDays, caseDeadline, dateOf, type Instant, SupportCase } from '@xinqiao/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../support/platform.ts';
import { caseClients, newCase } from './support.ts';

const TODAY = dateOf(new Date().toISOString() as Instant);
const HOLIDAYS = Array.from({ length: 10 }, (_, days) => addDays(TODAY, days));

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform({ XINQIAO_HOLIDAYS: HOLIDAYS.join(', ') });
});
afterAll(() => platform.close());

it('configured holidays lengthen a term of working days (XINQIAO_HOLIDAYS)', async () => {
  const { bank } = await caseClients(platform);
  const response = await bank.post('/v1/cases', newCase({ category: 'TECHNICAL' }));
  const { openedAt, deadlineAt } = SupportCase.parse(await response.json());
  expect(deadlineAt).toBe(caseDeadline('TECHNICAL', openedAt, HOLIDAYS));
  expect(deadlineAt).not.toBe(caseDeadline('TECHNICAL', openedAt, []));
});
