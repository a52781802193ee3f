import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { FONT_PACKAGE, writeChineseFont } from './chinese-font.ts';

/** Folder of the npm package that holds the browser, compressed. */
const PACKAGE = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..');
/** Beside the packages, so that it goes when they go. */
const CACHE = fileURLToPath(new URL('../../../../../node_modules/.cache/xinqiao/', import.meta.url));

/** No name is looked up, so no request leaves the machine. */
const LOOPBACK_ONLY = 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';

/**
 * Starts the Chromium that comes inside an npm package, with the shared libraries that come with it and with fonts
 * from npm: the machine needs no browser, no libnss3 and no fonts.
 *
 * Of the package's own arguments none is used: they switch off web security, which these tests are to see.
 */
export async function launchChromium(): Promise<Browser> {
  const directory = await unpacked();
  return chromium.launch({
    executablePath: join(directory, 'chromium'),
    args: ['--disable-gpu', '--font-render-hinting=none', `--host-resolver-rules=${LOOPBACK_ONLY}`],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(directory, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(directory, 'fonts.conf'),
    },
  });
}

/** The folder browser and fonts are unpacked in: some 230 MB, made once for each version of their packages. */
async function unpacked(): Promise<string> {
  const directory = join(CACHE, `chromium-${versionOf(PACKAGE)}-font-${versionOf(FONT_PACKAGE)}`);
  if (existsSync(directory)) return directory;
  mkdirSync(CACHE, { recursive: true });
  const making = mkdtempSync(`${directory}.`);
  try {
    await inflateInto(making, ['chromium.br', 'al2023.tar.br', 'fonts.tar.br']);
    writeChineseFont(join(making, 'fonts', 'chinese'));
    writeFileSync(join(making, 'fonts.conf'), fontConfiguration(directory));
    renameSync(making, directory);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    // Another test file was at it too, and was first.
    if (!existsSync(directory)) throw error;
  }
  return directory;
}

const versionOf = (folder: string): string =>
  (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;

/** `inflate` writes to the temporary directory, under names all share: so in a process that has one of its own. */
async function inflateInto(directory: string, archives: readonly string[]): Promise<void> {
  const script = `import { inflate } from '@sparticuz/chromium';
    await Promise.all(process.argv.slice(1).map((archive) => inflate(archive)));`;
  await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script, ...archives.map((archive) => join(PACKAGE, 'bin', archive))],
    { cwd: PACKAGE, env: { ...process.env, TMPDIR: directory } },
  );
}

const fontConfiguration = (directory: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(directory, 'fonts')}</dir>
  <cachedir>${join(directory, 'fonts-cache')}</cachedir>
</fontconfig>
`;
