import { ConsentTemplate, disclosesAtMost } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { DATA_ITEMS } from '../items/data-items.ts';
import { CONSENT_TEMPLATES } from './consent-templates.ts';
import { template, templatesOn } from './template.ts';

describe('CONSENT_TEMPLATES · PIPL arts. 6, 13–17', () => {
  it.each(CONSENT_TEMPLATES)('$templateId v$version is a template of the contracts', (candidate) => {
    expect(ConsentTemplate.parse(candidate)).toEqual(candidate);
  });

  it.each(CONSENT_TEMPLATES)('$templateId v$version names no item twice', ({ items }) => {
    expect(new Set(items).size).toBe(items.length);
  });

  it.each(CONSENT_TEMPLATES)(
    '$templateId v$version names no item that its levels cannot show',
    (candidate) => {
      for (const item of candidate.items) {
        const shown = DATA_ITEMS[item].allowedDisclosure.some((level) =>
          disclosesAtMost(level, candidate.maxDisclosure),
        );
        expect(shown, item).toBe(true);
      }
    },
  );

  it.each(['pre-loan-admission', 'after-loan-warning'])('%s shows derived figures only', (id) => {
    expect(template(id, '2026-11-21')?.maxDisclosure).toBe('INDICATORS');
  });
});

describe('template', () => {
  const [first] = CONSENT_TEMPLATES;
  const versions = [
    { ...first!, templateId: 'a', version: 2, validFrom: '2026-07-01' },
    { ...first!, templateId: 'a', version: 1, validFrom: '2026-01-01' },
    { ...first!, templateId: 'b', version: 9, validFrom: '2026-01-01' },
  ];

  it.each([
    { onDate: '2025-12-31', version: undefined },
    { onDate: '2026-01-01', version: 1 },
    { onDate: '2026-06-30', version: 1 },
    { onDate: '2026-07-01', version: 2 },
  ])('on $onDate version $version is in force', ({ onDate, version }) => {
    expect(template('a', onDate, versions)?.version).toBe(version);
  });

  it('knows no template of another name', () => {
    expect(template('c', '2026-07-01', versions)).toBeUndefined();
  });

  it('lists the templates in force, none before the first day of any', () => {
    expect(templatesOn('2026-11-21').map(({ templateId }) => templateId)).toEqual([
      'pre-loan-admission',
      'credit-decision',
      'after-loan-warning',
    ]);
    expect(templatesOn('2025-12-31')).toEqual([]);
  });
});
