import { ownerPersona } from './platform.ts';
import { pushedForm } from './pushed-request.ts';
import { hidden, type RawBrowser, type Shown } from './raw-browser.ts';
import type { RawClient } from './raw-client.ts';

/** Where a form is posted, and its fields. */
export type FormPost = [address: string, fields: Record<string, string>];

export const OWNER = ownerPersona().id;

/** A consent the bank asks for, and the address it sends the owner to. */
export async function newLink(
  bank: RawClient,
  fact: Readonly<Record<string, string | undefined>> = {},
): Promise<{ id: string; link: string }> {
  const response = await bank.post('/request', pushedForm(bank, fact));
  const { request_uri, consent_id } = (await response.json()) as { request_uri: string; consent_id: string };
  return { id: consent_id, link: `/oidc/auth?client_id=${bank.applicationId}&request_uri=${request_uri}` };
}

/** The form of the sandbox’s sign-in page, filled in. */
export const signInWith = ({ markup, url }: Shown, persona = OWNER): FormPost => [
  `${url.pathname}/sign-in`,
  { formToken: hidden(markup, 'formToken'), persona },
];

/** The form of the consent page, filled in. */
export const answerWith = ({ markup, url }: Shown, decision = 'agree'): FormPost => {
  const fields = ['formToken', 'notice', 'lang'].map((name) => [name, hidden(markup, name)]);
  return [`${url.pathname}/answer`, { ...Object.fromEntries(fields), decision }];
};

/** Opens a link and signs in: the consent page, or why there is none. */
export const readQuestion = async (browser: RawBrowser, link: string, persona = OWNER): Promise<Shown> =>
  browser.follow(...signInWith(await browser.follow(link), persona));

/** Signs in to pages of ours, by all the redirects there are. */
export const signInTo = async (browser: RawBrowser, to: string, persona = OWNER): Promise<Shown> =>
  browser.follow(...signInWith(await browser.follow(`/sign-in?to=${encodeURIComponent(to)}`), persona));

/** Signs in to the owner’s own pages. */
export const signInToMy = (browser: RawBrowser, persona = OWNER): Promise<Shown> =>
  signInTo(browser, 'my', persona);
