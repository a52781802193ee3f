/** What an application is admitted for. */
export interface AdmittedFor {
  readonly name: { readonly zh: string; readonly en: string };
  readonly redirectUris: readonly string[];
  readonly notificationUri: string | null;
  readonly templates: readonly string[];
  readonly purposes: readonly string[];
  readonly scopes: readonly string[];
}

const LISTS = ['redirectUris', 'templates', 'purposes', 'scopes'] as const;

/** Whether a change lets an application do more than before, or shows people another name. Taking away does not. */
export const widens = (before: AdmittedFor, after: AdmittedFor): boolean =>
  before.name.zh !== after.name.zh ||
  before.name.en !== after.name.en ||
  (after.notificationUri !== null && after.notificationUri !== before.notificationUri) ||
  LISTS.some((list) => after[list].some((value) => !before[list].includes(value)));
