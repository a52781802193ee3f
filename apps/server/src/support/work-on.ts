import type { WorkCase } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { personOf } from '../http/principal.ts';
import type { WriteContext } from '../http/run-operation.ts';
import { readCase, workView } from './case-view.ts';
import { type CaseChange, changeCase } from './change-case.ts';

/** One step of the operator’s support, once per Idempotency-Key. A person takes it: programs do not answer people. */
export function workOn(
  { services, principal, earlierResult, complete }: WriteContext,
  stepIn: (tx: Tx) => Omit<CaseChange, 'actor'>,
): Promise<WorkCase> {
  const { operatorDatabase, clock, vault } = services;
  const actor = personOf(principal);
  return operatorDatabase.transaction({ participantId: principal.participantId }, async (tx) => {
    const change = stepIn(tx);
    if (earlierResult === undefined) {
      await changeCase(services, tx, { ...change, actor });
      await complete(tx, change.caseId);
    }
    return workView(await readCase(vault, tx, change.caseId), clock.instant());
  });
}
