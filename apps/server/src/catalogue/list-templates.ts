import { templatesOn } from '@xinqiao/catalogue';
import type { Handler } from '../http/run-operation.ts';

/** The consent templates in force today. */
export const listTemplates: Handler<'catalogue.listTemplates'> = async ({ services }) => ({
  items: [...templatesOn(services.clock.today())],
});
