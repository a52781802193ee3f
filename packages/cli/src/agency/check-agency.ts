import { AgencyError } from '@xinqiao/agency';
import { AgencySubject } from '@xinqiao/contracts';
import { answerChecks, signatureChecks } from './agency-checks.ts';
import { readPrivateKey, readPublicKey, wrong } from './agency-files.ts';
import { clientOf, type Deviation, waitFor } from './call-agency.ts';

export interface CheckOptions {
  readonly url: string;
  /** The platform’s credentials file. */
  readonly key: string;
  /** The agency’s public key. */
  readonly agency: string;
  /** A credit code the agency holds records of. */
  readonly code?: string;
  /** Seconds to wait for the service to come up. */
  readonly wait: string;
  readonly json: boolean;
}

/**
 * Calls a service as the platform would, and as somebody who only pretends to be the platform, and says what it did wrong.
 *
 * The process ends with 1 when a check failed.
 *
 * @throws {PlatformError} `CONFIGURATION_INVALID`
 */
export async function checkAgency(options: CheckOptions): Promise<void> {
  if (options.code !== undefined && !AgencySubject.shape.code.safeParse(options.code).success)
    throw wrong('--code', 'is not a code: digits and capitals');
  if (!(Number(options.wait) >= 0)) throw wrong('--wait', 'is not a number of seconds');
  const key = readPrivateKey('--key', options.key);
  const agencyKey = readPublicKey('--agency', options.agency);
  const open = (fact: Partial<Deviation> = {}) => clientOf(options.url, key, agencyKey, fact);
  await waitFor(open(), Number(options.wait));
  const checks = [...signatureChecks(open), ...answerChecks(open(), options.code)];
  let failed = 0;
  for (const { name, check } of checks) {
    const problem = await problemOf(check);
    if (problem !== undefined) failed++;
    if (options.json)
      process.stdout.write(`${JSON.stringify({ check: name, ok: problem === undefined, problem })}\n`);
    else
      process.stdout.write(
        `${problem === undefined ? '✓' : '✗'} ${name}${problem === undefined ? '' : `: ${problem}`}\n`,
      );
  }
  process.stderr.write(failed === 0 ? 'all as it should be\n' : `${failed} of ${checks.length} failed\n`);
  if (failed > 0) process.exitCode = 1;
}

async function problemOf(check: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    if (error instanceof AgencyError)
      return error.status === undefined ? error.message : `${error.message} (${error.status})`;
    return error instanceof Error ? error.message : 'unknown';
  }
}
