import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** WCAG 2.1 levels A and AA, and what axe calls best practice. */
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
  resultTypes: ['violations'],
};

/**
 * What axe-core finds wrong on a page as it is shown now, a line per element: rule, what it says, and the element.
 *
 * Runs by the browser’s own protocol, so that the page’s security policy is not in the way. Axe waits by timers, which
 * a browser without JavaScript does not run: there it looks at the same markup in one that does.
 */
export async function axeViolations(page: Page): Promise<string[]> {
  if (await runsScripts(page)) return violationsOf(page);
  const copy = await scriptedCopy(page);
  const found = await violationsOf(copy);
  await copy.context().close();
  return found;
}

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (rules) =>
      (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(rules),
    RULES as object,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, target }) => `${id}: ${help} · ${target.join(' ')} · ${html.slice(0, 160)}`),
  );
}

/** @see CSS Media Queries 5 §10 */
const runsScripts = (page: Page): Promise<boolean> =>
  page.evaluate(() => matchMedia('(scripting: enabled)').matches);

/** The markup of a page at the same address and of the same size, with JavaScript. */
async function scriptedCopy(page: Page): Promise<Page> {
  const context = await page.context().browser()?.newContext({ viewport: page.viewportSize() });
  if (context === undefined) throw new Error('the page has no browser of its own');
  const copy = await context.newPage();
  const body = await page.content();
  await copy.route(page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
  await copy.goto(page.url());
  return copy;
}
