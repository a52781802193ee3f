interface SpecialPurpose {
  readonly block: string;
  readonly purpose: string;
  /** An operator may open it, whole or in part, for hosts of its own network. */
  readonly mayBeOpened?: true;
}

/**
 * Addresses that are no host on the public internet, or only by a detour.
 *
 * Source: IANA IPv4 Special-Purpose Address Registry (RFC 6890), with multicast (RFC 5771).
 */
export const SPECIAL_IPV4: readonly SpecialPurpose[] = [
  { block: '0.0.0.0/8', purpose: 'this network, RFC 791 §3.2' },
  { block: '10.0.0.0/8', purpose: 'private use, RFC 1918', mayBeOpened: true },
  { block: '100.64.0.0/10', purpose: 'shared address space, RFC 6598', mayBeOpened: true },
  { block: '127.0.0.0/8', purpose: 'loopback, RFC 1122 §3.2.1.3', mayBeOpened: true },
  { block: '169.254.0.0/16', purpose: 'link local, cloud metadata, RFC 3927' },
  { block: '172.16.0.0/12', purpose: 'private use, RFC 1918', mayBeOpened: true },
  { block: '192.0.0.0/24', purpose: 'IETF protocol assignments, RFC 6890 §2.1' },
  { block: '192.0.2.0/24', purpose: 'documentation, RFC 5737' },
  { block: '192.31.196.0/24', purpose: 'AS112-v4, RFC 7535' },
  { block: '192.52.193.0/24', purpose: 'AMT, RFC 7450' },
  { block: '192.88.99.0/24', purpose: '6to4 relay anycast, RFC 7526' },
  { block: '192.168.0.0/16', purpose: 'private use, RFC 1918', mayBeOpened: true },
  { block: '192.175.48.0/24', purpose: 'direct delegation AS112, RFC 7534' },
  { block: '198.18.0.0/15', purpose: 'benchmarking, RFC 2544', mayBeOpened: true },
  { block: '198.51.100.0/24', purpose: 'documentation, RFC 5737' },
  { block: '203.0.113.0/24', purpose: 'documentation, RFC 5737' },
  { block: '224.0.0.0/4', purpose: 'multicast, RFC 5771' },
  { block: '240.0.0.0/4', purpose: 'reserved and limited broadcast, RFC 1112 §4, RFC 8190' },
];

/**
 * The same for IPv6. Source: IANA IPv6 Special-Purpose Address Registry (RFC 6890), with what RFC 4291 reserves.
 *
 * Two blocks of the registry are absent because the IPv4 address inside them is judged instead: `::ffff:0:0/96` and
 * `64:ff9b::/96`.
 */
export const SPECIAL_IPV6: readonly SpecialPurpose[] = [
  { block: '::/128', purpose: 'unspecified, RFC 4291 §2.5.2' },
  { block: '::1/128', purpose: 'loopback, RFC 4291 §2.5.3', mayBeOpened: true },
  { block: '64:ff9b:1::/48', purpose: 'local IPv4/IPv6 translation, RFC 8215' },
  { block: '100::/64', purpose: 'discard only, RFC 6666' },
  { block: '100:0:0:1::/64', purpose: 'dummy prefix, RFC 9780' },
  { block: '2001::/23', purpose: 'IETF protocol assignments with Teredo and ORCHID, RFC 2928' },
  { block: '2001:db8::/32', purpose: 'documentation, RFC 3849' },
  { block: '2002::/16', purpose: '6to4, RFC 3056' },
  { block: '2620:4f:8000::/48', purpose: 'direct delegation AS112, RFC 7534' },
  { block: '3fff::/20', purpose: 'documentation, RFC 9637' },
  { block: '5f00::/16', purpose: 'segment routing SIDs, RFC 9602' },
  { block: 'fc00::/7', purpose: 'unique local, RFC 4193', mayBeOpened: true },
  { block: 'fe80::/10', purpose: 'link local, RFC 4291 §2.5.6' },
  { block: 'fec0::/10', purpose: 'site local, RFC 3879' },
  { block: 'ff00::/8', purpose: 'multicast, RFC 4291 §2.7' },
];

/** The only IPv6 addresses given out to hosts (IANA IPv6 address space, RFC 4291 §2.4); all else is refused. */
export const GLOBAL_UNICAST_IPV6 = '2000::/3';

/** IPv6 addresses that stand for the IPv4 address in their last 32 bits. */
export const EMBEDDED_IPV4 = [
  '::ffff:0:0/96', // IPv4-mapped, RFC 4291 §2.5.5.2
  '64:ff9b::/96', // NAT64, RFC 6052
] as const;

/** Where clouds hand out the machine’s own credentials, outside link local: closed also in an opened block. */
export const METADATA_SERVICES = [
  '100.100.100.200/32', // Alibaba Cloud
  '168.63.129.16/32', // Azure; looks public
  'fd00:ec2::254/128', // AWS
  'fd20:ce::254/128', // Google Cloud
] as const;
