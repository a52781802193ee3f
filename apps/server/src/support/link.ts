import { CaseEntryIds } from '@xinqiao/contracts';
import type { Handler } from '../http/run-operation.ts';
import { parseInput } from '../http/run-operation.ts';
import { requireEntries } from './new-case.ts';
import { workOn } from './work-on.ts';

/** Links log entries to a case: only entries about whoever asked, who will see them there. */
export const linkCase: Handler<'cases.link'> = (context, { caseId, entryIds }) =>
  workOn(context, (tx) => ({
    caseId,
    act: 'LINK',
    data: async ({ participantId, subjectId, entryIds: known }) => {
      await requireEntries(tx, participantId === null ? { subjectId } : { participantId }, entryIds);
      return { entryIds: parseInput(CaseEntryIds, [...new Set([...known, ...entryIds])]) };
    },
  }));
