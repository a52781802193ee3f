import { readFileSync } from 'node:fs';
import type { ConsentTemplate } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { CONSENT_TEMPLATES } from './consent-templates.ts';

/** What a version allows and by which rules; its words may become better. */
const termsOf = ({ name: _, reference: _law, rules, ...terms }: ConsentTemplate) => ({
  ...terms,
  rules: rules.map(({ limit, item, ruleId, since }) => [limit, item, ruleId, since].join(' ')),
});

/** Every version of every template as it was published. Nothing in it changes any more; new versions are added. */
const PUBLISHED: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync(new URL('./published-templates.json', import.meta.url), 'utf8'),
);

const nameOf = ({ templateId, version }: ConsentTemplate) => `${templateId}@${version}`;

describe('what owners agreed to under a template version stays what it was · PIPL art. 14', () => {
  it.each(Object.keys(PUBLISHED))('%s allows what it was published with', (name) => {
    const version = CONSENT_TEMPLATES.find((each) => nameOf(each) === name);
    expect(version, 'A published version is never taken away.').toBeDefined();
    expect(
      version && termsOf(version),
      'Leave this version, and the rules and items of its day; add the next version.',
    ).toEqual(PUBLISHED[name]);
  });

  it.each(CONSENT_TEMPLATES)('$templateId v$version is published', (version) => {
    expect(
      PUBLISHED[nameOf(version)],
      `Add to published-templates.json: "${nameOf(version)}": ${JSON.stringify(termsOf(version))}`,
    ).toBeDefined();
  });
});
