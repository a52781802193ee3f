import { BlockList } from 'node:net';
import { PlatformError } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressRule } from './address-rule.ts';
import { parseBlock } from './ip-address.ts';
import { METADATA_SERVICES, SPECIAL_IPV4, SPECIAL_IPV6 } from './special-purpose.ts';
import { writtenAddress } from './testing/written-address.ts';

const judge = addressRule([], []);
const SPECIAL = [...SPECIAL_IPV4, ...SPECIAL_IPV6];

/** First and last address of a block. */
const ends = (text: string): [string, string] => {
  const { family, value, prefix } = parseBlock(text)!;
  const size = 1n << BigInt((family === 4 ? 32 : 128) - prefix);
  return [writtenAddress({ family, value }), writtenAddress({ family, value: value + size - 1n })];
};

describe('addressRule · IANA special-purpose address registries, RFC 6890', () => {
  it.each(SPECIAL)('refuses $block, first and last ($purpose)', ({ block }) => {
    expect(ends(block).map(judge)).toEqual(['REFUSED', 'REFUSED']);
  });

  it.each([
    ['1.1.1.1', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0'],
    ['169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255', '192.169.0.0'],
    [
      '198.17.255.255',
      '198.20.0.0',
      '223.255.255.255',
      '2400:3200::1',
      '2606:4700::1111',
      '2003::',
      '3ffe:ffff::1',
    ],
  ])('lets the public neighbours of these blocks through: %s …', (...addresses) => {
    expect(addresses.filter((address) => judge(address) !== 'PUBLIC')).toEqual([]);
  });

  it.each(['::ffff:', '64:ff9b::'])('judges the IPv4 address inside %s', (prefix) => {
    const inside = ['127.0.0.1', '169.254.169.254', '10.0.0.1', '8.8.8.8'].map((ipv4) =>
      judge(`${prefix}${ipv4}`),
    );
    expect(inside).toEqual(['REFUSED', 'REFUSED', 'REFUSED', 'PUBLIC']);
  });

  it.each(['::127.0.0.1', '::7f00:1', '4000::1', '1::1', 'e000::1', '200::1', '64:ff9b:0:1::1'])(
    'refuses %s: no IPv6 address given out to hosts, RFC 4291 §2.4',
    (address) => {
      expect(judge(address)).toBe('REFUSED');
    },
  );

  it.each(['', 'localhost', 'fe80::1%eth0', '2606:4700::1111%lo', '127.1', '8.8.8.8 ', '010.8.8.8'])(
    'refuses %j, which is no address',
    (text) => {
      expect(judge(text)).toBe('REFUSED');
    },
  );

  it('lets no address of any listed block pass, whether written as itself, IPv4-mapped or through NAT64', () => {
    const list = new BlockList();
    for (const { block } of SPECIAL) {
      const [base = '', prefix] = block.split('/');
      list.addSubnet(base, Number(prefix), base.includes(':') ? 'ipv6' : 'ipv4');
    }
    const inBlock = fc.constantFrom(...SPECIAL).chain(({ block }) => {
      const { family, value, prefix } = parseBlock(block)!;
      const last = (1n << BigInt((family === 4 ? 32 : 128) - prefix)) - 1n;
      return fc.tuple(
        fc.bigInt({ min: 0n, max: last }).map((offset) => writtenAddress({ family, value: value + offset })),
        fc.constantFrom('', '::ffff:', '64:ff9b::'),
      );
    });
    fc.assert(
      fc.property(inBlock, ([address, prefix]) => {
        expect(list.check(address, address.includes(':') ? 'ipv6' : 'ipv4')).toBe(true);
        expect(judge(address.includes(':') ? address : `${prefix}${address}`)).toBe('REFUSED');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('blocks an operator opens or closes', () => {
  it('opens what is configured and nothing beside it', () => {
    const rule = addressRule(['10.20.0.0/16', 'fd12::/16'], []);
    expect(
      ['10.20.3.4', '::ffff:10.20.3.4', 'fd12::1', '10.21.0.1', '192.168.0.1', '8.8.8.8'].map(rule),
    ).toEqual(['OPENED', 'OPENED', 'OPENED', 'REFUSED', 'REFUSED', 'PUBLIC']);
  });

  it.each(METADATA_SERVICES)('keeps the metadata service %s closed in an opened block', (block) => {
    expect(ends(block).map(addressRule(['100.64.0.0/10', 'fc00::/7'], []))).toEqual(['REFUSED', 'REFUSED']);
  });

  it('closes public-looking addresses of the operator’s own network', () => {
    expect(['59.192.0.1', '59.191.255.255'].map(addressRule([], ['59.192.0.0/10']))).toEqual([
      'REFUSED',
      'PUBLIC',
    ]);
  });

  it.each([
    '169.254.0.0/16',
    '0.0.0.0/0',
    '0.0.0.0/8',
    '8.8.8.0/24',
    '::/0',
    'fe80::/10',
    '224.0.0.0/4',
    '10.0.0.0/7',
  ])('refuses to open %s: CONFIGURATION_INVALID', (block) => {
    expect(() => addressRule(['10.0.0.0/8', block], [])).toThrow(
      expect.objectContaining({
        code: 'CONFIGURATION_INVALID',
        errors: [{ path: 'allowPrivate.1', problem: expect.any(String) }],
      }),
    );
  });

  it.each(['10.0.0.1', '10.0.0.1/8', 'intranet', ''])('cannot read %j: CONFIGURATION_INVALID', (block) => {
    expect(() => addressRule([block], [])).toThrow(PlatformError);
    expect(() => addressRule([], [block])).toThrow(PlatformError);
  });
});
