import { PlatformError } from '@xinqiao/contracts';
import { type AddressBlock, type IpAddress, isWithin, parseAddress, parseBlock } from './ip-address.ts';
import {
  EMBEDDED_IPV4,
  GLOBAL_UNICAST_IPV6,
  METADATA_SERVICES,
  SPECIAL_IPV4,
  SPECIAL_IPV6,
} from './special-purpose.ts';

/** PUBLIC: on the internet. OPENED: in a block the operator opened. REFUSED: no connection, ever. */
export type Verdict = 'PUBLIC' | 'OPENED' | 'REFUSED';

const blocks = (texts: readonly string[]): AddressBlock[] => texts.flatMap((text) => parseBlock(text) ?? []);

const special = [...SPECIAL_IPV4, ...SPECIAL_IPV6];
const SPECIAL = blocks(special.map(({ block }) => block));
const OPENABLE = blocks(special.filter(({ mayBeOpened }) => mayBeOpened).map(({ block }) => block));
const METADATA = blocks(METADATA_SERVICES);
const EMBEDDED = blocks(EMBEDDED_IPV4);
const GLOBAL_IPV6 = blocks([GLOBAL_UNICAST_IPV6]);

/**
 * The rule which addresses may be connected to.
 *
 * @param opened CIDR blocks of the operator’s own network, each inside a private, shared, loopback, benchmarking or
 *   unique-local block
 * @param closed CIDR blocks refused though they look public, e.g. a government extranet with public numbers
 * @throws {PlatformError} `CONFIGURATION_INVALID` for a block that cannot be read or must stay closed
 */
export function addressRule(
  opened: readonly string[],
  closed: readonly string[],
): (address: string) => Verdict {
  const open = configured('allowPrivate', opened);
  const shut = [...METADATA, ...configured('refuse', closed)];
  const wrong = open.findIndex((block) => !OPENABLE.some((openable) => isWithin(block, openable)));
  if (wrong >= 0) throw invalid(`allowPrivate.${wrong}`, 'Only a block of private addresses can be opened.');

  return (text) => {
    const written = parseAddress(text);
    if (written === undefined) return 'REFUSED';
    const address = embeddedIn(written) ?? written;
    const inAny = (list: readonly AddressBlock[]) => list.some((block) => isWithin(address, block));
    if (inAny(shut)) return 'REFUSED';
    if (inAny(open)) return 'OPENED';
    if (inAny(SPECIAL)) return 'REFUSED';
    return address.family === 4 || inAny(GLOBAL_IPV6) ? 'PUBLIC' : 'REFUSED';
  };
}

/** The IPv4 address an IPv6 address stands for, if it does. */
const embeddedIn = (address: IpAddress): IpAddress | undefined =>
  EMBEDDED.some((block) => isWithin(address, block))
    ? { family: 4, value: address.value & 0xffff_ffffn }
    : undefined;

const configured = (name: string, texts: readonly string[]): AddressBlock[] =>
  texts.map((text, at) => {
    const block = parseBlock(text);
    if (block === undefined) throw invalid(`${name}.${at}`, 'Write a CIDR block such as 10.20.0.0/16.');
    return block;
  });

const invalid = (path: string, problem: string) =>
  new PlatformError('CONFIGURATION_INVALID', { errors: [{ path, problem }] });
