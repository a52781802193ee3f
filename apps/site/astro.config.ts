import starlight from '@astrojs/starlight';
import { defineConfig, passthroughImageService } from 'astro/config';
import { docsIntegration } from './src/docs-integration.ts';
import { languageOfFile } from './src/docs-tree.ts';
import { sidebar } from './src/sidebar.ts';

/** Everything is self-hosted: no web font, no analytics, no image service, no outside request. */
export default defineConfig({
  image: { service: passthroughImageService() },
  integrations: [
    starlight({
      title: { 'zh-CN': '信桥', en: 'Xinqiao 信桥' },
      locales: {
        root: { label: '简体中文', lang: 'zh-CN' },
        en: { label: 'English', lang: 'en' },
      },
      defaultLocale: 'root',
      sidebar: sidebar(),
      customCss: ['./src/site.css'],
      routeMiddleware: './src/page-routes.ts',
      // Starlight reads the language of a code block from its own content folder; ours is elsewhere.
      expressiveCode: { getBlockLocale: ({ file }) => languageOfFile(file.path ?? '') },
      credits: false,
    }),
    docsIntegration(),
  ],
});
