import { randomUUID } from 'node:crypto';
import type { ConsentId, ErrorCode } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patienceMs, requests } from './support/bounds.ts';
import type { Answer, Caller } from './support/caller.ts';
import { agreedConsent, type Cluster } from './support/cluster.ts';
import { apartFromCopies, copyConsent } from './support/consents.ts';
import { read } from './support/readers.ts';
import { startTwoNodes } from './support/two-nodes.ts';

/** Calls of one kind on their way at once, half to each node. */
const COPIES = 16;
const REQUESTS = requests(4 * COPIES);
const ROUNDS = Math.ceil(REQUESTS / COPIES);

describe('one effect, on two nodes at once', () => {
  let cluster: Cluster;
  let caller: Caller;
  let agreed: ConsentId;
  beforeAll(async () => {
    ({ cluster, caller, agreed } = await startTwoNodes());
  });
  afterAll(() => cluster.close());

  const copies = (send: (copy: number) => Promise<Answer>, count = COPIES) =>
    Promise.all(Array.from({ length: count }, (_, copy) => send(copy)));
  const codes = (answers: readonly Answer[]) => new Set(answers.map(({ status, code }) => code ?? status));
  const unlike = (answers: readonly Answer[], ...allowed: (ErrorCode | number)[]) =>
    [...codes(answers)].filter((code) => !allowed.includes(code));
  const resultOf = ({ body }: Answer) =>
    (body.packageId ?? (body.decision as { decisionId: string }).decisionId) as string;
  /** Packages and decisions that exist under a consent. */
  const effects = async (consentId: ConsentId) =>
    cluster.admin.transaction({}, async (tx) => [
      ...(await tx.package.findMany({ where: { consentId } })).map(({ id }) => id),
      ...(await tx.decision.findMany({ where: { consentId } })).map(({ id }) => id),
    ]);

  it(
    'one Idempotency-Key: one effect, and every later call gets its result',
    async () => {
      for (const [round, consentId] of (await copyConsent(cluster.database, agreed, ROUNDS)).entries()) {
        const idempotencyKey = randomUUID();
        // Even rounds fetch, odd ones decide: the same call from both nodes.
        const send = (copy: number) =>
          read(caller, cluster.nodes, consentId, (copy % 2) + 2 * (round % 2), { idempotencyKey });
        const answers = await copies(send);
        expect(unlike(answers, 201, 'IDEMPOTENCY_IN_PROGRESS')).toEqual([]);
        const later = await copies(send, 2);
        expect(codes(later)).toEqual(new Set([201]));
        const results = [...answers, ...later].filter(({ status }) => status === 201).map(resultOf);
        expect(new Set(results)).toEqual(new Set(await effects(consentId)));
        expect(new Set(results).size).toBe(1);
      }
    },
    patienceMs(REQUESTS),
  );

  it(
    'two requests under one key: one is carried out, the other refused',
    async () => {
      for (const consentId of await copyConsent(cluster.database, agreed, ROUNDS)) {
        const idempotencyKey = randomUUID();
        const answers = await copies((copy) =>
          caller.call(cluster.nodes[copy % 2 === 0 ? 0 : 1], 'data.fetch', {
            path: { consentId },
            body: copy % 4 < 2 ? {} : { items: ['registration.profile'] },
            idempotencyKey,
          }),
        );
        expect(unlike(answers, 201, 'IDEMPOTENCY_IN_PROGRESS', 'IDEMPOTENCY_KEY_REUSED')).toEqual([]);
        expect(codes(answers)).toContain('IDEMPOTENCY_KEY_REUSED');
        expect(await effects(consentId)).toHaveLength(1);
      }
    },
    patienceMs(REQUESTS),
  );

  it(
    'calls that are refused free the key, and say why: no failure of ours in between',
    async () => {
      const [consentId = agreed] = await copyConsent(cluster.database, agreed, 1);
      await caller.call(cluster.nodes[0], 'consents.revoke', { path: { consentId } });
      for (let round = 0; round < ROUNDS; round++) {
        const idempotencyKey = randomUUID();
        // Quick to refuse, so there are more of them: the key is freed and claimed many times over.
        const answers = await copies(
          (copy) => read(caller, cluster.nodes, consentId, copy % 2, { idempotencyKey }),
          4 * COPIES,
        );
        expect(codes(answers)).toContain('CONSENT_REVOKED');
        expect(unlike(answers, 'CONSENT_REVOKED', 'IDEMPOTENCY_IN_PROGRESS')).toEqual([]);
      }
    },
    patienceMs(REQUESTS),
  );

  it(
    'a revocation is logged once, and every call with its key says REVOKED',
    async () => {
      for (const consentId of await copyConsent(cluster.database, agreed, ROUNDS)) {
        const idempotencyKey = randomUUID();
        const answers = await copies((copy) =>
          caller.call(cluster.nodes[copy % 2 === 0 ? 0 : 1], 'consents.revoke', {
            path: { consentId },
            idempotencyKey,
          }),
        );
        expect(unlike(answers, 200, 'IDEMPOTENCY_IN_PROGRESS')).toEqual([]);
        const revoked = answers.filter(({ status }) => status === 200);
        expect(new Set(revoked.map(({ body }) => body.status))).toEqual(new Set(['REVOKED']));
        const entries = await cluster.admin.transaction({}, (tx) =>
          tx.logEntry.count({ where: { consentId, kind: 'CONSENT_REVOKED' } }),
        );
        expect(entries).toBe(1);
      }
    },
    patienceMs(REQUESTS),
  );

  it(
    'a consent for one fetch is used once, under whatever keys',
    async () => {
      const once = await agreedConsent(cluster, {
        templateId: 'pre-loan-admission',
        purpose: 'PRE_LOAN_ADMISSION',
        validity: 'P1M',
      });
      for (const consentId of await copyConsent(cluster.database, once.consentId, ROUNDS)) {
        const answers = await copies((copy) => read(caller, cluster.nodes, consentId, copy));
        expect(codes(answers)).toEqual(new Set([201, 'CONSENT_FETCH_USED']));
        expect(answers.filter(({ status }) => status === 201).map(resultOf)).toEqual(
          await effects(consentId),
        );
        expect(await effects(consentId)).toHaveLength(1);
      }
    },
    patienceMs(REQUESTS),
  );

  it('none of this made a node log an error', () => {
    expect(cluster.nodes.flatMap((node) => apartFromCopies(node.errors()))).toEqual([]);
  });
});
