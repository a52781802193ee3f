import { describe, expect, it } from 'vitest';
import { destinationOf, pathOf, signInPath } from './destination.ts';

const REQUEST = 'crq_01932f6e-7a10-7000-8000-000000000001';

describe('destinationOf', () => {
  it.each([
    [{ to: 'my' }, '/my'],
    [{ to: 'export' }, '/my/export'],
    [{ to: 'contacts' }, '/my/contacts'],
    [{ to: 'portal' }, '/portal/'],
    [{ to: 'regulator' }, '/regulator/'],
    [{ to: 'operator' }, '/operator/'],
    [{ to: 'request', id: REQUEST }, `/my/requests/${REQUEST}`],
  ])('%o leads to %s', (query, path) => {
    expect(pathOf(destinationOf(query))).toBe(path);
    expect(new URL(signInPath(destinationOf(query)), 'http://a').searchParams.get('to')).toBe(query.to);
  });

  it.each([
    {},
    { to: 'https://evil.example' },
    { to: '//evil.example' },
    { to: '/\\evil.example' },
    { to: 'javascript:alert(1)' },
    { to: 'constructor' },
    { to: ['my', 'portal'] },
    { to: 'request' },
    { to: 'request', id: '../../evil' },
    { to: 'request', id: `${REQUEST}/../../x` },
    { to: 'request', id: `${REQUEST}\n` },
    { to: 'interaction', id: 'abc' },
    { to: 'portal', id: '//evil.example' },
  ])('%o is no destination of ours and leads to her own pages', (query) => {
    expect(pathOf(destinationOf(query))).toBe('/my');
  });
});
