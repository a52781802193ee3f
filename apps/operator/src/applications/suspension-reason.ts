import { OPERATIONS } from '@xinqiao/contracts';

const { reason } = OPERATIONS['applications.suspendAny'].input.shape;

/** Why the operator suspends an application or a key. */
export const SUSPENSION_REASONS = reason.options;

/** The reason among the fields of a form. */
export const suspensionReason = (field: string | undefined) => reason.parse(field);
