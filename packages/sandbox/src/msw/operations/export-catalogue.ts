import { exportCatalogue as workbookIn } from '@xinqiao/catalogue';
import type { Handler } from './operation-handler.ts';

/** The catalogue as a workbook. */
export const exportCatalogue: Handler<'catalogue.export'> = async (_, { language }) => workbookIn(language);
