import { describe, expect, it } from 'vitest';
import { checkedUrl } from './checked-url.ts';

describe('checkedUrl', () => {
  it('gives what a request needs', () => {
    expect(checkedUrl('https://Keys.Bank.example:8443/a%20b?c=d')).toEqual({
      secure: true,
      hostname: 'keys.bank.example',
      port: 8443,
      authority: 'keys.bank.example:8443',
      path: '/a%20b?c=d',
    });
  });

  it('takes the scheme’s own port where none is named', () => {
    expect([checkedUrl('https://bank.example').port, checkedUrl('http://bank.example').port]).toEqual([
      443, 80,
    ]);
  });

  it.each([
    ['a trailing dot', 'https://bank.example./', 'bank.example'],
    ['IPv6 brackets', 'https://[2606:4700::1111]/', '2606:4700::1111'],
    ['a decimal IPv4 address', 'https://2130706433/', '127.0.0.1'],
    ['a Chinese name', 'https://银行.中国/', 'xn--jn2a72x.xn--fiqs8s'],
  ])('normalises %s', (_, url, hostname) => {
    expect(checkedUrl(url).hostname).toBe(hostname);
  });

  it.each([
    ['no scheme', 'bank.example/keys'],
    ['a relative path', '/keys'],
    ['nothing', ''],
    ['ftp', 'ftp://bank.example/keys'],
    ['file', 'file:///etc/passwd'],
    ['data', 'data:application/json,{}'],
    ['javascript', 'javascript:alert(1)'],
    ['gopher', 'gopher://bank.example/'],
    ['a user name', 'https://me@bank.example/'],
    ['a user name and password', 'https://me:secret@bank.example/'],
    ['a password alone', 'https://:secret@bank.example/'],
    ['a fragment', 'https://bank.example/#keys'],
    ['an empty fragment', 'https://bank.example/#'],
    ['an address with a zone id', 'https://[fe80::1%25eth0]/'],
    ['a port beyond 65 535', 'https://bank.example:65536/'],
    ['more than 2 048 characters', `https://bank.example/${'a'.repeat(2_048)}`],
  ])('refuses %s', (_, url) => {
    expect(() => checkedUrl(url)).toThrow(expect.objectContaining({ code: 'URL_NOT_ALLOWED' }));
  });

  it('names nothing of the URL in its error', () => {
    const refused = () => checkedUrl('https://me:secret@bank.example/token?key=1');
    expect(refused).toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/secret|bank|token/) }),
    );
  });
});
