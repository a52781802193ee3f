import { LocalizedText, REASONS } from '@xinqiao/contracts';
import { z } from 'zod';
import { type Report, reportDuplicates } from './problem.ts';

/** Code of a reason: one of the platform’s closed list, or one that the policy words itself. */
export const ReasonName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,59}$/)
  .describe('Code of a reason: of the platform’s list, or of the policy’s own `reasons`.');
export type ReasonName = z.infer<typeof ReasonName>;

/** A reason that the platform’s list lacks, in words the enterprise may be told (PIPL art. 24). */
export const OwnReason = z.strictObject({
  code: ReasonName,
  text: LocalizedText.describe('The reason in words for the enterprise.'),
});
export type OwnReason = z.infer<typeof OwnReason>;

export const platformReason = (code: string): LocalizedText | undefined =>
  Object.hasOwn(REASONS, code) ? REASONS[code as keyof typeof REASONS] : undefined;

/** The words of a reason of a checked policy. */
export const textOfReason = (own: readonly OwnReason[], code: string): LocalizedText =>
  platformReason(code) ?? own.find((reason) => reason.code === code)!.text;

/** @param used Codes the policy uses, with their places. */
export function checkReasons(
  own: readonly OwnReason[],
  used: readonly { readonly code: string; readonly path: readonly (string | number)[] }[],
  report: Report,
): void {
  reportDuplicates(
    own,
    ({ code }) => code,
    'code',
    (path, problem) => report(['reasons', ...path], problem),
  );
  const known = new Set(own.map(({ code }) => code));
  own.forEach(({ code }, index) => {
    if (platformReason(code) !== undefined) report(['reasons', index, 'code'], 'DUPLICATE');
  });
  for (const { code, path } of used)
    if (!known.has(code) && platformReason(code) === undefined) report(path, 'REASON_UNKNOWN');
}
