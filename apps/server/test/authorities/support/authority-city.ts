import { randomUUID } from 'node:crypto';
import type { RegistryEventKind, SubjectId } from '@xinqiao/contracts';
import { openDatabase } from '@xinqiao/db';
import type { residentIdOf } from '@xinqiao/sandbox';
import { pino } from 'pino';
import { acceptInvitation } from '../../../src/authorities/accept.ts';
import type { Terms } from '../../../src/authorities/exceeds.ts';
import { invite } from '../../../src/authorities/invite.ts';
import { applyRegistryEvents } from '../../../src/authorities/registry/apply-events.ts';
import { represent } from '../../../src/authorities/represent.ts';
import { residentDigest } from '../../../src/authorities/resident-digest.ts';
import { guardSource } from '../../../src/data/sources/guard/guard-source.ts';
import { foundSmallCity } from '../../consents/support/small-city.ts';
import { emptySource } from '../../sources/support/empty-source.ts';
import { newResidentId, newUscc } from '../../subjects/support/registry.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly residentId: ReturnType<typeof residentIdOf>;
}

export interface RegisteredFirm {
  readonly subjectId: SubjectId;
  readonly uscc: string;
}

export interface AuthorityState {
  readonly id: string;
  readonly capacity: string;
  readonly status: string;
  readonly status_reason: string | null;
  readonly evidence: string;
  readonly evidence_hash: string | null;
  readonly granted_by: string | null;
}

export type AuthorityCity = Awaited<ReturnType<typeof foundAuthorityCity>>;

/** A small city with a registry: people with verified numbers, firms and whom the registry names for each. */
export async function foundAuthorityCity() {
  const city = await foundSmallCity();
  const { vault } = city.owners;
  const logger = pino({ level: 'silent' }) as never;
  /** Whom the registry names, by code; absent where it holds nothing. */
  const register = new Map<string, string>();
  let away = false;
  const registry = {
    ...emptySource({ sourceId: 'import', deadlineMs: 1_000 }),
    async representativeOf({ code }: { readonly code: string }) {
      if (away) throw new Error('the registry is away');
      const residentId = register.get(code);
      return residentId === undefined ? undefined : { name: '某某', residentId };
    },
  };
  const services = {
    ...{ ...city.owners, logger },
    ownData: { sources: [guardSource(registry, { logger })], database: city.owners.database },
  };
  const workers = [0, 1].map(() => openDatabase(city.urls.worker, { poolSize: 4 }));
  let people = 0;

  const world = {
    ...{ city, services, workers, register },
    setRegistryAway(is: boolean) {
      away = is;
    },

    /** Somebody who has signed in, without role. */
    async person(
      name = `沈玉${String.fromCodePoint(0x4e00 + people++)}`,
      { verified = true, roles = '{}' } = {},
    ): Promise<Person> {
      const id = `person-${randomUUID()}`;
      const residentId = newResidentId() as Person['residentId'];
      await city.sql(
        `INSERT INTO identity (id, display_name, verified_name, resident_id_digest, roles)
         VALUES ($1, '某某', $2, $3, $4)`,
        [id, name, verified ? residentDigest(vault, residentId) : null, roles],
      );
      return { id, name, residentId };
    },

    /** A firm without anybody who may act for it; the registry names `named`. */
    async firm(named?: Person): Promise<RegisteredFirm> {
      const { subjectId } = await city.foundFirm({ people: 0 });
      const uscc = newUscc();
      await city.sql(`UPDATE subject_identifier SET value = $2 WHERE subject_id = $1`, [subjectId, uscc]);
      if (named !== undefined) register.set(uscc, named.residentId);
      return { subjectId, uscc };
    },

    /** A firm and the person who represents it, matched. */
    async represented(): Promise<{ readonly firm: RegisteredFirm; readonly representative: Person }> {
      const representative = await world.person();
      const firm = await world.firm(representative);
      await represent(services, representative.id, firm.uscc);
      return { firm, representative };
    },

    async authorityOf({ id }: Person, { subjectId }: RegisteredFirm): Promise<AuthorityState | undefined> {
      const [row] = await city.sql<AuthorityState>(
        `SELECT * FROM authority WHERE identity_id = $1 AND subject_id = $2 ORDER BY valid_from DESC, id DESC`,
        [id, subjectId],
      );
      return row;
    },

    /** Invites somebody; each test names only what it is about. */
    async invite(giver: Person, to: Person, firm: RegisteredFirm, fact: Partial<Terms> = {}) {
      const held = await world.authorityOf(giver, firm);
      return invite(services, {
        ...{ identityId: giver.id, subjectId: firm.subjectId, authorityId: held?.id ?? '' },
        ...{ name: to.name, language: 'zh-CN' },
        terms: {
          ...{ capacity: 'FINANCE_OFFICER', purposes: [], participantIds: [], maxDisclosure: null },
          validTo: new Date(city.clock.now().getTime() + 90 * 86_400_000),
          ...fact,
        },
      });
    },

    /** Invites somebody, who accepts. */
    async give(giver: Person, to: Person, firm: RegisteredFirm, fact: Partial<Terms> = {}): Promise<void> {
      const { code } = await world.invite(giver, to, firm, fact);
      await acceptInvitation(services, to.id, code);
    },

    /** A consent of the firm, agreed to by somebody. */
    async consent(person: Person, { subjectId }: RegisteredFirm) {
      const asked = await city.ask();
      await city.agree(await city.question(person.id, asked.requestId, subjectId));
      return asked.consentId;
    },
    async statusOf(consentId: string) {
      const [row] = await city.sql<{
        status: string;
        paused_reason: string | null;
        paused_by: string | null;
      }>('SELECT status, paused_reason, paused_by FROM consent WHERE id = $1', [consentId]);
      return row;
    },

    /** What an agency reported, kept and not applied yet. */
    async reported(
      { subjectId }: RegisteredFirm,
      kind: RegistryEventKind,
      { names, secondsAgo = 0 }: { readonly names?: Person; readonly secondsAgo?: number } = {},
    ): Promise<string> {
      const id = city.owners.newId('rge');
      const now = city.clock.now().getTime();
      await city.sql(
        `INSERT INTO registry_event (id, operator_id, participant_id, external_id, subject_id, kind, occurred_at,
           received_at, representative_hash, status)
         VALUES ($1, 'bozhou', 'ptc_registry', $1, $2, $3, $4, $5, $6, 'RECEIVED')`,
        [
          ...[id, subjectId, kind, new Date(now - secondsAgo * 1000), new Date(now)],
          names === undefined ? null : residentDigest(vault, names.residentId),
        ],
      );
      return id;
    },
    /** One round of one worker. */
    apply: (worker = 0) => applyRegistryEvents(services, workers[worker] as (typeof workers)[number]),
    async eventState(id: string) {
      const [row] = await city.sql<{
        status: string;
        consents_paused: number;
        authorities_ended: number;
      }>('SELECT status, consents_paused, authorities_ended FROM registry_event WHERE id = $1', [id]);
      return row;
    },

    /** Kinds of the entries about a firm, the oldest first. */
    async logged({ subjectId }: RegisteredFirm): Promise<string[]> {
      const entries = await city.sql<{ kind: string }>(
        'SELECT kind FROM log_entry WHERE subject_id = $1 ORDER BY id',
        [subjectId],
      );
      return entries.map(({ kind }) => kind);
    },

    async close() {
      await Promise.all(workers.map((each) => each.close()));
      await city.close();
    },
  };
  return world;
}
