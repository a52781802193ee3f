import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
/** Folder of the npm package: one level above its entry. */
const PACKAGE = join(dirname(require.resolve('@sparticuz/chromium')), '..');
const { version } = require('playwright-core/package.json') as { version: string };

export { version, PACKAGE, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync, inflate, chromium };
export type { Browser };
