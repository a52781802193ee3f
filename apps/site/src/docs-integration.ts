import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { brokenLinks } from './broken-links.ts';
import { labelTables, linkPages, removeTitle } from './markdown.ts';
import { missingTranslations } from './missing-translations.ts';

/** Adds our Markdown steps, and fails the build when a translation or the target of a link is missing. */
export function docsIntegration(): AstroIntegration {
  let base = '/';
  return {
    name: 'xinqiao-docs',
    hooks: {
      'astro:config:setup': ({ config }) => {
        failOn('Write these pages in the other language too', missingTranslations());
        base = config.base;
        const { options } = config.markdown.processor as { options: MarkdownSteps };
        options.mdastPlugins.push(removeTitle);
        options.hastPlugins.push(linkPages(base), labelTables);
      },
      'astro:build:done': ({ dir }) => {
        failOn('Mend these links', brokenLinks(fileURLToPath(dir), base));
      },
    },
  };
}

interface MarkdownSteps {
  mdastPlugins: unknown[];
  hastPlugins: unknown[];
}

function failOn(task: string, lines: readonly string[]): void {
  if (lines.length > 0) throw new Error(`${task}:\n  ${lines.join('\n  ')}`);
}
