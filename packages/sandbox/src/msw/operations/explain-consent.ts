import { templatesOn } from '@xinqiao/catalogue';
import { explainRequest } from '@xinqiao/consent';
import type { Handler } from './operation-handler.ts';

/** Dry run of a consent request. Here every application is admitted for everything a bank may ask. */
export const explainConsent: Handler<'consents.explain'> = async ({ platform }, request) => {
  const today = platform.clock.today();
  return explainRequest(request, { templates: templatesOn(today), today });
};
