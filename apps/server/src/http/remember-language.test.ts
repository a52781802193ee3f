import cookie from '@fastify/cookie';
import Fastify from 'fastify';
import { beforeEach, describe, expect, it } from 'vitest';
import { rememberLanguage } from './remember-language.ts';
import { languageIn } from './request-language.ts';

/** An application whose every address answers with the language it would be shown in. */
const application = async () => {
  const app = Fastify();
  await app.register(cookie);
  rememberLanguage(app, (url) => url.startsWith('/page'));
  app.get('/*', async (request) => languageIn(request));
  return app;
};
let app: Awaited<ReturnType<typeof application>>;
beforeEach(async () => {
  app = await application();
});
const get = (url: string, chosen?: string) =>
  app.inject({
    url,
    headers: { 'accept-language': 'zh-CN' },
    ...(chosen === undefined ? {} : { cookies: { 'xinqiao-language': chosen } }),
  });

describe('rememberLanguage', () => {
  it('keeps the language chosen on a page', async () => {
    const { cookies } = await get('/page?lang=en');
    expect(cookies).toMatchObject([
      { name: 'xinqiao-language', value: 'en', httpOnly: true, sameSite: 'Lax' },
    ]);
  });

  it('shows the next page in it', async () => {
    expect((await get('/page', 'en')).body).toBe('en');
  });

  it('gives way to a new choice', async () => {
    expect((await get('/page?lang=zh-CN', 'en')).body).toBe('zh-CN');
  });

  it.each(['fr', '', '<script>'])('keeps and believes no language that there is not: %j', async (lang) => {
    const answer = await get(`/page?lang=${encodeURIComponent(lang)}`, lang);
    expect(answer.cookies).toEqual([]);
    expect(answer.body).toBe('zh-CN');
  });

  it('keeps nothing for a program', async () => {
    expect((await get('/api?lang=en')).cookies).toEqual([]);
  });
});
