import type {
  ContactOffice,
  MessageLanguage,
  MessageParameters,
  MessageTemplateName,
  ParticipantId,
} from '@xinqiao/contracts';

/** Who is to be told: a person, offices of a participant, or whoever had an address that is one no more. */
export type Audience =
  | { readonly identityId: string }
  | { readonly endedContactId: string }
  | { readonly participantId: ParticipantId; readonly offices: readonly ContactOffice[] };

/** Something to tell somebody. */
export interface Telling {
  /** What is told of; the same thing is told once to each address. */
  readonly about: string;
  /** What it is news of, such as a consent: about the same, one message of a template a minute is enough. */
  readonly topic: string;
  /** Addresses given later do not hear of it. */
  readonly happenedAt: Date;
  readonly audience: Audience;
  /** The bank that asks her: counted apart from everything else, so that no bank uses up what is for others. */
  readonly askedBy?: ParticipantId;
  readonly template: MessageTemplateName;
  /** Names differ by language. */
  parameters(language: MessageLanguage): object;
}

/** What is to be told cannot be found: nobody is told, and nobody else waits for it. */
export class UntellableError extends Error {
  override readonly name = 'UntellableError';
}

/** A telling whose parameters are those of its template. */
export const telling = <const Name extends MessageTemplateName>(
  of: Omit<Telling, 'template' | 'parameters'> & {
    readonly template: Name;
    parameters(language: MessageLanguage): MessageParameters<Name>;
  },
): Telling => of;
