import type {
  ContactOffice,
  MessageLanguage,
  MessageParameters,
  MessageTemplateName,
  ParticipantId,
} from '@xinqiao/contracts';

/** Who is to be told: a person, or offices of a participant. */
export type Audience =
  | { readonly identityId: string }
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
