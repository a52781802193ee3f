import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from './axe.ts';
import { openPage } from './browser.ts';
import { launchChromium } from './chromium.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe.each([true, false])('axe in a browser whose scripts run: %s', (javaScriptEnabled) => {
  it.each([
    ['color-contrast', '<h1 style="color:#999;background:#fff">Hardly to be read</h1>'],
    ['label', '<h1>A form</h1><input type="text">'],
    ['region', '<h1>Nowhere</h1>'],
  ])('finds %s', async (rule, body) => {
    const page = await openPage(browser, { javaScriptEnabled });
    const main = rule === 'region' ? body : `<main>${body}</main>`;
    const markup = `<!doctype html><html lang="en"><title>Wrong</title>${main}</html>`;
    await page.route('**/wrong', (route) => route.fulfill({ contentType: 'text/html', body: markup }));
    await page.goto('http://127.0.0.1/wrong');
    expect((await axeViolations(page)).map((line) => line.split(':')[0])).toContain(rule);
    await page.context().close();
  });
});
