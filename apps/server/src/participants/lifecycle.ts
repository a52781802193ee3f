import type {
  AdmissionNeed,
  ParticipantKind,
  ParticipantStatus,
  Scope,
  StatusReason,
} from '@xinqiao/contracts';

/** A step in the life of a participant. */
export interface Step {
  readonly from: ParticipantStatus;
  readonly to: ParticipantStatus;
  /** Any of these rights lets a person take or propose it. */
  readonly by: readonly Scope[];
  /** Reasons that fit it. */
  readonly reasons: readonly StatusReason[];
  /** What the participant must have. */
  readonly needs: readonly AdmissionNeed[];
}

const ADMIT: readonly Scope[] = ['participants:admit'];
const SUSPEND: readonly Scope[] = ['participants:suspend'];
const FULL: readonly AdmissionNeed[] = ['LICENCE_IN_FORCE', 'APPLICATION_WITH_KEY'];
const LEAVING: readonly StatusReason[] = [
  ...(['AT_OWN_REQUEST', 'CONTRACT_ENDED', 'LICENCE_ENDED', 'MISUSE', 'SUPERVISORY_ORDER'] as const),
];
const leave = (from: ParticipantStatus): Step => ({
  ...{ from, to: 'WITHDRAWN', by: ADMIT, reasons: LEAVING, needs: [] },
});

/** Every step there is; what is not here cannot happen. */
export const STEPS: readonly Step[] = [
  { from: 'APPLIED', to: 'SANDBOX', by: ADMIT, reasons: ['ADMITTED'], needs: [] },
  {
    ...{ from: 'SANDBOX', to: 'CERTIFIED', by: ADMIT },
    ...{ reasons: ['TESTS_PASSED'], needs: ['APPLICATION_WITH_KEY'] },
  },
  { from: 'CERTIFIED', to: 'ACTIVE', by: ADMIT, reasons: ['CONTRACT_SIGNED'], needs: FULL },
  {
    ...{ from: 'ACTIVE', to: 'SUSPENDED', by: SUSPEND, needs: [] },
    reasons: [
      ...(['SECURITY_INCIDENT', 'KEY_COMPROMISED', 'LICENCE_ENDED'] as const),
      ...(['MISUSE', 'AT_OWN_REQUEST', 'SUPERVISORY_ORDER'] as const),
    ],
  },
  {
    ...{ from: 'SUSPENDED', to: 'ACTIVE', by: [...SUSPEND, ...ADMIT] },
    ...{ reasons: ['REINSTATED'], needs: FULL },
  },
  ...(['APPLIED', 'SANDBOX', 'CERTIFIED', 'ACTIVE', 'SUSPENDED'] as const).map(leave),
];

/** The step from one status to another; undefined where there is none. */
export const stepOf = (from: ParticipantStatus, to: ParticipantStatus): Step | undefined =>
  STEPS.find((step) => step.from === from && step.to === to);

export const stepsFrom = (from: ParticipantStatus): readonly Step[] =>
  STEPS.filter((step) => step.from === from);

/** Steps into and out of ACTIVE take two people (四眼原则). */
export const needsFourEyes = ({ from, to }: Pick<Step, 'from' | 'to'>): boolean =>
  from === 'ACTIVE' || to === 'ACTIVE';

/** In an emergency one person may suspend alone: it lets nobody in, and somebody reviews it. */
export const allowedInEmergency = ({ from, to }: Pick<Step, 'from' | 'to'>): boolean =>
  from === 'ACTIVE' && to === 'SUSPENDED';

/** Who calls with programs of its own; the others’ people work at our consoles. */
const CALLERS: ReadonlySet<ParticipantKind> = new Set(['BANK', 'PEER_OPERATOR']);

/** What a participant of that kind must have before a step. */
export const needsOf = (step: Step, kind: ParticipantKind): readonly AdmissionNeed[] =>
  step.needs.filter((need) => need !== 'APPLICATION_WITH_KEY' || CALLERS.has(kind));
