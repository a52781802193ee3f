import { createHash, randomBytes } from 'node:crypto';
import { CONSOLE_CODE_SECONDS, PlatformError } from '@xinqiao/contracts';
import { type Database, insertOnce } from '@xinqiao/db';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Vault } from '../keys/vault.ts';

const LABEL = 'console code';
const Content = z.object({ identityId: z.string(), expiresAt: z.int(), nonce: z.string() });

export interface ConsoleCode {
  /** Sealed: it says nothing to whoever reads it, and nobody can make one. */
  readonly code: string;
  readonly expiresAt: Date;
}

/** A code that signs one person in, once, within two minutes. @param clock Real time. */
export function newConsoleCode(vault: Vault, clock: Clock, identityId: string): ConsoleCode {
  const expiresAt = new Date(clock.now().getTime() + CONSOLE_CODE_SECONDS * 1_000);
  const nonce = randomBytes(16).toString('base64url');
  const code = vault.seal(LABEL, JSON.stringify({ identityId, expiresAt: expiresAt.getTime(), nonce }));
  return { code, expiresAt };
}

/**
 * Uses a code up.
 *
 * @returns Identity of the person.
 * @throws {PlatformError} `SIGN_IN_CODE_INVALID`
 */
export async function redeemConsoleCode(
  { vault, tokenClock, database }: { vault: Vault; tokenClock: Clock; database: Database },
  code: unknown,
): Promise<string> {
  const { identityId, expiresAt } = open(vault, code);
  const fresh = expiresAt > tokenClock.now().getTime();
  const hash = createHash('sha256').update(String(code)).digest();
  const first = await database.transaction({}, (tx) =>
    insertOnce(tx, 'console-code', hash, new Date(expiresAt)),
  );
  if (!fresh || !first) throw new PlatformError('SIGN_IN_CODE_INVALID');
  return identityId;
}

function open(vault: Vault, code: unknown): z.output<typeof Content> {
  try {
    return Content.parse(JSON.parse(vault.unseal(LABEL, String(code).trim())));
  } catch (cause) {
    throw new PlatformError('SIGN_IN_CODE_INVALID', { cause });
  }
}
