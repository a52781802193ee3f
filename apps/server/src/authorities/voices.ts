import type { AuthorityRow, Prisma } from '@xinqiao/db';

/** What must be read with an authority to know whose voice it is. */
export const WITH_VOICE = {
  identity: { select: { residentIdDigest: true } },
  granter: {
    select: { identityId: true, capacity: true, identity: { select: { residentIdDigest: true } } },
  },
} as const satisfies Prisma.AuthorityInclude;

interface Person {
  readonly identityId: string;
  readonly identity: { readonly residentIdDigest: string | null };
}

/** An authority with its holder, and by whose authority it was given. */
export interface VoiceHolder extends Person, Pick<AuthorityRow, 'capacity'> {
  readonly granter: (Person & Pick<AuthorityRow, 'capacity'>) | null;
}

/**
 * How many people agree who count apart, where several must. Two sign-ins of one resident number are one person. A proxy
 * speaks with the voice of the finance officer who gave her authority: nobody brings a second voice of her own choosing.
 */
export const countVoices = (holders: readonly VoiceHolder[]): number => new Set(holders.map(voiceOf)).size;

const voiceOf = (holder: VoiceHolder): string =>
  personKey(holder.granter?.capacity === 'FINANCE_OFFICER' ? holder.granter : holder);

const personKey = ({ identityId, identity }: Person): string => identity.residentIdDigest ?? identityId;
