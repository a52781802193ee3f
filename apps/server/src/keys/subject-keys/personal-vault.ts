import { randomBytes } from 'node:crypto';
import { PlatformError } from '@xinqiao/contracts';
import { type SubjectKeyRow, shareLock, type Tx } from '@xinqiao/db';
import type { Clock } from '../../clock.ts';
import { sealWith, unsealWith } from '../secret.ts';
import { openVault, type Vault } from '../vault.ts';
import type { Holder } from './holder.ts';
import type { KeyPort } from './key-port.ts';

/** Name of the lock: shared by whoever makes a key, taken by whoever changes the key-encryption key. */
export const KEK_LOCK = 'key encryption key';
/** Begins what is sealed under a holder’s key: `s1|holder|…`. */
const HELD = 's1|';
/** Begins what is sealed under the installation’s secret, where it stands beside what is not sealed. */
const OURS = 'v1|';
/** Most keys kept opened at once; whether they still stand is looked up each time. */
const MOST_OPENED = 10_000;

/**
 * A vault that also keeps what is about a person or subject (JR/T 0171-2020, C2 and C3): each has a key of its own,
 * which is destroyed when she is erased. The sealed text names whose key it takes.
 */
export interface PersonalVault extends Vault {
  /**
   * Seals a text under a holder’s key, which is made when she has none yet.
   *
   * @param tx As a login, and in a scope, that may see rows of that holder.
   * @param label Bound to the text, as in {@link Vault.seal}.
   * @throws {PlatformError} `SUBJECT_ERASED`
   */
  sealFor(tx: Tx, holder: Holder, label: string, plain: string): Promise<string>;
  /**
   * Opens what {@link sealFor} or, before there were such keys, {@link Vault.seal} sealed.
   *
   * @throws {PlatformError} `SUBJECT_ERASED`, also where the key is not this transaction’s to see
   */
  openFor(tx: Tx, label: string, sealed: string): Promise<string>;
  /** Seals a text for a column that also holds texts from before it was sealed; without a holder by our own secret. */
  sealText(tx: Tx, holder: Holder | undefined, label: string, plain: string): Promise<string>;
  /** Opens a text of such a column; null when its holder was erased. */
  openText(tx: Tx, label: string, text: string): Promise<string | null>;
}

export function openPersonalVault(secret: string, port: KeyPort, clock: Clock): PersonalVault {
  const vault = openVault(secret);
  // By the wrapped key, which only a key that stands still has.
  const opened = new Map<string, Buffer>();

  const find = (tx: Tx, holder: string) => tx.subjectKey.findUnique({ where: { holder } });
  const unwrapped = async ({ holder, wrapped, kekId }: SubjectKeyRow): Promise<Buffer> => {
    if (wrapped === null || kekId === null) throw new PlatformError('SUBJECT_ERASED');
    const name = `${holder} ${wrapped}`;
    const known = opened.get(name);
    if (known !== undefined) return known;
    const key = await port.unwrap(holder, { kekId, wrapped });
    if (opened.size >= MOST_OPENED) opened.clear();
    opened.set(name, key);
    return key;
  };
  const make = async (tx: Tx, holder: Holder): Promise<SubjectKeyRow> => {
    // Nobody retires the key-encryption key between the wrapping and the commit.
    await shareLock(tx, KEK_LOCK);
    const wrapped = await port.wrap(holder, randomBytes(32));
    const current = await tx.keyEncryptionKey.findFirst({ where: { retiredAt: null } });
    if (current?.id !== wrapped.kekId)
      throw new Error('this node does not have the current key-encryption key');
    await tx.subjectKey.createMany({
      data: { holder, ...wrapped, createdAt: clock.now() },
      skipDuplicates: true,
    });
    const row = await find(tx, holder);
    if (row === null) throw new PlatformError('INTERNAL');
    return row;
  };

  const personal: PersonalVault = {
    ...vault,
    async sealFor(tx, holder, label, plain) {
      const key = await unwrapped((await find(tx, holder)) ?? (await make(tx, holder)));
      return `${HELD}${holder}|${sealWith(key, aad(holder, label), plain)}`;
    },
    async openFor(tx, label, sealed) {
      if (!sealed.startsWith(HELD)) return vault.unseal(label, sealed);
      const [, holder = '', text = ''] = sealed.split('|');
      const row = await find(tx, holder);
      if (row === null) throw new PlatformError('SUBJECT_ERASED');
      return unsealWith(await unwrapped(row), aad(holder, label), text);
    },
    sealText: async (tx, holder, label, plain) =>
      holder === undefined ? OURS + vault.seal(label, plain) : personal.sealFor(tx, holder, label, plain),
    async openText(tx, label, text) {
      if (text.startsWith(OURS)) return vault.unseal(label, text.slice(OURS.length));
      if (!text.startsWith(HELD)) return text;
      return personal.openFor(tx, label, text).catch((error: unknown) => {
        if (error instanceof PlatformError && error.code === 'SUBJECT_ERASED') return null;
        throw error;
      });
    },
  };
  return personal;
}

const aad = (holder: string, label: string) => `${holder}\n${label}`;
