import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeViolations } from './axe.ts';

const ARTIFACTS = fileURLToPath(new URL('../../../../../artifacts/', import.meta.url));

/** A phone that people still use, and a desk. */
const SIZES = [
  { width: 360, height: 640 },
  { width: 1280, height: 800 },
] as const;
export const LANGUAGES = ['zh-CN', 'en'] as const;

/** A new page with cookies of its own, as small as a phone. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: SIZES[0], ...options });
  return context.newPage();
}

/**
 * Checks that a page is in this language, fits a phone and a desk without scrolling sideways, and that axe finds
 * nothing wrong on either; keeps a picture of each in `artifacts/`.
 *
 * @param name Of the picture: `name.zh-CN.360x640.png`.
 */
export async function expectToFit(page: Page, name: string, language: string): Promise<void> {
  expect(await page.locator('html').getAttribute('lang')).toBe(language);
  mkdirSync(ARTIFACTS, { recursive: true });
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const path = join(ARTIFACTS, `${name}.${language}.${size.width}x${size.height}.png`);
    await page.screenshot({ path, fullPage: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), `width of ${name}`).toBe(
      size.width,
    );
    expect(await axeViolations(page), `axe on ${name}, ${size.width} pixels wide`).toEqual([]);
  }
}

/**
 * Waits for the browser to be sent to an address outside the platform, and answers there in its place.
 * By the browser’s own protocol, because a `route` does not see where a redirect leads.
 *
 * @returns The whole address it was sent to.
 */
export async function leavingFor(
  page: Page,
  address: string,
  leave: () => Promise<unknown>,
): Promise<string> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Fetch.enable', { patterns: [{ urlPattern: `${address}*` }] });
  const left = new Promise<string>((resolve) => {
    browser.on('Fetch.requestPaused', ({ requestId, request }) => {
      resolve(request.url);
      void browser.send('Fetch.fulfillRequest', { requestId, responseCode: 200, body: '' });
    });
  });
  await leave();
  const url = await left;
  await browser.detach();
  return url;
}

/** An expectation that the page fulfils after a while; the wait is long because the machine may be busy. */
export const expectSoon = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 20_000 });
