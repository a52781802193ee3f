import { templatesOn } from '@xinqiao/catalogue';
import { type Admission, problemsOf, requestExcesses } from '@xinqiao/consent';
import {
  type ConsentRequest,
  type ConsentTemplate,
  DataConsentDetail,
  type ErrorCode,
  type FieldProblem,
} from '@xinqiao/contracts';
import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { Clock } from '../clock.ts';
import { fieldProblems } from '../http/run-operation.ts';

/** What a pushed request asked for, once it passed; kept on the request until its consent is written. */
export interface CheckedRequest {
  readonly request: ConsentRequest;
  readonly template: ConsentTemplate;
}

/** Why a pushed request was refused: its shape, or more than its template or its admission allows. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly errors: readonly FieldProblem[];
}

const checked = new WeakMap<KoaContextWithOIDC, CheckedRequest>();
const refused = new WeakMap<KoaContextWithOIDC, Refusal>();

export const checkedRequestOf = (ctx: KoaContextWithOIDC) => checked.get(ctx);
export const refusalOf = (ctx: KoaContextWithOIDC) => refused.get(ctx);

/**
 * Validates one authorization details object (RFC 9396 §5): its shape, then the fair-use rules of its template and what
 * the application was admitted for.
 * Everything wrong is found at once; the PAR response lists it under `errors`.
 */
export const validateConsentDetail =
  (clock: Clock) =>
  (ctx: KoaContextWithOIDC, detail: unknown): void => {
    const refuse = (code: Refusal['code'], problems: readonly FieldProblem[]): never => {
      refused.set(ctx, { code, errors: problems });
      // Names of fields only: a description is plain ASCII (RFC 6749 §5.2), and `errors` says the rest.
      const paths = problems.map(({ path }) => path || 'authorization_details');
      throw new errors.InvalidAuthorizationDetails(`see errors: ${paths.join(', ')}`);
    };
    if (checked.has(ctx))
      refuse('VALIDATION_FAILED', [{ path: '', problem: 'Ask for one consent per request.' }]);
    const parsed = DataConsentDetail.safeParse(detail);
    const { type: _type, ...request } = parsed.success
      ? parsed.data
      : refuse('VALIDATION_FAILED', fieldProblems(parsed.error));
    const today = clock.today();
    const templates = templatesOn(today);
    const excesses = requestExcesses(request, { templates, today, admission: admissionOf(ctx) });
    const template = templates.find(({ templateId }) => templateId === request.templateId);
    if (template !== undefined && excesses.length === 0) checked.set(ctx, { request, template });
    else refuse('CONSENT_REQUEST_EXCESSIVE', problemsOf(excesses));
  };

/** What the application was admitted for, as the adapter added it to the client. */
function admissionOf({ oidc }: KoaContextWithOIDC): Admission {
  const { client } = oidc;
  if (client === undefined) throw new Error('authorization details without their client');
  return {
    templates: client.application_templates as string[],
    purposes: client.application_purposes as string[],
  };
}
