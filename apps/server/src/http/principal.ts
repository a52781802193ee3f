import type { ApplicationId, ParticipantId, Scope } from '@xinqiao/contracts';

/** Who is calling, after authentication. */
export type Principal =
  | {
      readonly kind: 'application';
      readonly participantId: ParticipantId;
      readonly applicationId: ApplicationId;
      readonly scopes: ReadonlySet<Scope>;
      /** Set on a token from the code flow: it may only touch the consent of its own grant. */
      readonly grantId: string | undefined;
    }
  | {
      readonly kind: 'person';
      readonly participantId: ParticipantId;
      readonly identityId: string;
      readonly scopes: ReadonlySet<Scope>;
    };

/** How the log names the caller. */
export const actorOf = (principal: Principal): string =>
  principal.kind === 'application' ? principal.applicationId : principal.identityId;
