import type { Database, Prisma } from '@xinqiao/db';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { Clock } from '../clock.ts';

/** What must be seen once only: an insert that finds its row there is the replay. */
const ONCE_ONLY = new Set(['ReplayDetection']);

/**
 * State of the authorization server in PostgreSQL, so that any node can go on where another began.
 *
 * The provider asks whether a replay value is known and then stores it, in two steps; between them sixteen
 * copies of one assertion would pass. So the insert itself decides here, and the second one is refused.
 *
 * @param clock Time of tokens: the provider judges what it stores by the real time.
 */
export const prismaAdapter = (database: Database, clock: Clock) =>
  class PrismaAdapter implements Adapter {
    readonly model: string;

    constructor(model: string) {
      this.model = model;
    }

    async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
      const { model } = this;
      const row = {
        payload: payload as Prisma.InputJsonObject,
        grantId: payload.grantId ?? null,
        uid: payload.uid ?? null,
        userCode: payload.userCode ?? null,
        expiresAt: expiresIn === undefined ? null : new Date(clock.now().getTime() + expiresIn * 1000),
      };
      const isNew = await database.transaction({}, async (tx) => {
        if (ONCE_ONLY.has(model)) {
          const { count } = await tx.oidcPayload.createMany({
            data: { model, id, ...row },
            skipDuplicates: true,
          });
          return count === 1;
        }
        await tx.oidcPayload.upsert({
          where: { model_id: { model, id } },
          create: { model, id, ...row },
          update: row,
        });
        return true;
      });
      if (!isNew) throw new errors.InvalidRequest('the proof or assertion was used before');
    }

    find(id: string) {
      return this.#first({ id });
    }

    findByUid(uid: string) {
      return this.#first({ uid });
    }

    findByUserCode(userCode: string) {
      return this.#first({ userCode });
    }

    async consume(id: string): Promise<void> {
      const { model } = this;
      const { count } = await database.transaction({}, (tx) =>
        tx.oidcPayload.updateMany({
          where: { model, id, consumedAt: null },
          data: { consumedAt: clock.now() },
        }),
      );
      if (count > 0) return;
      // Two requests that redeem one code at once both found it unused; only one of them consumes it. Nobody knows
      // which was the thief, so what follows from the code ends here (RFC 6749 §4.1.2).
      await database.transaction({}, async (tx) => {
        const row = await tx.oidcPayload.findUnique({ where: { model_id: { model, id } } });
        if (row?.grantId) await tx.oidcPayload.deleteMany({ where: { model: 'Grant', id: row.grantId } });
      });
      throw new errors.InvalidGrant('the code was used before');
    }

    async destroy(id: string): Promise<void> {
      await database.transaction({}, (tx) => tx.oidcPayload.deleteMany({ where: { model: this.model, id } }));
    }

    async revokeByGrantId(grantId: string): Promise<void> {
      await database.transaction({}, (tx) =>
        tx.oidcPayload.deleteMany({ where: { grantId, model: this.model } }),
      );
    }

    async #first(
      where: { id: string } | { uid: string } | { userCode: string },
    ): Promise<AdapterPayload | undefined> {
      const row = await database.transaction({}, (tx) =>
        tx.oidcPayload.findFirst({ where: { model: this.model, ...where } }),
      );
      if (row === null || (row.expiresAt !== null && row.expiresAt <= clock.now())) return undefined;
      const consumed =
        row.consumedAt === null ? {} : { consumed: Math.floor(row.consumedAt.getTime() / 1000) };
      return { ...(row.payload as AdapterPayload), ...consumed };
    }
  };
