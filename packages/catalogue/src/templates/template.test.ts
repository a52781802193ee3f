import { BankPurposeCode, ConsentTemplate, disclosesAtMost } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { DATA_ITEMS } from '../items/data-items.ts';
import { CONSENT_TEMPLATES, TEMPLATE_VERSIONS } from './consent-templates.ts';
import type { FairUseRule } from './fair-use-rule.ts';
import { FAIR_USE_RULES } from './fair-use-rules.ts';
import { resolveTemplate, type TemplateVersion } from './resolve-template.ts';
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

  it.each(['pre-loan-admission', 'loan-review', 'after-loan-warning'])(
    '%s shows derived figures only',
    (id) => {
      expect(template(id, '2026-11-21')?.maxDisclosure).toBe('INDICATORS');
    },
  );
});

/** Versions whose limits a rule changes before the next version begins, with the day from which it does. */
const disturbed = (versions: readonly TemplateVersion[], rules: readonly FairUseRule[]): string[] => {
  const termsOn = (version: TemplateVersion, day: string) => {
    const { validFrom: _, ...terms } = resolveTemplate({ ...version, validFrom: day }, rules);
    return JSON.stringify(terms);
  };
  const days = [...new Set(rules.map(({ from }) => from))];
  return versions.flatMap((each) => {
    const { templateId, version, validFrom } = each;
    const next = versions.find((other) => other.templateId === templateId && other.version === version + 1);
    return days
      .filter((day) => day > validFrom && day < (next?.validFrom ?? '9999-12-31'))
      .filter((day) => termsOn(each, day) !== termsOn(each, validFrom))
      .map((day) => `${templateId}@${version} on ${day}`);
  });
};

describe('CONSENT_TEMPLATES · versions', () => {
  const versionsOf = (id: string) => CONSENT_TEMPLATES.filter(({ templateId }) => templateId === id);
  const ids = [...new Set(CONSENT_TEMPLATES.map(({ templateId }) => templateId))];

  it.each(ids)('%s: versions count from 1, and no two begin on one day', (id) => {
    const versions = versionsOf(id);
    expect(versions.map(({ version }) => version)).toEqual(versions.map((_, at) => at + 1));
    const days = versions.map(({ validFrom }) => validFrom);
    expect(days).toEqual([...new Set(days)].toSorted());
  });

  it('no rule changes a limit of a version while it is in force', () => {
    expect(disturbed(TEMPLATE_VERSIONS, FAIR_USE_RULES)).toEqual([]);
  });

  it('a rule of a day inside the life of a version is caught', () => {
    const ofDecisions = FAIR_USE_RULES.find(({ ruleId }) => ruleId === 'VALIDITY-2');
    const added = { ...ofDecisions!, ruleId: 'VALIDITY-0', value: 'P6M', from: '2026-10-15' } as const;
    expect(disturbed(TEMPLATE_VERSIONS, [...FAIR_USE_RULES, added])).toEqual([
      'credit-decision@1 on 2026-10-15',
    ]);
  });

  it('every purpose a bank may ask for has one template in force', () => {
    const purposes = templatesOn('2026-11-21').map(({ purpose }) => purpose);
    expect(purposes.toSorted()).toEqual([...BankPurposeCode.options].toSorted());
  });

  it('the owner has a template for her own export, and no bank is offered it', () => {
    expect(template('self-service-export', '2026-11-21')?.purpose).toBe('SELF_SERVICE_EXPORT');
    expect(templatesOn('2026-11-21').map(({ purpose }) => purpose)).not.toContain('SELF_SERVICE_EXPORT');
  });

  it('the first versions stay what banks asked under: without a count', () => {
    expect(resolveTemplate(TEMPLATE_VERSIONS[0]!).maxFrequency).toBeNull();
    expect(CONSENT_TEMPLATES.find(({ templateId }) => templateId === 'credit-decision')).toMatchObject({
      version: 1,
      fetchType: 'PERIODIC',
      maxDisclosure: 'RECORDS',
      maxRange: 'P36M',
      maxValidity: 'P12M',
      dataLife: 'P24M',
      itemLimits: [],
      items: Object.keys(DATA_ITEMS),
    });
  });

  it('names the rule behind every limit of its own, item by item', () => {
    expect(template('credit-decision', '2026-11-21')).toMatchObject({
      version: 2,
      maxFrequency: { unit: 'DAY', value: 1000 },
      itemLimits: [{ item: 'invoice.lines', maxFrequency: { unit: 'DAY', value: 100 }, dataLife: 'P12M' }],
      rules: expect.arrayContaining([
        expect.objectContaining({ limit: 'DATA_LIFE', item: null, ruleId: 'LIFE-2' }),
        expect.objectContaining({ limit: 'DATA_LIFE', item: 'invoice.lines', ruleId: 'LIFE-5' }),
      ]),
    });
  });

  it('a credit decision reads 20 times a day, single invoices 10 times, and the version before is what it was', () => {
    expect(template('credit-decision', '2026-11-22')).toMatchObject({
      version: 3,
      maxFrequency: { unit: 'DAY', value: 20 },
      itemLimits: [{ item: 'invoice.lines', maxFrequency: { unit: 'DAY', value: 10 }, dataLife: 'P12M' }],
      rules: expect.arrayContaining([
        expect.objectContaining({ limit: 'FREQUENCY', item: null, ruleId: 'FREQUENCY-7' }),
        expect.objectContaining({ limit: 'FREQUENCY', item: 'invoice.lines', ruleId: 'FREQUENCY-8' }),
      ]),
    });
  });

  it('says by which rule an item may not be asked for', () => {
    expect(template('after-loan-warning', '2026-11-21')?.rules).toContainEqual(
      expect.objectContaining({ limit: 'ITEM', item: 'invoice.lines', ruleId: 'ITEM-2' }),
    );
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
      'loan-review',
      'after-loan-warning',
    ]);
    expect(templatesOn('2025-12-31')).toEqual([]);
  });
});
