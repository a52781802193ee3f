import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brokenLinks } from './broken-links.ts';

describe('brokenLinks', () => {
  let dist: string;

  beforeEach(() => {
    dist = mkdtempSync(join(tmpdir(), 'site-'));
    mkdirSync(join(dist, 'glossary'));
    writeFileSync(join(dist, 'glossary', 'index.html'), '<h2 id="授权">授权</h2>');
    writeFileSync(join(dist, 'site.css'), '');
  });
  afterEach(() => rmSync(dist, { recursive: true }));

  const home = (link: string) => writeFileSync(join(dist, 'index.html'), `<a href="${link}">…</a>`);

  it.each([
    '/glossary/',
    'glossary/',
    '/glossary',
    '/glossary/#授权',
    '/glossary/#%E6%8E%88%E6%9D%83',
    '/site.css',
    'https://example.cn/nowhere',
  ])('accepts %s', (link) => {
    home(link);
    expect(brokenLinks(dist)).toEqual([]);
  });

  it.each(['/nowhere/', 'nowhere/', '/glossary/#nowhere', '#nowhere', '/missing.css'])(
    'reports %s',
    (link) => {
      home(link);
      expect(brokenLinks(dist)).toEqual([`index.html: ${link}`]);
    },
  );

  it('reports a link that leaves the path the site is served under', () => {
    home('/glossary/');
    expect(brokenLinks(dist, '/docs')).toEqual(['index.html: /glossary/']);
  });

  it('accepts a link below the path the site is served under', () => {
    home('/docs/glossary/');
    expect(brokenLinks(dist, '/docs')).toEqual([]);
  });
});
