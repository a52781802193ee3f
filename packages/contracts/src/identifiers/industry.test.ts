import { describe, expect, it } from 'vitest';
import { IndustryCode, industrySection } from './industry.ts';
import { INDUSTRY_SECTIONS } from './industry-data.ts';

/** The section letter, or the status when there is none. */
const sectionOf = (code: string) => {
  const found = industrySection(code);
  return found.status === 'known' ? found.section.section : found.status;
};
const twoDigits = (division: number) => String(division).padStart(2, '0');

describe('industrySection · GB/T 4754-2017', () => {
  it.each(['C', 'C13', 'C1311', 'C131', '13', '131', '1311'])('%s is manufacturing', (code) => {
    expect(industrySection(code)).toMatchObject({
      status: 'known',
      section: { zh: '制造业', en: 'Manufacturing' },
    });
  });

  it.each([
    ['A', 1, 5],
    ['B', 6, 12],
    ['C', 13, 43],
    ['D', 44, 46],
    ['E', 47, 50],
    ['F', 51, 52],
    ['G', 53, 60],
    ['H', 61, 62],
    ['I', 63, 65],
    ['J', 66, 69],
    ['K', 70, 70],
    ['L', 71, 72],
    ['M', 73, 75],
    ['N', 76, 79],
    ['O', 80, 82],
    ['P', 83, 83],
    ['Q', 84, 85],
    ['R', 86, 90],
    ['S', 91, 96],
    ['T', 97, 97],
  ])('section %s spans divisions %i to %i', (section, from, to) => {
    expect([sectionOf(twoDigits(from)), sectionOf(twoDigits(to))]).toEqual([section, section]);
  });

  it('the 20 sections follow one another without gap or overlap', () => {
    const starts = INDUSTRY_SECTIONS.map(({ from }) => from);
    const afterPrevious = [1, ...INDUSTRY_SECTIONS.slice(0, -1).map(({ to }) => to + 1)];
    expect(starts).toEqual(afterPrevious);
  });

  it('names the division when the code reaches it', () => {
    expect(industrySection('C1311')).toMatchObject({ division: '13' });
  });

  it('names no division for a bare section letter', () => {
    expect(industrySection('C')).not.toHaveProperty('division');
  });

  it('a letter that does not hold the number is a mismatch that names the right letter', () => {
    expect(industrySection('A13')).toEqual({ status: 'section_mismatch', expectedSection: 'C' });
  });

  it.each(['U', '00', '98', 'C99', '0011'])('%s is unknown', (code) => {
    expect(industrySection(code)).toEqual({ status: 'unknown' });
  });

  it.each(['', 'c13', '1', 'C1', 'C13111', '13C', 'CC13', ' 13', '1３'])('%j is malformed', (code) => {
    expect(industrySection(code)).toEqual({ status: 'malformed' });
  });
});

describe('IndustryCode', () => {
  it.each(['A13', '98', 'c13', ''])('refuses %j, once', (code) => {
    expect(IndustryCode.safeParse(code).error?.issues).toHaveLength(1);
  });
});
