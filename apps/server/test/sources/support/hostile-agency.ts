import type { DataItemId, SubjectId } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import { expect } from 'vitest';
import type {
  Source,
  SourceAnswers,
  SourceContext,
  SourceSubject,
} from '../../../src/data/sources/source.ts';
import { type Asked, agencyWorld, genuine, type HostileServer, hostileServer, send } from './agency-world.ts';

export const CODE = '91341602MA2MQ1XX59';
export const SUBJECT: SourceSubject = {
  ...{ subjectId: 'sub_1' as SubjectId, sourceId: 'register', scheme: 'uscc', code: CODE },
};
export const RANGE = { from: '2026-01-01', to: '2026-06-30' };
export const STATE = { asOf: '2026-11-20T16:00:00.000Z', version: 'v1' };
export const GRADE = { year: 2025, grade: 'A' };
export const READY = { item: 'tax.credit-grades', status: 'READY', ...STATE, whole: true, records: [GRADE] };
export const LINE = {
  ...{ direction: 'OUT', number: '1', issuedOn: '2026-03-01', counterparty: 'c', amount: '1.00' },
  ...{ tax: '0.00', total: '1.00', status: 'VALID' },
};
/** Stands in every lie; it may come out nowhere. */
export const SECRET = '机密-4f1c';

/** What an agency says about these items of the firm it was asked about. */
export const answer = (...items: object[]) => ({
  subject: { scheme: 'uscc', code: CODE },
  range: RANGE,
  items,
});
export const lie = answer({ ...READY, records: [{ ...GRADE, note: SECRET }] });

export const context: SourceContext = {
  database: undefined as unknown as Database,
  signal: new AbortController().signal,
};
export const read = (
  from: Source,
  items: readonly DataItemId[] = ['tax.credit-grades'],
): Promise<SourceAnswers> => from.read(SUBJECT, items, RANGE, context);

export type Genuine = ReturnType<typeof genuine>;
type GenuineFact = Parameters<typeof genuine>[3];

/** An agency whose server says whatever a test likes, and the platform’s connectors to it. */
export async function hostileAgency() {
  const world = agencyWorld();
  const server = await hostileServer();
  /** Patient, so that a busy machine changes no outcome; the other is for services that do not answer. */
  const source = world.connect(server.origin, { deadlineMs: 20_000, maxAnswerBytes: 200_000 });
  const impatient = world.connect(server.origin, { deadlineMs: 600 });
  const signed = (asked: Asked, value: unknown, fact?: GenuineFact): Genuine =>
    genuine(world, asked, value, fact);
  /** From now on it gives every question this answer, genuine and signed. */
  const answerWith = (value: unknown): void =>
    server.behave((asked, response) => send(response, signed(asked, value)));
  return {
    ...{ server, source, impatient, connect: world.connect, signed, answerWith },
    /** What the connector makes of a genuine, signed answer. */
    madeOf(value: unknown, items?: readonly DataItemId[]): Promise<SourceAnswers> {
      answerWith(value);
      return read(source, items);
    },
    /** The code of the error the read ends with; it says nothing of the answer, of the firm or of the address. */
    async refusal(behaviour: Parameters<HostileServer['behave']>[0], from = source): Promise<string> {
      server.behave(behaviour);
      const error = await read(from).then(
        () => {
          throw new Error('The lie was believed.');
        },
        (thrown: unknown) => thrown as Error & { code: string },
      );
      const told = `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
      for (const word of [SECRET, CODE, new URL(server.origin).port]) expect(told).not.toContain(word);
      return error.code;
    },
    async close() {
      await server.close();
      world.close();
    },
  };
}

export type HostileAgency = Awaited<ReturnType<typeof hostileAgency>>;
