import { z } from 'zod';
import { AUTHORITY_ERRORS } from './codes/authority.ts';
import { CALLERS_ERRORS } from './codes/callers.ts';
import { CASES_ERRORS } from './codes/cases.ts';
import { CONSENTS_ERRORS } from './codes/consents.ts';
import { CORRECTIONS_ERRORS } from './codes/corrections.ts';
import { DATA_ERRORS } from './codes/data.ts';
import { EVENTS_ERRORS } from './codes/events.ts';
import { IMPORTS_ERRORS } from './codes/imports.ts';
import { LOG_ERRORS } from './codes/log.ts';
import { PARTICIPANTS_ERRORS } from './codes/participants.ts';
import { POLICIES_ERRORS } from './codes/policies.ts';
import { REQUESTS_ERRORS } from './codes/requests.ts';
import { SIGN_IN_ERRORS } from './codes/sign-in.ts';
import { SUBJECTS_ERRORS } from './codes/subjects.ts';
import { TOKENS_ERRORS } from './codes/tokens.ts';
import type { ErrorDefinition } from './error-definition.ts';

/** Every error a caller can meet, on the wire or in the SDK. Closed: a new code is a change of contract. */
export const ERRORS = {
  ...REQUESTS_ERRORS,
  ...TOKENS_ERRORS,
  ...PARTICIPANTS_ERRORS,
  ...EVENTS_ERRORS,
  ...CASES_ERRORS,
  ...CONSENTS_ERRORS,
  ...AUTHORITY_ERRORS,
  ...SIGN_IN_ERRORS,
  ...SUBJECTS_ERRORS,
  ...CORRECTIONS_ERRORS,
  ...IMPORTS_ERRORS,
  ...DATA_ERRORS,
  ...POLICIES_ERRORS,
  ...LOG_ERRORS,
  ...CALLERS_ERRORS,
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof ERRORS;
export const ErrorCode = z
  .enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]])
  .meta({ id: 'ErrorCode', description: 'Closed list of error codes; texts in zh-CN and en.' });
