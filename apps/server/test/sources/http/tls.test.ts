import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSigned } from '../../../src/outbound/testing/self-signed.ts';
import { hostileServer, send } from '../support/agency-world.ts';
import { answer, type HostileAgency, hostileAgency, READY, read } from '../support/hostile-agency.ts';

let agency: HostileAgency;
beforeAll(async () => {
  agency = await hostileAgency();
});
afterAll(() => agency.close());

describe('over TLS', () => {
  const NAME = 'tax.example';
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-authorities-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const fileOf = (name: string, certificate: string) => {
    const authoritiesFile = join(folder, `${name}.pem`);
    writeFileSync(authoritiesFile, certificate);
    return authoritiesFile;
  };

  /** What comes of a read of an agency in the far, which shows the certificate of that name. */
  async function readOver(certified: string, fact: (certificate: string) => object) {
    const tls = selfSigned(certified);
    const far = await hostileServer(tls);
    far.behave((asked, response) => send(response, agency.signed(asked, answer(READY))));
    const port = Number(new URL(far.origin).port);
    const from = agency.connect(
      `https://${NAME}`,
      { privateAddresses: [], ...fact(tls.certificate) },
      {
        resolve: async () => ['93.184.215.14'],
        connect: () => connectTcp({ host: '127.0.0.1', port }),
      },
    );
    const outcome = await read(from).catch((error: { code: string }) => error.code);
    await far.close();
    return typeof outcome === 'string' ? outcome : outcome.get('tax.credit-grades')?.kind;
  }

  it('reads from an agency whose certificate comes from its own network’s authority', async () => {
    const trusted = (certificate: string) => ({ authoritiesFile: fileOf('own', certificate) });
    expect(await readOver(NAME, trusted)).toBe('records');
  });

  it.each([
    ['an authority nobody configured', NAME, () => ({})],
    [
      'a certificate of another name',
      'other.example',
      (text: string) => ({ authoritiesFile: fileOf('other', text) }),
    ],
  ])('believes nobody with %s, though the answer is signed', async (_what, certified, fact) => {
    expect(await readOver(certified, fact)).toBe('TLS_FAILED');
  });
});
