import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * What a reader of the screen would stumble over on a page (WCAG 2.2): fields and buttons without a name (4.1.2),
 * headings that skip a level or no first one (1.3.1), ids given twice, text whose contrast with its ground is below
 * 4.5 to 1 (1.4.3); and scrolling sideways at 320 pixels (1.4.10).
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), 'width at 320 pixels').toBe(320);
  expect(await page.evaluate(stumblingBlocks)).toEqual([]);
}

/** Runs in the page. */
function stumblingBlocks(): string[] {
  const found: string[] = [];
  const shown = (element: Element) => element.checkVisibility();

  for (const field of document.querySelectorAll<HTMLInputElement>(
    'input:not([type=hidden]), select, textarea',
  ))
    if (shown(field) && ![...(field.labels ?? [])].some((label) => label.textContent?.trim()))
      found.push(`no label: ${field.outerHTML}`);
  for (const control of document.querySelectorAll('button, a, summary'))
    if (shown(control) && !control.textContent?.trim() && !control.getAttribute('aria-label'))
      found.push(`no name: ${control.outerHTML}`);

  const levels = [...document.querySelectorAll('h1, h2, h3, h4')]
    .filter(shown)
    .map(({ tagName }) => Number(tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) found.push(`first headings: ${levels}`);
  if (levels.some((level, place) => place > 0 && level > (levels[place - 1] ?? 0) + 1))
    found.push(`headings skip a level: ${levels}`);

  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) found.push(`id twice: ${id}`);

  const colour = (text: string) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([red = 0, green = 0, blue = 0]: number[]) => {
    const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element: Element | null): number[] => {
    if (element === null) return [255, 255, 255];
    const ground = colour(getComputedStyle(element).backgroundColor);
    return ground.length === 4 && ground[3] === 0 ? groundOf(element.parentElement) : ground;
  };
  for (const element of document.querySelectorAll('body *')) {
    const says = [...element.childNodes].some(
      ({ nodeType, textContent }) => nodeType === 3 && textContent?.trim(),
    );
    if (!says || !shown(element) || element.matches(':disabled')) continue;
    const [dark = 0, light = 0] = [
      luminance(colour(getComputedStyle(element).color)),
      luminance(groundOf(element)),
    ].sort((one, other) => one - other);
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 4.5) found.push(`contrast ${contrast.toFixed(2)}: ${element.textContent?.slice(0, 40)}`);
  }
  return found;
}
