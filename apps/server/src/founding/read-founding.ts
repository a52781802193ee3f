import { readFileSync, statSync } from 'node:fs';
import {
  conflictingRoles,
  type FieldProblem,
  LicenceFacts,
  PlatformError,
  REQUIRED_LICENCES,
  StaffIdentityId,
  StaffName,
  StaffRoles,
  StaffToolKey,
} from '@xinqiao/contracts';
import { z } from 'zod';
import { fieldProblems } from '../http/run-operation.ts';
import type { FirstStaff } from '../staff/found-staff.ts';
import { checkToolKey } from '../staff/staff-tool.ts';

/** Larger is no founding. */
const MOST_BYTES = 256 * 1024;

const Name = z.string().trim().min(1).max(200);

/** What a new operator says of itself: the file of `XINQIAO_FOUNDING`. */
const Document = z.strictObject({
  operator: z.strictObject({
    name: z.strictObject({ zh: Name, en: Name }),
    licences: z.array(z.strictObject(LicenceFacts)).min(1).max(20),
  }),
  staff: z
    .array(
      z.strictObject({
        identityId: StaffIdentityId,
        name: StaffName,
        roles: StaffRoles,
        publicKey: StaffToolKey,
      }),
    )
    .max(100),
});

/** An operator with its first staff, checked. */
export interface Founding {
  readonly operator: z.output<typeof Document>['operator'];
  readonly staff: readonly FirstStaff[];
}

/**
 * Reads the founding of an installation from a JSON file.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID`, naming everything that is wrong by its place in the file and no value
 */
export async function readFounding(path: string): Promise<Founding> {
  const refuse = (errors: readonly FieldProblem[]): never => {
    throw new PlatformError('CONFIGURATION_INVALID', {
      errors: errors.map(({ path, problem }) => ({
        path: ['XINQIAO_FOUNDING', path].filter((part) => part !== '').join('.'),
        problem,
      })),
    });
  };
  const parsed = Document.safeParse(readJson(path, (problem) => refuse([{ path: '', problem }])));
  if (!parsed.success) return refuse(fieldProblems(parsed.error));

  const { operator, staff } = parsed.data;
  const problems: FieldProblem[] = [];
  const seen = new Set<string>();
  const once = (value: string, place: string, problem: string) => {
    if (seen.has(value)) problems.push({ path: place, problem });
    seen.add(value);
  };
  const first: FirstStaff[] = [];
  for (const [at, { identityId, name, roles, publicKey }] of staff.entries()) {
    once(identityId, `staff.${at}.identityId`, 'This person stands here twice. Name everybody once.');
    if (conflictingRoles(roles).length > 0)
      problems.push({ path: `staff.${at}.roles`, problem: 'One person may not hold these roles together.' });
    try {
      const key = await checkToolKey(publicKey);
      once(
        key.thumbprint,
        `staff.${at}.publicKey`,
        'Somebody else has the same key. Everybody makes her own.',
      );
      first.push({ identityId, name, roles, key });
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      for (const { path, problem } of error.errors)
        problems.push({ path: path.replace(/^keys(\.0)?/, `staff.${at}.publicKey`), problem });
    }
  }
  const holding = (role: FirstStaff['roles'][number]) =>
    staff.filter(({ roles }) => roles.includes(role)).length;
  if (holding('ADMISSION') < 2)
    problems.push({ path: 'staff', problem: 'At least two people must hold ADMISSION.' });
  if (holding('SECURITY') < 1)
    problems.push({ path: 'staff', problem: 'At least one person must hold SECURITY.' });
  for (const { type } of REQUIRED_LICENCES.OPERATOR)
    if (!operator.licences.some((licence) => licence.type === type))
      problems.push({ path: 'operator.licences', problem: `A licence of type ${type} is required.` });
  for (const [at, { validFrom, validTo }] of operator.licences.entries())
    if (validTo !== null && validTo < validFrom)
      problems.push({
        path: `operator.licences.${at}.validTo`,
        problem: 'The last day must not be before the first.',
      });
  if (problems.length > 0) refuse(problems);
  return { operator, staff: first };
}

function readJson(path: string, refuse: (problem: string) => never): unknown {
  let text: string;
  try {
    if (statSync(path).size > MOST_BYTES) return refuse('The file is larger than 256 KiB.');
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof PlatformError) throw error;
    return refuse('The file cannot be read.');
  }
  try {
    return JSON.parse(text);
  } catch {
    return refuse('The file is not JSON.');
  }
}
