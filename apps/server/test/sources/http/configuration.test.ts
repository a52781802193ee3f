import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HostileAgency, hostileAgency, read } from '../support/hostile-agency.ts';

let agency: HostileAgency;
beforeAll(async () => {
  agency = await hostileAgency();
});
afterAll(() => agency.close());

describe('the configuration', () => {
  it.each([
    ['http to another machine', { url: 'http://data.agency.example' }, 'url'],
    ['http to a private address', { url: 'http://10.0.0.1' }, 'url'],
    ['http to a name that sounds like this machine', { url: 'http://127.0.0.1.agency.example' }, 'url'],
    ['a path in the address', { url: 'https://data.agency.example/api' }, 'url'],
    ['a user name in the address', { url: 'https://me@data.agency.example' }, 'url'],
    ['a key file that is not there', { keyFile: '/nowhere/key.json' }, 'keyFile'],
    [
      'a key that is none',
      { agencyKeys: [{ kid: 'a', kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }] },
      'agencyKeys.0',
    ],
    ['authorities that are not there', { authoritiesFile: '/nowhere/ca.pem' }, 'authoritiesFile'],
  ])('with %s is refused, and names the setting', (_what, fact, path) => {
    expect(() => agency.connect('https://data.agency.example', fact)).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION_INVALID', errors: [expect.objectContaining({ path })] }),
    );
  });

  it('does not reach a private address that was not opened', async () => {
    const closed = agency.connect(agency.server.origin.replace('http:', 'https:'), { privateAddresses: [] });
    await expect(read(closed)).rejects.toMatchObject({ code: 'ADDRESS_NOT_ALLOWED' });
  });
});
