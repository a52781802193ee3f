import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expectSoon } from './browser.ts';

export const CONSOLES = ['portal', 'regulator', 'operator'] as const;
export type ConsoleName = (typeof CONSOLES)[number];

/** Who works at which console. */
export const STAFF = {
  portal: '秦思远',
  regulator: '蒋衡',
  operator: '华青',
} as const satisfies Record<ConsoleName, string>;

/** `npm test` builds them first; a single test file builds what is missing. */
export function buildMissingConsoles(): void {
  for (const name of CONSOLES) {
    const folder = fileURLToPath(new URL(`../../../../${name}/`, import.meta.url));
    if (!existsSync(`${folder}dist`)) execFileSync('npm', ['run', 'build'], { cwd: folder, stdio: 'pipe' });
  }
}

/**
 * Signs in to a console, as somebody else if somebody was signed in.
 *
 * @param url Of the platform.
 * @param person Chinese name of the persona; whoever usually works at the console without it.
 */
export async function signIn(
  page: Page,
  url: string,
  name: ConsoleName,
  { language = 'zh-CN', person = STAFF[name] }: { language?: string; person?: string } = {},
): Promise<void> {
  await page.goto(`${url}/sign-in?to=${name}&lang=zh-CN`);
  await page.getByRole('button', { name: `以此身份登录: ${person}` }).click();
  await page.waitForURL(`${url}/${name}/`);
  await page.goto(`${url}/${name}/?lang=${language}`);
  await expectSoon(() => page.getByRole('banner').textContent()).toContain(person);
}

/** What the browser complained about: scripts that failed, resources that the security policy forbade. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return complaints;
}

/**
 * An act straight at the server with the session of whoever is signed in: pages can be got round.
 *
 * @returns What tRPC answers.
 */
export async function actPastThePage(page: Page, operation: string, input: object): Promise<unknown> {
  const response = await page.request.post(new URL(`/trpc/${operation}`, page.url()).href, {
    data: input,
    headers: { 'idempotency-key': randomUUID() },
  });
  return response.json();
}
