import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCS_ROOT, pageId, titleOf } from './docs-tree.ts';

type Item =
  | { slug: string; label?: string; translations?: { en: string } }
  | { label: string; translations: { en: string }; items: Item[] };

const HOME = { label: '首页', translations: { en: 'Home' } };
const OVERVIEW = { label: '概述', translations: { en: 'Overview' } };
const DECISIONS = { label: '决策记录', translations: { en: 'Decisions' } };

/**
 * Sidebar of both languages, read from the folders of the Chinese pages, with the decisions last.
 *
 * In a folder `index.md` comes first, then pages and folders in the order it links to them, then the
 * rest by name. A folder is called by the title of its `index.md`, else by its name.
 */
export function sidebar(): Item[] {
  const [, ...pages] = itemsOf('zh-CN');
  const home = { slug: 'index', ...HOME };
  return existsSync(join(DOCS_ROOT, 'adr'))
    ? [home, ...pages, { ...DECISIONS, items: itemsOf('adr') }]
    : [home, ...pages];
}

function itemsOf(folder: string): Item[] {
  return readdirSync(join(DOCS_ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.name.endsWith('.md'))
    .sort(byPlace(folder))
    .map((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return groupOf(path);
      return { slug: pageId(path), ...(entry.name === 'index.md' ? OVERVIEW : {}) };
    });
}

function groupOf(folder: string): Item {
  const label = (path: string) => {
    const index = join(DOCS_ROOT, path, 'index.md');
    return (existsSync(index) && titleOf(index)) || path.slice(path.lastIndexOf('/') + 1);
  };
  return {
    label: label(folder),
    translations: { en: label(folder.replace(/^zh-CN\//, 'en/')) },
    items: itemsOf(folder),
  };
}

function byPlace(folder: string) {
  const index = join(DOCS_ROOT, folder, 'index.md');
  const contents = existsSync(index) ? readFileSync(index, 'utf8') : '';
  const place = ({ name }: { name: string }) => {
    if (name === 'index.md') return -1;
    const link = contents.indexOf(`](${name}`);
    return link >= 0 ? link : contents.length;
  };
  return (a: { name: string }, b: { name: string }) =>
    place(a) - place(b) || a.name.localeCompare(b.name, 'en', { numeric: true });
}
