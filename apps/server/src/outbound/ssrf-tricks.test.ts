import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openOutbound } from './open-outbound.ts';

/** Spellings of an address inside our own network that somebody may name as a key or webhook address. */
const SPELLINGS: readonly (readonly [trick: string, url: string])[] = [
  ['dotted loopback', 'https://127.0.0.1/'],
  ['the rest of loopback', 'https://127.255.255.254/'],
  ['two parts', 'https://127.1/'],
  ['three parts', 'https://127.0.1/'],
  ['decimal', 'https://2130706433/'],
  ['hexadecimal', 'https://0x7f000001/'],
  ['hexadecimal parts', 'https://0x7f.0x0.0x0.0x1/'],
  ['hexadecimal, two parts', 'https://0x7f.1/'],
  ['octal', 'https://017700000001/'],
  ['octal parts', 'https://0177.0.0.01/'],
  ['octal with leading zeros', 'https://00000177.0.0.1/'],
  ['mixed bases', 'https://0177.0x0.0.1/'],
  ['a trailing dot', 'https://127.0.0.1./'],
  ['a decimal with a trailing dot', 'https://2130706433./'],
  ['percent-encoded digits', 'https://%31%32%37.0.0.1/'],
  ['percent-encoded dots', 'https://127%2e0%2e0%2e1/'],
  ['full-width digits', 'https://１２７.０.０.１/'],
  ['ideographic full stops', 'https://127。0。0。1/'],
  ['half-width ideographic full stops', 'https://127｡0｡0｡1/'],
  ['circled digits', 'https://①②⑦.⓪.⓪.①/'],
  ['mathematical digits', 'https://𝟏𝟐𝟕.𝟎.𝟎.𝟏/'],
  ['a soft hyphen', 'https://127.0.0.1\u00ad/'],
  ['a zero-width space', 'https://127.0.0.1\u200b/'],
  ['a tab inside', 'https://127.0.\t0.1/'],
  ['a line break inside', 'https://127.0.0\n.1/'],
  ['backslashes', 'https:\\\\127.0.0.1\\'],
  ['one slash', 'https:/127.0.0.1/'],
  ['no slash', 'https:127.0.0.1/'],
  ['many slashes', 'https://///127.0.0.1/'],
  ['upper-case scheme', 'HTTPS://127.0.0.1/'],
  ['spaces around', '  https://127.0.0.1/  '],
  ['a port', 'https://127.0.0.1:5432/'],
  ['an empty port', 'https://127.0.0.1:/'],
  ['this network', 'https://0.0.0.0/'],
  ['zero', 'https://0/'],
  ['this network, other host', 'https://0.1.2.3/'],
  ['private 10/8', 'https://10.0.0.1/'],
  ['private 10/8 in hexadecimal', 'https://0xa000001/'],
  ['private 172.16/12', 'https://172.31.255.255/'],
  ['private 192.168/16', 'https://192.168.0.1/'],
  ['private 192.168/16, two parts', 'https://192.11010049/'],
  ['carrier-grade NAT', 'https://100.64.0.1/'],
  ['cloud metadata', 'https://169.254.169.254/latest/meta-data/'],
  ['cloud metadata, decimal', 'https://2852039166/'],
  ['cloud metadata, hexadecimal', 'https://0xA9FEA9FE/'],
  ['cloud metadata, octal', 'https://0251.0376.0251.0376/'],
  ['cloud metadata, three parts', 'https://169.254.43518/'],
  ['Alibaba Cloud metadata', 'https://100.100.100.200/'],
  ['Azure wire server', 'https://168.63.129.16/'],
  ['AWS metadata over IPv6', 'https://[fd00:ec2::254]/'],
  ['broadcast', 'https://255.255.255.255/'],
  ['multicast', 'https://224.0.0.1/'],
  ['IPv6 loopback', 'https://[::1]/'],
  ['IPv6 loopback written out', 'https://[0000:0000:0000:0000:0000:0000:0000:0001]/'],
  ['IPv6 unspecified', 'https://[::]/'],
  ['IPv4-mapped loopback', 'https://[::ffff:127.0.0.1]/'],
  ['IPv4-mapped loopback in hexadecimal', 'https://[::ffff:7f00:1]/'],
  ['IPv4-mapped written out', 'https://[0:0:0:0:0:ffff:7f00:0001]/'],
  ['IPv4-mapped metadata', 'https://[::ffff:a9fe:a9fe]/'],
  ['IPv4-compatible loopback', 'https://[::127.0.0.1]/'],
  ['IPv4-translated loopback', 'https://[::ffff:0:127.0.0.1]/'],
  ['NAT64 of metadata', 'https://[64:ff9b::a9fe:a9fe]/'],
  ['local NAT64', 'https://[64:ff9b:1::7f00:1]/'],
  ['6to4 of loopback', 'https://[2002:7f00:1::]/'],
  ['6to4 of a private address', 'https://[2002:a00:1::1]/'],
  ['Teredo', 'https://[2001:0:4136:e378:8000:63bf:80ff:fffe]/'],
  ['unique local', 'https://[fd12:3456:789a::1]/'],
  ['link local', 'https://[fe80::1]/'],
  ['link local with a zone', 'https://[fe80::1%25lo]/'],
  ['site local', 'https://[fec0::1]/'],
  ['IPv6 multicast', 'https://[ff02::1]/'],
  ['documentation', 'https://[2001:db8::1]/'],
  ['plain http', 'http://127.0.0.1/'],
  ['plain http to a public address', 'http://93.184.215.14/'],
  ['a public user name before the address', 'https://bank.example@127.0.0.1/'],
  ['a public user name and password', 'https://bank.example:443@127.0.0.1/'],
  ['a fragment that looks like the host', 'https://127.0.0.1#@bank.example/'],
  ['a backslash before the sign', 'https://127.0.0.1\\@bank.example/'],
  ['a file', 'file:///etc/passwd'],
  ['gopher', 'gopher://127.0.0.1:6379/_FLUSHALL'],
  ['dict', 'dict://127.0.0.1:11211/stats'],
  ['ftp', 'ftp://127.0.0.1/'],
  ['a URL inside a URL', 'jar:https://127.0.0.1/!/'],
];

