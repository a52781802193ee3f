import { template } from '@xinqiao/catalogue';
import {
  APPLICATION_SCOPES,
  type CalendarDate,
  type Environment,
  type FieldProblem,
  type ParticipantKind,
  type Scope,
} from '@xinqiao/contracts';

/** What an application may be, and for whom. */
export interface Admission {
  readonly kind: ParticipantKind;
  readonly environment: Environment;
  readonly redirectUris: readonly string[];
  /** Null and undefined alike for none. */
  readonly notificationUri?: string | null | undefined;
  readonly templates: readonly string[];
  readonly scopes: readonly Scope[];
}

/** Everything that keeps an application from being admitted as asked; empty when it may. */
export function admissionProblems(
  { kind, environment, redirectUris, notificationUri, templates, scopes }: Admission,
  today: CalendarDate,
): FieldProblem[] {
  const of = (path: string, values: readonly string[], problem: (value: string) => string | undefined) =>
    values.flatMap((value, at) => {
      const found = problem(value);
      return found === undefined ? [] : [{ path: `${path}.${at}`, problem: found }];
    });
  return [
    ...of('redirectUris', redirectUris, (uri) => redirectUriProblem(uri, environment)),
    ...of('notificationUri', notificationUri == null ? [] : [notificationUri], (uri) =>
      redirectUriProblem(uri, environment),
    ).map((problem) => ({ ...problem, path: 'notificationUri' })),
    ...of('templates', templates, (id) =>
      template(id, today) === undefined ? 'There is no such template in force.' : undefined,
    ),
    ...of('scopes', scopes, (scope) =>
      APPLICATION_SCOPES[kind].includes(scope as Scope)
        ? undefined
        : 'Programs of this kind of participant are not given this scope.',
    ),
  ];
}

/**
 * Why an address is no redirect URI; undefined when it may be one. It is compared character by character later
 * (RFC 9700 §2.1), so it must be written the one way a URL parser writes it.
 */
export function redirectUriProblem(uri: string, environment: Environment): string | undefined {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url === undefined || (url.href !== uri && url.href !== `${uri}/`))
    return 'Write the address in full, as a browser shows it.';
  if (uri.includes('*')) return 'Name one exact address, without a wildcard.';
  if (uri.includes('#')) return 'Leave the fragment out.';
  if (url.username !== '' || url.password !== '') return 'Leave user name and password out.';
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url.protocol === 'https:') return undefined;
  return environment === 'SANDBOX' && url.protocol === 'http:' && loopback
    ? undefined
    : 'Use https; only in a sandbox also http on loopback.';
}
