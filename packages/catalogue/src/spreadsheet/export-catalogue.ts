import { catalogueItem, DATA_ITEMS } from '../items/index.ts';
import { catalogueWorkbook } from './catalogue-workbook.ts';
import { WORKBOOK_TYPE } from './workbook.ts';

/** The catalogue as a file to hand on: what `catalogue.export` answers. */
export function exportCatalogue(language: 'zh-CN' | 'en') {
  const items = Object.values(DATA_ITEMS).map(catalogueItem);
  const bytes = catalogueWorkbook(items, language === 'en' ? 'en' : 'zh');
  return {
    fileName: `xinqiao-catalogue.${language}.xlsx`,
    mediaType: WORKBOOK_TYPE,
    content: base64(bytes),
  };
}

/** In pieces: a call takes some ten thousand arguments at most. */
function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8_192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(binary);
}
