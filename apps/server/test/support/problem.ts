import { ERRORS, type ErrorCode, Problem } from '@xinqiao/contracts';
import { expect } from 'vitest';

/** Ids of ours, unified social credit codes, JWTs, persona names in their ids: none belongs in an answer of refusal. */
const IDENTIFYING = [
  /\b(cns|sub|ptc|app|dec|pkg|ent|imp)_[0-9a-f]{8}-/,
  /\b[0-9A-Z]{2}341[0-9]{3}[0-9A-Z]{10}\b/,
  /eyJ[\w-]+\.[\w-]+/,
  /persona-/,
];

/**
 * Expects a refusal: code, its HTTP status, problem+json in the shape of the contract with both languages, and
 * nothing in it that names anybody.
 */
export async function expectProblem(response: Response, code: ErrorCode): Promise<Problem> {
  const text = await response.text();
  const { status, message, retryable } = ERRORS[code];
  expect(response.headers.get('content-type'), text.slice(0, 300)).toMatch(/^application\/problem\+json/);
  const problem = Problem.parse(JSON.parse(text));
  expect({ ...problem, status: response.status }).toMatchObject({ code, status, message, retryable });
  expect(problem).toMatchObject({ status, type: `urn:xinqiao:error:${code}` });
  expect(Object.values(message)).toContain(problem.detail);
  expect(problem.instance).toBe(response.headers.get('x-request-id'));
  for (const pattern of IDENTIFYING) expect(text).not.toMatch(pattern);
  return problem;
}

/** Expects a page of refusal: for people, naming the code, and nothing that names anybody. */
export async function expectPage(response: Response, code: ErrorCode): Promise<string> {
  const markup = await response.text();
  expect(
    { status: response.status, type: response.headers.get('content-type') },
    markup.slice(0, 300),
  ).toEqual({
    status: ERRORS[code].status,
    type: 'text/html; charset=utf-8',
  });
  expect(markup).toContain(`<code>${code}</code>`);
  for (const pattern of IDENTIFYING) expect(markup).not.toMatch(pattern);
  return markup;
}
