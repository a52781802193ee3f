import { z } from 'zod';

/** Why an agency service refused a request as a whole, with its HTTP status. */
export const AGENCY_PROBLEMS = {
  REQUEST_INVALID: 400,
  SIGNATURE_REFUSED: 401,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE_UNSUPPORTED: 415,
  FAILED: 500,
  OVERLOADED: 503,
} as const;
export type AgencyProblemCode = keyof typeof AGENCY_PROBLEMS;

/** Problem document (RFC 9457) of an agency service. It repeats nothing of the request. */
export const AgencyProblem = z
  .object({
    type: z.literal('about:blank').describe('No page describes it further.'),
    status: z.int().describe('HTTP status, repeated.'),
    code: z
      .enum(Object.keys(AGENCY_PROBLEMS) as [AgencyProblemCode, ...AgencyProblemCode[]])
      .describe('What was wrong with the request as a whole.'),
    reason: z
      .string()
      .optional()
      .describe('For SIGNATURE_REFUSED: which rule of the signature it broke, such as SIGNATURE_STALE.'),
  })
  .meta({ id: 'AgencyProblem', description: 'Why a request was refused as a whole.' });
export type AgencyProblem = z.infer<typeof AgencyProblem>;
