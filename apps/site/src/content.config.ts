import { i18nLoader } from '@astrojs/starlight/loaders';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro/content/config';
import { glob, type Loader } from 'astro/loaders';
import { DOCS_ROOT, pageId, titleOf } from './docs-tree.ts';

const files = glob({
  base: DOCS_ROOT,
  pattern: '{zh-CN,en,adr}/**/*.md',
  generateId: ({ entry }) => pageId(entry),
});

/** Reads `docs` where it is; a page without a `title` in its front matter is called by its first heading. */
const docs: Loader = {
  name: 'docs',
  load: (context) =>
    files.load({
      ...context,
      parseData: (entry) =>
        context.parseData({
          ...entry,
          data: { title: entry.filePath && titleOf(entry.filePath), ...entry.data },
        }),
    }),
};

export const collections = {
  docs: defineCollection({ loader: docs, schema: docsSchema() }),
  // Words of the search and of code blocks: Starlight has them in English only, or not at all.
  i18n: defineCollection({ loader: i18nLoader(), schema: i18nSchema() }),
};
