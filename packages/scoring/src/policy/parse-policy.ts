import { z } from 'zod';
import { PolicyInvalid } from '../error.ts';
import { checkPolicy } from './check-policy.ts';
import { type Policy, PolicyDocument } from './policy.ts';
import { type PolicyProblem, PROBLEMS } from './problem.ts';
import { findTrap } from './traps.ts';

/**
 * Checks a policy document, as read from JSON.
 *
 * @returns The policy, frozen throughout, so that what was checked is what decides.
 * @throws {PolicyInvalid} with every problem and its place. Problems between parts are looked for once
 *   every part has its shape, and offers that nobody can be made once nothing else is wrong.
 */
export function parsePolicy(document: unknown): Policy {
  const trap = findTrap(document);
  if (trap !== undefined) throw new PolicyInvalid([problemAt(trap.path, trap.problem)]);
  const parsed = PolicyDocument.safeParse(document);
  if (!parsed.success) throw new PolicyInvalid(parsed.error.issues.flatMap((issue) => shapeProblems(issue)));

  const problems: PolicyProblem[] = [];
  checkPolicy(parsed.data, (path, problem) => {
    problems.push(problemAt(path, problem));
  });
  if (problems.length > 0) throw new PolicyInvalid(problems);
  return freeze(parsed.data) as Policy;
}

const problemAt = (path: readonly PropertyKey[], problem: keyof typeof PROBLEMS): PolicyProblem => ({
  path: z.core.toDotPath(path),
  problem,
  text: PROBLEMS[problem],
});

/** Where alternatives failed, those of the closest one: the one with the fewest problems. */
function shapeProblems(issue: z.core.$ZodIssue, prefix: readonly PropertyKey[] = []): PolicyProblem[] {
  const place = [...prefix, ...issue.path];
  if (issue.code === 'invalid_union') {
    const closest = issue.errors.toSorted((a, b) => a.length - b.length)[0];
    if (closest) return closest.flatMap((inner) => shapeProblems(inner, place));
  }
  const text = {
    zh: `不符合策略文档的格式：${issue.message}`,
    en: `Does not fit the form of a policy document: ${issue.message}`,
  };
  return [{ path: z.core.toDotPath(place), problem: 'SHAPE', text }];
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) freeze(part);
    Object.freeze(value);
  }
  return value;
}
