import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Folder `docs` at the root of the repository: `zh-CN/` and `en/` with equal files, `adr/` in English.
 * Files are plain Markdown: the first heading is the title, links name files.
 */
export const DOCS_ROOT = fileURLToPath(new URL('../../../docs/', import.meta.url));

/** Path below `docs` with forward slashes; `../…` for a file elsewhere. */
export const pathInDocs = (file: string): string => relative(DOCS_ROOT, file).replaceAll('\\', '/');

/** Language of a file: Chinese below `zh-CN/`, English below `en/` and `adr/`. */
export const languageOfFile = (file: string): 'zh-CN' | 'en' =>
  pathInDocs(file).startsWith('zh-CN/') ? 'zh-CN' : 'en';

/**
 * Page id of a file, which is its address: Chinese is the root locale, `index` names its folder.
 *
 * @param path Path below `docs`, e.g. `zh-CN/guides/ask.md` → `guides/ask`, `en/index.md` → `en`.
 */
export const pageId = (path: string): string =>
  path
    .replace(/\.md$/, '')
    .replace(/^zh-CN\//, '')
    .replace(/\/index$/, '');

/** Title of a file: its first heading. */
export const titleOf = (file: string): string | undefined =>
  /^# (.+)$/m.exec(readFileSync(file, 'utf8'))?.[1]?.replaceAll('`', '').trim();
