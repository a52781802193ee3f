import type { IpAddress } from '../ip-address.ts';

/** The text of an address: dotted, or eight groups of hexadecimal digits. */
export const writtenAddress = ({ family, value }: IpAddress): string =>
  family === 4
    ? [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.')
    : (value.toString(16).padStart(32, '0').match(/.{4}/g) ?? []).join(':');
