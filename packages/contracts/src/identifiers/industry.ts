import { z } from 'zod';
import { INDUSTRY_SECTIONS, type IndustrySection } from './industry-data.ts';

/** A section letter, 2 to 4 digits (division, group, class), or both. */
const PATTERN = /^([A-Z]|[A-Z]?[0-9]{2,4})$/;

export type IndustryLookup =
  | {
      readonly status: 'known';
      readonly section: IndustrySection;
      /** Two digits, when the code goes below the section. */
      readonly division?: string;
    }
  /** The letter is not the section that holds the number, as in `A13`. */
  | { readonly status: 'section_mismatch'; readonly expectedSection: string }
  /** Well-formed, but no section of GB/T 4754-2017 holds it, as in `U` or `98`. */
  | { readonly status: 'unknown' }
  | { readonly status: 'malformed' };

/**
 * The section of an industry code: `C`, `C13`, `C1311`, `13` and `1311` are all section C.
 *
 * Groups and classes below the division are not checked against the standard's list.
 */
export function industrySection(code: string): IndustryLookup {
  if (!PATTERN.test(code)) return { status: 'malformed' };
  const letter = /^[A-Z]/.exec(code)?.[0];
  const digits = /[0-9]+$/.exec(code)?.[0];

  if (!digits) {
    const section = INDUSTRY_SECTIONS.find((candidate) => candidate.section === letter);
    return section ? { status: 'known', section } : { status: 'unknown' };
  }
  const division = digits.slice(0, 2);
  const section = INDUSTRY_SECTIONS.find(
    ({ from, to }) => from <= Number(division) && Number(division) <= to,
  );
  if (!section) return { status: 'unknown' };
  if (letter && letter !== section.section) {
    return { status: 'section_mismatch', expectedSection: section.section };
  }
  return { status: 'known', section, division };
}

const MESSAGE =
  '行业代码须为门类字母、2 至 4 位数字或两者组合，且属于该门类 / The industry code must be a section letter, 2 to 4 digits, or both, and the number must lie in that section';

/** An industry code that {@link industrySection} knows. */
export const IndustryCode = z
  .string()
  .regex(PATTERN, { error: MESSAGE, abort: true })
  .refine((code) => industrySection(code).status === 'known', MESSAGE)
  .meta({
    id: 'IndustryCode',
    description: 'Industry code 行业代码, GB/T 4754-2017: section letter, 2 to 4 digits, or both.',
    examples: ['C1311', 'F51', '13'],
  });
export type IndustryCode = z.infer<typeof IndustryCode>;
