import { templatesOn } from '@xinqiao/catalogue';
import type { Handler } from './operation-handler.ts';

/** The consent templates in force today. */
export const listTemplates: Handler<'catalogue.listTemplates'> = async ({ platform }) => ({
  items: templatesOn(platform.clock.today()),
});
