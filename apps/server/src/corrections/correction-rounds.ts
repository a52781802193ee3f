import type { Database } from '@xinqiao/db';
import type { CaseServices } from '../support/new-case.ts';
import type { Round } from '../worker/worker.ts';
import { remindAgencies } from './remind-agencies.ts';
import { tellRecipients } from './tell-recipients.ts';

/** What follows from objections by itself. @param database Connections as `xinqiao_worker`. */
export const correctionRounds = (worker: CaseServices, database: Database): Round[] => [
  { name: 'tell recipients', pauseMs: 1_000, run: () => tellRecipients(worker, database) },
  { name: 'remind agencies', pauseMs: 10_000, run: () => remindAgencies(worker, database) },
];
