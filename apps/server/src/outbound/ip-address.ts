import { isIPv4, isIPv6 } from 'node:net';

export interface IpAddress {
  readonly family: 4 | 6;
  /** The address as one number of 32 or 128 bits. */
  readonly value: bigint;
}

/** All addresses that share the first `prefix` bits, e.g. `10.0.0.0/8` (RFC 4632, RFC 4291 §2.3). */
export interface AddressBlock extends IpAddress {
  readonly prefix: number;
}

const BITS = { 4: 32, 6: 128 } as const;

/** Reads an address in its standard text form; undefined for anything else, and for one with a zone id. */
export function parseAddress(text: string): IpAddress | undefined {
  if (isIPv4(text)) return { family: 4, value: numberOf(text.split('.').map(Number), 8n) };
  // A zone id names an interface of this very machine (RFC 4007 §11).
  if (!isIPv6(text) || text.includes('%')) return undefined;
  return { family: 6, value: numberOf(groupsOf(text), 16n) };
}

/** Reads a CIDR block; undefined unless it is well formed with no bit set behind the prefix. */
export function parseBlock(text: string): AddressBlock | undefined {
  const [, base = '', digits = ''] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const address = parseAddress(base);
  const prefix = Number(digits);
  if (address === undefined || prefix > BITS[address.family]) return undefined;
  const block = { ...address, prefix };
  const behind = BigInt(BITS[address.family] - prefix);
  return (address.value >> behind) << behind === address.value ? block : undefined;
}

/** True when the address, or the whole of a block, lies in the block. */
export function isWithin(inner: IpAddress | AddressBlock, block: AddressBlock): boolean {
  if (inner.family !== block.family || ('prefix' in inner && inner.prefix < block.prefix)) return false;
  const behind = BigInt(BITS[block.family] - block.prefix);
  return inner.value >> behind === block.value >> behind;
}

const numberOf = (parts: readonly number[], bits: bigint): bigint =>
  parts.reduce((value, part) => (value << bits) | BigInt(part), 0n);

/** The eight groups of a valid IPv6 text: `::` written out, a dotted tail as two groups (RFC 4291 §2.2). */
function groupsOf(text: string): number[] {
  const hexadecimal = text.replace(/\d+\.\d+\.\d+\.\d+$/, (dotted) => {
    const value = numberOf(dotted.split('.').map(Number), 8n);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const [head = [], tail] = hexadecimal
    .split('::')
    .map((part) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))));
  if (tail === undefined) return head;
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}
