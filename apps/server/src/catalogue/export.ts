import { exportCatalogue as workbookIn } from '@xinqiao/catalogue';
import type { Handler, OutputOf } from '../http/run-operation.ts';

/** Made once per language: the catalogue does not change while the server runs. */
const made = new Map<string, OutputOf<'catalogue.export'>>();

export const exportCatalogue: Handler<'catalogue.export'> = async (_, { language }) => {
  const answer = made.get(language) ?? workbookIn(language);
  made.set(language, answer);
  return answer;
};
