import {
  ConsentArtefact,
  type ConsentId,
  type OperatorId,
  type Period,
  type PurposeCode,
  periodParts,
} from '@xinqiao/contracts';
import canonicalize from 'canonicalize';
import type { PlatformSigner } from '../keys/statement.ts';

type Texts<T> = { readonly [Member in keyof T]: T[Member] extends string ? string : T[Member] };

/** What was agreed to, in terms of the platform. Codes may come as text: they are checked here. */
export interface ArtefactFacts {
  readonly operatorId: OperatorId;
  readonly consentId: ConsentId;
  readonly revision: number;
  readonly consentStart: string;
  readonly consentExpiry: string;
  readonly consentMode: string;
  readonly fetchType: string;
  readonly subject: Texts<ConsentArtefact['Customer']>;
  readonly bank: Texts<ConsentArtefact['DataConsumer']>;
  readonly purpose: Texts<ConsentArtefact['Purpose']> & { readonly code: PurposeCode };
  /** Items asked for and those of the optional ones that were chosen. */
  readonly items: readonly string[];
  readonly disclosure: string;
  readonly range: Texts<ConsentArtefact['FIDataRange']>;
  readonly dataLife: Period;
  /** Null without limit. */
  readonly frequency: { readonly unit: string; readonly value: number | null } | null;
  readonly template: ConsentArtefact['template'];
  readonly noticeHash: string;
  readonly noticeLanguage: string;
  readonly approvals: readonly Texts<ConsentArtefact['approvals'][number]>[];
  /** The agent who prepared it; undefined where none did. */
  readonly assistance?: {
    readonly agent: string;
    readonly place: { readonly code: string; readonly name: string };
    readonly presence: string;
    readonly confirmation: string | null;
  };
}

/** Writes the artefact of one revision of a consent. @throws {ZodError} when a fact is not of its kind */
export function buildArtefact(facts: ArtefactFacts): ConsentArtefact {
  const { subject, bank, purpose, items, range, dataLife, frequency, ...same } = facts;
  return ConsentArtefact.parse({
    version: 2,
    ...same,
    Customer: subject,
    DataConsumer: bank,
    Purpose: purpose,
    dataItems: items,
    FIDataRange: range,
    DataLife: periodParts(dataLife),
    Frequency: frequency,
  });
}

export interface SignedArtefact {
  /** Compact JWS, ES256. */
  readonly artefact: string;
  /** SM2 signature of the same bytes, beside it; null where that profile is off. */
  readonly artefactSm2: string | null;
}

/** Signs the canonical form (RFC 8785) of an artefact, in every profile that is on. */
export async function signArtefact(
  signer: PlatformSigner,
  artefact: ConsentArtefact,
): Promise<SignedArtefact> {
  const text = canonicalize(artefact) as string;
  return {
    artefact: await signer.sign('xinqiao-consent+jwt', text),
    artefactSm2: await signer.signSm2(text),
  };
}
