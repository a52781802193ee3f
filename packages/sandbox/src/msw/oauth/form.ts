import type { z } from 'zod';
import { OAuthError } from './oauth-error.ts';

/** Parameters of an OAuth request, each given once. */
export type Form = Readonly<Record<string, string>>;

/** @throws {OAuthError} `invalid_request` */
export async function readForm(request: Request): Promise<Form> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type))
    throw new OAuthError('invalid_request', 'only application/x-www-form-urlencoded bodies are supported');
  const parameters = new URLSearchParams(await request.text());
  for (const name of parameters.keys())
    if (parameters.getAll(name).length > 1)
      throw new OAuthError('invalid_request', `'${name}' parameter must not be provided twice`);
  return Object.fromEntries(parameters);
}

/**
 * Checks parameters; the first wrong one is reported, and what is missing is `invalid_request`.
 *
 * @param errors Error code of a wrong parameter where it is not `invalid_request` either.
 */
export function parseForm<S extends z.ZodType>(
  schema: S,
  form: Form,
  errors: Readonly<Record<string, string>> = {},
): z.output<S> {
  const parsed = schema.safeParse(form);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? '');
  if (!(name in form)) throw new OAuthError('invalid_request', `missing required parameter '${name}'`);
  throw new OAuthError(errors[name] ?? 'invalid_request', `${name}: ${issue?.message}`);
}
