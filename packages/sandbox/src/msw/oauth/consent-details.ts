import { templatesOn } from '@xinqiao/catalogue';
import { problemsOf, requestExcesses } from '@xinqiao/consent';
import {
  type ConsentTemplate,
  DATA_CONSENT_TYPE,
  DataConsentDetail,
  type FieldProblem,
} from '@xinqiao/contracts';
import { fieldProblems } from '../field-problems.ts';
import type { Platform } from '../platform.ts';
import { OAuthError } from './oauth-error.ts';

/**
 * Checks the authorization details (RFC 9396 §5): one consent, its shape, then the fair-use rules of its template. Here
 * every application is admitted for everything a bank may ask.
 *
 * @throws {OAuthError} `invalid_authorization_details`, with everything that is wrong in `errors`
 */
export function checkConsentDetails(
  { clock }: Platform,
  parameter: string | undefined,
): { detail: DataConsentDetail; template: ConsentTemplate } {
  const [detail, ...more] = readDetails(parameter);
  if (detail === undefined)
    throw refusal('VALIDATION_FAILED', [
      { path: 'authorization_details', problem: 'Say what is asked for.' },
    ]);
  if ([detail, ...more].some(({ type }) => type !== DATA_CONSENT_TYPE))
    throw new OAuthError('invalid_authorization_details', 'unsupported authorization details type value');
  if (more.length > 0)
    throw refusal('VALIDATION_FAILED', [{ path: '', problem: 'Ask for one consent per request.' }]);

  const parsed = DataConsentDetail.safeParse(detail);
  if (!parsed.success) throw refusal('VALIDATION_FAILED', fieldProblems(parsed.error));
  const today = clock.today();
  const templates = templatesOn(today);
  const excesses = requestExcesses(parsed.data, { templates, today });
  const template = templates.find(({ templateId }) => templateId === parsed.data.templateId);
  if (template === undefined || excesses.length > 0)
    throw refusal('CONSENT_REQUEST_EXCESSIVE', problemsOf(excesses));
  return { detail: parsed.data, template };
}

function readDetails(parameter = '[]'): { readonly type?: unknown }[] {
  try {
    const details: unknown = JSON.parse(parameter);
    if (Array.isArray(details) && details.every((detail) => typeof detail === 'object' && detail !== null))
      return details;
  } catch {
    // Reported below, like any other text that is not a list of objects.
  }
  throw new OAuthError(
    'invalid_authorization_details',
    'could not parse the authorization_details parameter JSON',
  );
}

const refusal = (
  code: 'VALIDATION_FAILED' | 'CONSENT_REQUEST_EXCESSIVE',
  errors: readonly FieldProblem[],
): OAuthError => {
  const paths = errors.map(({ path }) => path || 'authorization_details');
  return new OAuthError('invalid_authorization_details', `see errors: ${paths.join(', ')}`, { code, errors });
};
