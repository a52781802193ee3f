import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DOCS_ROOT } from './docs-tree.ts';

/** Files that one of `docs/zh-CN` and `docs/en` lacks, as paths below `docs`. */
export function missingTranslations(): string[] {
  const files = (language: string) =>
    new Set(
      readdirSync(join(DOCS_ROOT, language), { recursive: true, encoding: 'utf8' }).filter((path) =>
        path.endsWith('.md'),
      ),
    );
  const chinese = files('zh-CN');
  const english = files('en');
  return [
    ...[...chinese].filter((path) => !english.has(path)).map((path) => `en/${path}`),
    ...[...english].filter((path) => !chinese.has(path)).map((path) => `zh-CN/${path}`),
  ];
}
