import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin, parseAddress, parseBlock } from './ip-address.ts';
import { writtenAddress } from './testing/written-address.ts';

describe('parseAddress · RFC 4291 §2.2', () => {
  it.each([
    ['0.0.0.0', 4, 0n],
    ['127.0.0.1', 4, 0x7f000001n],
    ['255.255.255.255', 4, 0xffffffffn],
    ['::', 6, 0n],
    ['::1', 6, 1n],
    ['fe80::', 6, 0xfe80n << 112n],
    ['2001:db8:0:0:1:0:0:1', 6, 0x20010db8000000000001000000000001n],
    ['2001:DB8::1:0:0:1', 6, 0x20010db8000000000001000000000001n],
    ['::ffff:10.1.2.3', 6, 0xffff0a010203n],
    ['64:ff9b::169.254.169.254', 6, (0x64ff9bn << 96n) | 0xa9fea9fen],
  ])('%s', (text, family, value) => {
    expect(parseAddress(text)).toEqual({ family, value });
  });

  it.each([
    '',
    'localhost',
    '127.1',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '2130706433',
    '127.0.0.1.',
    '[::1]',
    'fe80::1%eth0',
    '::1%1',
    '1:2:3:4:5:6:7',
    ':::',
  ])('reads nothing from %j', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
});

describe('parseBlock · RFC 4632', () => {
  it.each([
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.1/8',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '::1/129',
    'fc00::1/7',
    'x/8',
  ])('refuses %j', (text) => {
    expect(parseBlock(text)).toBeUndefined();
  });

  it('finds a block inside a wider one, never the other way round', () => {
    const [wide, narrow] = [parseBlock('10.0.0.0/8')!, parseBlock('10.1.0.0/16')!];
    expect([isWithin(narrow, wide), isWithin(wide, narrow), isWithin(wide, wide)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('isWithin', () => {
  it('agrees with Node’s own block list, on addresses near the block’s edge too', () => {
    const hexGroups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
    const address = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      hexGroups.map((groups) => groups.map((group) => group.toString(16)).join(':')),
    );
    const block = fc.constantFrom(
      '10.0.0.0/8',
      '172.16.0.0/12',
      '192.0.2.0/24',
      '0.0.0.0/0',
      '2001::/23',
      'fc00::/7',
    );
    const near = block.chain((text) => {
      const { family, value, prefix } = parseBlock(text)!;
      const size = 1n << BigInt((family === 4 ? 32 : 128) - prefix);
      const all = 1n << (family === 4 ? 32n : 128n);
      return fc.constantFrom(value - 1n, value, value + size - 1n, value + size).map((edge) => ({
        text,
        address: writtenAddress({ family, value: (edge + all) % all }),
      }));
    });
    const any = fc.record({ text: block, address });
    fc.assert(
      fc.property(fc.oneof(any, near), ({ text, address }) => {
        const [base = '', prefix] = text.split('/');
        const list = new BlockList();
        list.addSubnet(base, Number(prefix), base.includes(':') ? 'ipv6' : 'ipv4');
        const family = address.includes(':') ? 'ipv6' : 'ipv4';
        // Node unwraps IPv4-mapped addresses here; that is the address rule's work.
        fc.pre(family === 'ipv4' || parseAddress(address)!.value >> 32n !== 0xffffn);
        expect(isWithin(parseAddress(address)!, parseBlock(text)!)).toBe(list.check(address, family));
      }),
    );
  });
});
