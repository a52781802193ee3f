import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Links and sources of the built pages that lead nowhere on the site. Other hosts are not asked.
 *
 * @param dist Folder of the built site.
 * @param base Path the site is served under. Default `/`.
 * @returns One line per broken link: the page, then the address as written.
 */
export function brokenLinks(dist: string, base = '/'): string[] {
  const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.html'),
  );
  const html = new Map(
    pages.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(dist, path), 'utf8')]),
  );
  const root = new URL(base.replace(/\/?$/, '/'), 'http://site');

  const leadsSomewhere = (address: string, page: string): boolean => {
    const url = new URL(address, new URL(page.replace(/index\.html$/, ''), root));
    if (url.host !== root.host) return true;
    if (!url.pathname.startsWith(root.pathname)) return false;

    const path = decodeURIComponent(url.pathname.slice(root.pathname.length));
    const target = html.get(path.endsWith('.html') ? path : join(path, 'index.html'));
    if (target === undefined) return existsSync(join(dist, path));
    return url.hash === '' || target.includes(` id="${decodeURIComponent(url.hash.slice(1))}"`);
  };

  return [...html].flatMap(([page, text]) =>
    [...text.matchAll(/ (?:href|src)="([^"]+)"/g)]
      .map(([, address = '']) => address.replaceAll('&amp;', '&'))
      .filter((address) => !leadsSomewhere(address, page))
      .map((address) => `${page}: ${address}`),
  );
}
