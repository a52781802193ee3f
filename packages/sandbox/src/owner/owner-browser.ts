import { PlatformError } from '@xinqiao/contracts';

interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Name and value of its button. */
  readonly button: readonly [string, string] | undefined;
}

/**
 * An owner with a very plain browser: it keeps cookies, follows redirects and posts the forms it is shown.
 * It knows no address but the link it was given, so it goes through the same door as everybody.
 */
export class OwnerBrowser {
  readonly #cookies = new Map<string, string>();
  readonly #origin: string;

  /** @param origin Address of the platform; a redirect that leaves it is where the visit ends. */
  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Opens a consent link, signs in and answers. @returns The address the bank is called back at. */
  async answer(link: string, persona: string, decision: 'agree' | 'refuse'): Promise<string> {
    let page = await this.#open(link);
    while (page.left === undefined) {
      const forms = formsOf(page.markup);
      const answer = forms.find(({ button }) => button?.[0] === 'decision' && button[1] === decision);
      const signIn =
        forms.find(({ button, action }) => action.endsWith('/sign-in') && button?.[1] === persona) ??
        forms.find(({ action }) => action.endsWith('/sign-in'));
      const form = answer ?? signIn;
      if (form === undefined) throw new PlatformError('RESPONSE_UNEXPECTED');
      const choice: readonly [string, string] =
        answer === undefined ? ['persona', persona] : ['decision', decision];
      page = await this.#post(form, choice);
    }
    return page.left;
  }

  /** Signs in to the owner’s own pages. */
  async signIn(persona: string): Promise<void> {
    const { markup } = await this.#open(`${this.#origin}/my`);
    const form = formsOf(markup).find(({ action }) => action.endsWith('/sign-in'));
    if (form === undefined) throw new PlatformError('RESPONSE_UNEXPECTED');
    await this.#post(form, ['persona', persona]);
  }

  /** Presses the button of one consent on “My consents”. @returns The page shown afterwards. */
  async press(consentId: string, act: 'stop' | 'pause' | 'resume'): Promise<string> {
    const { markup } = await this.#open(`${this.#origin}/my`);
    const form = formsOf(markup).find(({ action }) => action === `/my/consents/${consentId}/${act}`);
    if (form === undefined) throw new PlatformError('CONSENT_NOT_FOUND');
    return (await this.#post(form)).markup;
  }

  #post({ action, fields }: Form, choice?: readonly [string, string]) {
    const body = new URLSearchParams({
      ...fields,
      ...(choice === undefined ? {} : { [choice[0]]: choice[1] }),
    });
    return this.#open(new URL(action, this.#origin).href, body);
  }

  async #open(address: string, form?: URLSearchParams): Promise<{ markup: string; left?: string }> {
    let url = address;
    let body = form;
    for (let hops = 0; hops < 10; hops++) {
      if (!url.startsWith(`${this.#origin}/`)) return { markup: '', left: url };
      const response = await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        redirect: 'manual',
        headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(body === undefined ? {} : { body }),
      });
      for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
      const location = response.headers.get('location');
      if (location === null) {
        const markup = await response.text();
        if (!response.ok)
          throw new PlatformError('RESPONSE_UNEXPECTED', { details: { status: response.status } });
        return { markup };
      }
      await response.arrayBuffer();
      url = new URL(location, url).href;
      body = undefined;
    }
    throw new PlatformError('RESPONSE_UNEXPECTED');
  }

  #keep(cookie: string): void {
    const [, name, value] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? [];
    if (name === undefined || value === undefined) return;
    if (value === '' || /expires=Thu, 01 Jan 1970/i.test(cookie)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

/** The forms of a page of ours. */
function formsOf(markup: string): Form[] {
  return [...markup.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].map(
    ([, action = '', inner = '']) => {
      const hidden = [...inner.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
      const [, name, value] = /<button[^>]*name="([^"]*)" value="([^"]*)"/.exec(inner) ?? [];
      return {
        action: plain(action),
        fields: Object.fromEntries(hidden.map(([, field = '', text = '']) => [field, plain(text)])),
        button: name === undefined || value === undefined ? undefined : [name, plain(value)],
      };
    },
  );
}

const CHARACTERS: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const plain = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => CHARACTERS[entity] ?? entity);
