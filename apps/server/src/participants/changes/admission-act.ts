import type { ProposalId } from '@xinqiao/contracts';
import type { ParticipantRow, Tx } from '@xinqiao/db';
import type { AdmissionServices } from '../take-step.ts';

/** Who does it: one person, or a second one who approves what the first proposed. */
export interface By {
  readonly person: string;
  readonly proposal?: { readonly proposalId: ProposalId; readonly proposedBy: string };
}

/** An act that was looked at and may be done. */
export interface Plan {
  readonly participant: ParticipantRow;
  /** The fields that would change, as they stand; empty for something new. */
  readonly before: Readonly<Record<string, unknown>>;
  /** Whether it touches what is in use in a way that takes a second person. */
  readonly needsTwo: boolean;
  carryOut(by: By): Promise<void>;
}

/** Changes what is admitted: at once, or once a second person agrees. */
export interface AdmissionAct<Input extends object> {
  /** Whose admission it is, to lock it; throws where there is nothing of the kind. */
  participantOf(tx: Tx, input: Input): Promise<string>;
  /** Id of what is changed or made. */
  idOf(input: Input): string;
  /** Looks at it as things stand, with the admission locked: when it is asked for, and again at approval. */
  plan(services: AdmissionServices, tx: Tx, input: Input): Promise<Plan>;
}

/** How the log names the two of a proposal; nothing where one acted alone. */
export const inTheLog = ({ person, proposal }: By): Readonly<Record<string, string>> =>
  proposal === undefined ? {} : { ...proposal, approvedBy: person };
