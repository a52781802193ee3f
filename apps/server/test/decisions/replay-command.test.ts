import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activated, nameOf, officers } from '../policies/support.ts';
import { agreedConsent, type Platform, startPlatform } from '../support/platform.ts';

const MAIN = fileURLToPath(new URL('../../../../packages/cli/src/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'xinqiao-replay-'));
let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
  writeFileSync(join(folder, 'bank.json'), JSON.stringify(platform.credentials('bank')));
});
afterAll(async () => {
  await platform.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the command prints as JSON. */
async function replayed(...words: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    MAIN,
    'decisions',
    'replay',
    ...words,
    '--json',
  ]);
  return JSON.parse(stdout);
}
const online = () => ['--as', join(folder, 'bank.json'), '--url', platform.url];

describe('xinqiao decisions replay', () => {
  it('of a delivered policy: by its id from the platform, and from a file without it', async () => {
    const bank = platform.bank();
    const { consentId } = await agreedConsent(platform, { bank });
    const { decision } = await bank.decisions.create({ consentId });
    const { decisionId, documentHash } = decision;
    expect(await replayed(decisionId, ...online())).toMatchObject({
      ok: true,
      documentHash,
      differences: [],
    });
    writeFileSync(join(folder, 'decision.json'), JSON.stringify(decision));
    expect(await replayed(join(folder, 'decision.json'))).toMatchObject({ ok: true, documentHash });
  });

  it('of the bank’s own, by the version in its record, also when that is retired', async () => {
    const { ye, luo } = await officers(platform);
    const own = await activated([ye, luo]);
    const bank = platform.bank();
    const { consentId } = await agreedConsent(platform, { bank });
    const { decision } = await bank.decisions.create({ consentId, policyId: own.policyId });
    await luo.call('policies.retire', { policyId: own.policyId, version: own.version });
    expect(await replayed(decision.decisionId, ...online())).toMatchObject({
      ...{ ok: true, differences: [], documentHash: nameOf(own).documentHash },
      policy: `${own.policyId}@${own.version}`,
    });
  });
});
