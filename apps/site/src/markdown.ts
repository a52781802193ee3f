import { fileURLToPath } from 'node:url';
import { pageId, pathInDocs } from './docs-tree.ts';

/** The little of a syntax tree and its walker that our steps use (mdast and hast, as Astro walks them). */
interface Node {
  readonly type: string;
  readonly tagName?: string;
  readonly depth?: number;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly children?: readonly Node[];
}
interface Walker {
  readonly fileURL?: URL;
  removeNode(node: Node): void;
  setProperty(node: Node, key: string, value: unknown): void;
  textContent(node: Node): string;
}

/** The site prints the title of a page itself, so the heading that gave it goes. */
export const removeTitle = () => {
  let removed = false;
  return {
    name: 'remove-title',
    heading(node: Node, walker: Walker) {
      if (removed || node.depth !== 1) return;
      removed = true;
      walker.removeNode(node);
    },
  };
};

/**
 * Turns a link to a file (`../glossary.md#log`), which works in the repository, into a link to its page.
 *
 * @param base Path the site is served under, e.g. `/`.
 */
export const linkPages = (base: string) => ({
  name: 'link-pages',
  element: {
    filter: ['a'],
    visit(node: Node, walker: Walker) {
      const href = String(node.properties?.href ?? '');
      if (!walker.fileURL || !/^[^:#]+\.md(#|$)/.test(href)) return;
      const from = pathInDocs(fileURLToPath(walker.fileURL));
      const to = new URL(href, walker.fileURL);
      walker.setProperty(node, 'href', pageAddress(from, pathInDocs(fileURLToPath(to)), base) + to.hash);
    },
  },
});

/**
 * Address of a page as seen from another; both are paths below `docs`.
 *
 * Decisions stand under both languages, so a link to one stays in the language of the reader.
 *
 * @param base Path the site is served under, e.g. `/` or `/docs`.
 */
export function pageAddress(from: string, to: string, base: string): string {
  const id = pageId(to);
  if (from.startsWith('adr/') && id.startsWith('adr/')) return `../${id.slice('adr/'.length)}/`;
  const root = base.replace(/\/?$/, '/');
  const language = from.startsWith('en/') && id.startsWith('adr/') ? 'en/' : '';
  return id === 'index' ? root : `${root}${language}${id}/`;
}

/** Gives each cell of a table of three or more columns the name of its column: a phone shows rows as cards. */
export const labelTables = {
  name: 'label-tables',
  element: {
    filter: ['table'],
    visit(table: Node, walker: Walker) {
      const rows = elements(table).flatMap((part) => elements(part));
      const [head, ...body] = rows.map((row) => elements(row));
      if (!head || head.length < 3) return;
      walker.setProperty(table, 'className', ['cards']);
      for (const cells of body) {
        cells.forEach((cell, column) => {
          const name = head[column];
          if (name) walker.setProperty(cell, 'dataLabel', walker.textContent(name));
        });
      }
    },
  },
};

const elements = (node: Node): readonly Node[] =>
  (node.children ?? []).filter((child) => child.type === 'element');
