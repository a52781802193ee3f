import { randomBytes } from 'node:crypto';
import { type ParticipantId, PlatformError } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Identity } from '../authorization/identity.ts';
import type { Clock } from '../clock.ts';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';
import { personName } from '../subjects/names.ts';
import { signedCookie } from './signed-cookie.ts';

/** Longest session, whatever is done in it, in milliseconds: a working day. */
const LONGEST_MS = 8 * 3_600_000;
/** Longest pause within one, in milliseconds. */
const IDLE_MS = 30 * 60_000;
/** How often being there is noted, in milliseconds. */
const NOTED_MS = 60_000;
/** Longest time since she proved who she is, where that counts (step-up), in seconds. */
export const FRESH_SECONDS = 300;

const Claims = z.object({ sub: z.string(), jti: z.string() });

/** A person who signed in to our own pages. What she may do is looked up at every call and is no part of it. */
export interface Session extends Identity {
  /** Different for every sign-in; forms are bound to it. */
  readonly sessionId: string;
  /** When she last proved who she is. */
  readonly authTime: Date;
}

export interface SessionServices {
  readonly secret: string;
  readonly origin: string;
  readonly vault: PersonalVault;
  /** Connections as `xinqiao_authorization`. */
  readonly database: Database;
  /** Time of tokens. */
  readonly clock: Clock;
}

/**
 * Sessions of our own pages, for owners and staff: a signed cookie names a row, so that signing out ends a session on
 * every node. It ends after 30 minutes without a request, after 8 hours, and with the identity.
 */
export function sessions({ secret, origin, vault, database, clock }: SessionServices) {
  const { named, options, sign, open } = signedCookie({
    ...{ secret, origin, clock, use: 'session', type: 'xinqiao-session+jwt', claims: Claims },
  });
  const cookie = named('xinqiao');
  const rowId = (sessionId: string) => vault.digest('session', sessionId);

  /** Whether she proved who she is within the last five minutes. */
  const isFresh = ({ authTime }: Pick<Session, 'authTime'>): boolean =>
    clock.now().getTime() - authTime.getTime() <= FRESH_SECONDS * 1000;

  const endRow = async (request: FastifyRequest): Promise<void> => {
    const claims = await open(request.cookies[cookie]);
    if (claims === undefined) return;
    await database.transaction({ identityId: claims.sub }, (tx) =>
      tx.session.updateMany({
        where: { id: rowId(claims.jti), endedAt: null },
        data: { endedAt: clock.now() },
      }),
    );
  };

  return {
    /**
     * Begins a session under a new name; the one this browser had ends, whosever it was.
     *
     * @param authTime When she proved who she is. Default now.
     */
    async start(
      request: FastifyRequest,
      reply: FastifyReply,
      { identityId }: Pick<Identity, 'identityId'>,
      authTime: Date = clock.now(),
    ): Promise<void> {
      await endRow(request);
      const now = clock.now();
      const sessionId = randomBytes(24).toString('base64url');
      const expiresAt = new Date(now.getTime() + LONGEST_MS);
      const row = { id: rowId(sessionId), identityId, authTime, seenAt: now, expiresAt };
      await database.transaction({ identityId }, (tx) => tx.session.create({ data: row }));
      const token = await sign({ sub: identityId, jti: sessionId }, LONGEST_MS / 1000);
      reply.setCookie(cookie, token, { ...options, maxAge: LONGEST_MS / 1000 });
    },

    /** Ends the session on every node. */
    async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
      await endRow(request);
      reply.clearCookie(cookie, options);
    },

    /** The session of a request, or undefined. */
    async read(request: FastifyRequest): Promise<Session | undefined> {
      const claims = await open(request.cookies[cookie]);
      if (claims === undefined) return undefined;
      const { sub: identityId, jti: sessionId } = claims;
      const now = clock.now();
      const row = await database.transaction({ identityId }, async (tx) => {
        const found = await tx.session.findUnique({
          where: { id: rowId(sessionId) },
          include: { identity: true },
        });
        if (found === null || !isOpen(found, identityId, now)) return undefined;
        if (now.getTime() - found.seenAt.getTime() > NOTED_MS)
          await tx.session.updateMany({ where: { id: found.id }, data: { seenAt: now } });
        return { ...found, name: await personName(vault, tx, found.identity) };
      });
      if (row === undefined) return undefined;
      const { participantId, roles } = row.identity;
      const { authTime, name } = row;
      return {
        ...{ identityId, sessionId, name, roles, authTime },
        participantId: participantId as ParticipantId | null,
      };
    },

    isFresh,

    /** @throws {PlatformError} `STEP_UP_REQUIRED` unless {@link isFresh}: she signs in again first. */
    requireFresh(session: Pick<Session, 'authTime'>): void {
      if (!isFresh(session)) throw new PlatformError('STEP_UP_REQUIRED');
    },
  };
}

export type Sessions = ReturnType<typeof sessions>;

/** @throws {PlatformError} `SIGN_IN_REQUIRED` */
export async function requireSession(sessions: Sessions, request: FastifyRequest): Promise<Session> {
  const session = await sessions.read(request);
  if (session === undefined) throw new PlatformError('SIGN_IN_REQUIRED');
  return session;
}

interface SessionState {
  readonly identityId: string;
  readonly seenAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  readonly identity: { readonly status: string };
}

function isOpen({ identityId, seenAt, expiresAt, endedAt, identity }: SessionState, by: string, now: Date) {
  const idle = now.getTime() - seenAt.getTime() > IDLE_MS;
  return identityId === by && endedAt === null && expiresAt > now && !idle && identity.status === 'ACTIVE';
}
