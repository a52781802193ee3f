import type { Platform } from '../../support/platform.ts';
import { RawBrowser } from '../../support/raw-browser.ts';

/** The newest messages, as phones show them. */
export const messagesOnPhones = async ({ url }: Pick<Platform, 'url'>): Promise<string> =>
  (await new RawBrowser(url).follow('/sandbox/messages')).markup;

/** The code in the owner’s newest message, in either language, as soon as it came. */
export async function codeOnPhone(platform: Pick<Platform, 'url'>): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const code = /Read (\d{6}) to the agent|才把(\d{6})念给/.exec(await messagesOnPhones(platform));
    if (code !== null) return code[1] ?? code[2] ?? '';
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no code came');
}
