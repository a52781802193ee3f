import {
  BankPurposeCode,
  ConsentRequest,
  ConsentTemplate,
  DATA_ITEM_IDS,
  disclosesAtMost,
} from '@xinqiao/contracts';
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

  it.each(ids)('%s: versions count from 1, and none begins before the one it replaces', (id) => {
    const versions = versionsOf(id);
    expect(versions.map(({ version }) => version)).toEqual(versions.map((_, at) => at + 1));
    const days = versions.map(({ validFrom }) => validFrom);
    expect(days).toEqual(days.toSorted());
  });

  it.each(CONSENT_TEMPLATES)(
    '$templateId v$version offers nothing that the catalogue of its first day did not hold',
    ({ items, validFrom }) => {
      for (const item of items) expect(DATA_ITEMS[item].versions[0]!.validFrom <= validFrom, item).toBe(true);
    },
  );

  it('a version drawn up from an earlier catalogue offers none of the items of its own first day', () => {
    const drawnUp = TEMPLATE_VERSIONS.find(
      ({ templateId, version }) => templateId === 'credit-decision' && version === 3,
    );
    expect(resolveTemplate(drawnUp!).items).not.toContain('tax.payments');
    const { catalogueOf: _, ...now } = drawnUp!;
    expect(resolveTemplate(now).items).toContain('tax.payments');
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
      items: [
        ...['registration.profile', 'tax.vat-returns', 'tax.credit-grades', 'tax.arrears'],
        ...['invoice.summary', 'invoice.lines', 'enforcement.records'],
      ],
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

  it('a credit decision reads 20 times a day, single invoices 10 times, and keeps those names for a year', () => {
    expect(template('credit-decision', '2026-11-22')).toMatchObject({
      version: 4,
      maxFrequency: { unit: 'DAY', value: 20 },
      itemLimits: [
        { item: 'registration.shareholders', dataLife: 'P12M' },
        { item: 'invoice.lines', maxFrequency: { unit: 'DAY', value: 10 }, dataLife: 'P12M' },
      ],
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

describe('least necessity of the items · PIPL art. 6', () => {
  const offered = (id: string) => template(id, '2026-11-22')!.items;
  const NEW = DATA_ITEM_IDS.filter((item) => DATA_ITEMS[item].versions[0]?.validFrom === '2026-11-22');

  it.each([
    ['pre-loan-admission', ['registration.penalties', 'tax.status', 'tax.payments']],
    ['credit-decision', NEW],
    [
      'loan-review',
      [
        ...[
          'registration.changes',
          'registration.penalties',
          'tax.status',
          'tax.payments',
          'tax.cit-returns',
        ],
        ...['tax.financial-statements', 'tax.late-fees', 'tax.violations', 'tax.audits', 'social.insurance'],
      ],
    ],
    [
      'after-loan-warning',
      [
        ...['registration.changes', 'registration.penalties', 'tax.status', 'tax.payments', 'tax.late-fees'],
        ...['tax.violations', 'tax.audits', 'social.insurance', 'utility.usage'],
      ],
    ],
    ['self-service-export', NEW],
  ])('%s adds what it needs, and no more', (id, added) => {
    expect(offered(id).filter((item) => NEW.includes(item))).toEqual(added);
  });

  it.each(templatesOn('2026-11-22'))(
    '$templateId: one request may name every item it offers',
    ({ items, purpose }) => {
      const request = {
        ...{ templateId: 'any', purpose, items, disclosure: 'ANSWER', validity: 'P1M' },
        range: { from: '2026-01-01', to: '2026-06-30' },
      };
      expect(ConsentRequest.safeParse(request).error).toBeUndefined();
    },
  );

  it('admission learns whether tax paid reaches a threshold, never how much it is', () => {
    expect(template('pre-loan-admission', '2026-11-22')?.itemLimits).toEqual([
      { item: 'tax.payments', maxDisclosure: 'ANSWER' },
    ]);
  });

  it.each(templatesOn('2026-11-22'))(
    '$templateId names the rule behind each item it leaves out',
    ({ items, rules }) => {
      for (const item of NEW.filter((each) => !items.includes(each)))
        expect(rules, item).toContainEqual(expect.objectContaining({ limit: 'ITEM', item }));
    },
  );
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

  it('of two versions that begin on one day the later is in force, in whatever order they stand', () => {
    const sameDay = [2, 1, 3].map((version) => ({
      ...first!,
      templateId: 'a',
      version,
      validFrom: '2026-07-01',
    }));
    expect(template('a', '2026-07-01', sameDay)?.version).toBe(3);
    expect(template('a', '2026-07-01', sameDay.toReversed())?.version).toBe(3);
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
