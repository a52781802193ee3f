import { describe, expect, it } from 'vitest';
import { type AdmittedFor, widens } from './widens.ts';

const admitted = (fact: Partial<AdmittedFor> = {}): AdmittedFor => ({
  name: { zh: '贷款', en: 'Loans' },
  redirectUris: ['https://bank.example/a'],
  notificationUri: 'https://bank.example/answered',
  templates: ['credit-decision'],
  purposes: ['CREDIT_DECISION'],
  scopes: ['data:read', 'audit:read'],
  ...fact,
});

describe('widens', () => {
  it.each<[string, Partial<AdmittedFor>]>([
    ['another Chinese name', { name: { zh: '别的', en: 'Loans' } }],
    ['another English name', { name: { zh: '贷款', en: 'Other' } }],
    ['a redirect URI more', { redirectUris: ['https://bank.example/a', 'https://bank.example/b'] }],
    ['another redirect URI', { redirectUris: ['https://bank.example/b'] }],
    ['another address for answers', { notificationUri: 'https://bank.example/b' }],
    ['a template more', { templates: ['credit-decision', 'early-warning'] }],
    ['a purpose more', { purposes: ['CREDIT_DECISION', 'EARLY_WARNING'] }],
    ['a scope for another', { scopes: ['data:read', 'decisions:write'] }],
  ])('%s does', (_what, fact) => {
    expect(widens(admitted(), admitted(fact))).toBe(true);
  });

  it.each<[string, Partial<AdmittedFor>]>([
    ['nothing new', {}],
    ['another order', { scopes: ['audit:read', 'data:read'] }],
    ['no address for answers', { notificationUri: null }],
    ['a scope less', { scopes: ['data:read'] }],
    ['nothing left', { redirectUris: [], templates: [], purposes: [], scopes: [] }],
  ])('%s does not', (_what, fact) => {
    expect(widens(admitted(), admitted(fact))).toBe(false);
  });
});
