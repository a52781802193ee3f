import type {} from '@astrojs/starlight';
import { defineRouteMiddleware } from '@astrojs/starlight/route-data';

const FIVE_COLUMNS = /^(\|[^|\n]*){5,}\|$/m;

/** What a page shows besides its text. */
export const onRequest = defineRouteMiddleware(({ locals: { starlightRoute: route } }) => {
  // Decisions are written once, in English, and shown under both languages: no translation is missing.
  if (route.entry.id.startsWith('adr/')) {
    route.isFallback = false;
    route.entryMeta = { dir: 'ltr', lang: 'en', locale: 'en' };
  }
  // A wide table takes the place of the table of contents.
  if (FIVE_COLUMNS.test(route.entry.body ?? '')) route.toc = undefined;
});
