/** A browser one looks into: it keeps cookies and follows redirects only when told to. */
export class RawBrowser {
  readonly cookies = new Map<string, string>();
  /** Every cookie it was ever given, as the header says it. */
  readonly given: string[] = [];
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** One request; a form makes it a POST. Redirects are left to the caller. */
  async open(address: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const response = await fetch(new URL(address, this.#origin), {
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        'accept-language': 'en',
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      this.given.push(cookie);
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** Follows redirects while they stay with the platform. */
  async follow(address: string, form?: Readonly<Record<string, string>>): Promise<Shown> {
    let response = await this.open(address, form);
    let at = new URL(address, this.#origin);
    for (let hops = 0; hops < 10; hops++) {
      const location = response.headers.get('location');
      if (location === null) return { response, markup: await response.text(), url: at };
      await response.arrayBuffer();
      at = new URL(location, at);
      if (at.origin !== this.#origin) return { response, markup: '', url: at };
      response = await this.open(at.href);
    }
    throw new Error('too many redirects');
  }
}

/** Where a visit ended. */
export interface Shown {
  readonly response: Response;
  readonly markup: string;
  readonly url: URL;
}

/** Value of the first hidden field of a name. */
export const hidden = (markup: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(markup)?.[1] ?? '';
