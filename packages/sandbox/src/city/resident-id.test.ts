import { checkResidentId } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { PERSONAS } from './personas/index.ts';
import { residentIdOf } from './resident-id.ts';

describe('residentIdOf · GB 11643', () => {
  it.each(PERSONAS.map(({ id }) => id))('%s has a valid number of a place that does not exist', (id) => {
    expect(checkResidentId(residentIdOf(id), { asOf: '2026-01-01' })).toMatchObject({
      status: 'valid',
      parts: { division: '341699' },
    });
  });

  it('no two personas share one', () => {
    const numbers = PERSONAS.map(({ id }) => residentIdOf(id));
    expect(new Set(numbers).size).toBe(PERSONAS.length);
  });

  it('is the same every time', () => {
    expect(residentIdOf('persona-shen-yulan')).toBe(residentIdOf('persona-shen-yulan'));
  });
});