/** Names that look harmless, and what their owner’s DNS server answers. */
const ANSWERS: readonly (readonly [trick: string, addresses: readonly string[]])[] = [
  ['loopback', ['127.0.0.1']],
  ['IPv6 loopback', ['::1']],
  ['metadata', ['169.254.169.254']],
  ['public first, private second', ['93.184.215.14', '10.0.0.1']],
  ['private first, public second', ['192.168.1.1', '93.184.215.14']],
  ['public IPv6, private IPv4', ['2606:4700::1111', '172.16.0.1']],
  ['a private address behind many public ones', [...Array<string>(50).fill('93.184.215.14'), '10.0.0.1']],
  ['IPv4-mapped loopback', ['::ffff:127.0.0.1']],
  ['NAT64 of a private address', ['64:ff9b::10.0.0.1']],
  ['6to4 of loopback', ['2002:7f00:1::1']],
  ['an address with a zone', ['fe80::1%eth0']],
  ['a public address with a zone', ['2606:4700::1111%eth0']],
  ['an odd spelling', ['0x7f.1']],
  ['another name', ['localhost']],
  ['nothing readable', ['']],
];

/** A client that records every connection asked for and makes none. */
function recording(resolve: (hostname: string) => Promise<readonly string[]>) {
  const connections: string[] = [];
  const outbound = openOutbound({
    resolve,
    connect: ({ address }) => {
      connections.push(address);
      return new Socket().destroy(new Error('The recorder connects to nothing.'));
    },
  });
  const call = (url: string) =>
    outbound
      .request({ url, method: 'GET', maxResponseBytes: 1_000, timeoutMs: 5_000 })
      .then(() => 'ANSWERED')
      .catch((error: { code: string }) => error.code);
  return { call, connections };
}

const REFUSED = /^(URL|ADDRESS)_NOT_ALLOWED$/;

describe('server-side request forgery: not one connection is attempted', () => {
  // The resolver answers whatever is left as a name with a public address, so only the spelling itself can save us.
  it.each(SPELLINGS)('to %s: %j', async (_, url) => {
    const { call, connections } = recording(async () => ['93.184.215.14']);
    expect(await call(url)).toMatch(REFUSED);
    expect(connections).toEqual([]);
  });

  it.each(ANSWERS)('to a name that resolves to %s', async (_, addresses) => {
    const { call, connections } = recording(async () => addresses);
    expect(await call('https://keys.bank.example/')).toMatch(REFUSED);
    expect(connections).toEqual([]);
  });

  it('to a private address by a name that changes its mind, however often it is asked', async () => {
    const answers = [
      '93.184.215.14',
      '127.0.0.1',
      '93.184.215.14',
      '169.254.169.254',
      '10.0.0.1',
      '93.184.215.14',
    ];
    const { call, connections } = recording(async () => [answers.shift() ?? '']);
    const outcomes: string[] = [];
    while (answers.length > 0) outcomes.push(await call('https://keys.bank.example/'));
    expect(outcomes).toEqual([
      'CONNECTION_FAILED',
      'ADDRESS_NOT_ALLOWED',
      'CONNECTION_FAILED',
      'ADDRESS_NOT_ALLOWED',
      'ADDRESS_NOT_ALLOWED',
      'CONNECTION_FAILED',
    ]);
    expect(connections).toEqual(['93.184.215.14', '93.184.215.14', '93.184.215.14']);
  });

  it('the recorder does see a connection that is allowed', async () => {
    const { call, connections } = recording(async () => ['93.184.215.14']);
    expect(await call('https://keys.bank.example/')).toBe('CONNECTION_FAILED');
    expect(connections).toEqual(['93.184.215.14']);
  });
});
