import { hash } from 'node:crypto';
import { commit } from '@xinqiao/audit-log';
import type { LogEntry, OPERATIONS, SupervisedEntry } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { signInTo } from './support/owner-visit.ts';
import { agreedConsent, ownerPersona, type Platform, startPlatform } from './support/platform.ts';
import { RawBrowser } from './support/raw-browser.ts';
import { RawClient } from './support/raw-client.ts';
import { rows } from './support/rows.ts';

const OWNER = ownerPersona().id;
const sha256 = (bytes: Uint8Array) => new Uint8Array(hash('sha256', bytes, 'buffer'));
const bytesOf = (text: string | null | undefined) => new Uint8Array(Buffer.from(text ?? '', 'base64url'));

describe('an owner in the log · ADR 10', () => {
  let platform: Platform;
  let granted: LogEntry;
  beforeAll(async () => {
    platform = await startPlatform();
    granted = await grantedTo('bank');
  });
  afterAll(() => platform.close());

  /** The entry of a fresh consent, as its bank reads it. */
  async function grantedTo(name: 'bank' | 'other-bank'): Promise<LogEntry> {
    const bank = platform.bank(name);
    const { consentId } = await agreedConsent(platform, { bank });
    const { items } = await bank.audit.entries({ consentId });
    const entry = items.find(({ kind }) => kind === 'CONSENT_GRANTED');
    if (entry === undefined) throw new Error('the grant is not in the log');
    return entry;
  }

  async function supervised(): Promise<readonly SupervisedEntry[]> {
    const browser = new RawBrowser(platform.url);
    await signInTo(browser, 'regulator', 'persona-jiang-heng');
    const cookie = [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
    const input = encodeURIComponent(JSON.stringify({ limit: 100 }));
    const response = await fetch(`${platform.url}/trpc/supervision.listEntries?input=${input}`, {
      headers: { cookie },
    });
    const { result } = (await response.json()) as {
      result: { data: z.output<(typeof OPERATIONS)['supervision.listEntries']['output']> };
    };
    return result.data.items;
  }

  it('is shown to a bank by a pseudonym, and her name at the city’s sign-in nowhere', () => {
    expect(granted.actor).toMatch(/^owner:[\w-]{22}$/);
    expect(JSON.stringify(granted)).not.toContain(OWNER);
  });

  it('has the same pseudonym at one bank, and another at another', async () => {
    expect((await grantedTo('bank')).actor).toBe(granted.actor);
    expect((await grantedTo('other-bank')).actor).not.toBe(granted.actor);
  });

  it('an entry opens for the bank with what it is shown', async () => {
    const { actor, participantId, subjectId, consentId, detail, salt, leaf } = granted;
    const particulars = { actor, participantId, subjectId, consentId, ...detail } as never;
    const { commitment } = JSON.parse(Buffer.from(leaf, 'base64url').toString()) as { commitment: string };
    expect(commit(sha256, bytesOf(salt), particulars)).toBe(commitment);
  });

  it('the person opens for the regulator, by the commitment that the leaf covers', async () => {
    const entry = (await supervised()).find(({ entryId }) => entryId === granted.entryId);
    expect(entry).toMatchObject({ actor: granted.actor, person: { identityId: OWNER } });
    const opened = commit(sha256, bytesOf(entry?.person?.salt), { identityId: OWNER });
    expect(granted.detail?.person).toBe(opened);
  });

  it('no entry of a program or of staff has a person behind it', async () => {
    const others = (await supervised()).filter(({ actor }) => !actor.startsWith('owner:'));
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter(({ person }) => person !== null)).toEqual([]);
  });

  it('is the same in every act of hers: refusing, pausing, resuming, stopping', async () => {
    const bank = platform.bank();
    const { consentId } = await agreedConsent(platform, { bank });
    const owner = platform.owner();
    await owner.signIn(OWNER);
    for (const act of ['pause', 'resume', 'stop'] as const) await owner.press(consentId, act);
    const acts = await rows<{ kind: string; actor: string; behind: string }>(
      platform,
      `SELECT kind, actor, identity_id AS behind FROM log_entry LEFT JOIN log_person ON entry_id = id
       WHERE consent_id = $1 AND kind ~ '^CONSENT_' AND kind <> 'CONSENT_REQUESTED' ORDER BY id`,
      [consentId],
    );
    expect(acts).toEqual(
      ['GRANTED', 'PAUSED', 'RESUMED', 'REVOKED'].map((kind) => ({
        ...{ kind: `CONSENT_${kind}`, actor: granted.actor, behind: OWNER },
      })),
    );
  });

  it('the whole log is closed to a bank that was given the scope of a regulator', async () => {
    await rows(platform, `UPDATE application SET scopes = scopes || '{supervision:read}'`);
    const bank = await RawClient.of(platform);
    for (const path of ['/v1/supervision/entries', `/v1/supervision/entries/${granted.entryId}/proof`]) {
      const response = await bank.send('GET', path);
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: 'SCOPE_MISSING' });
    }
  });
});
