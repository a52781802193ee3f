import { describe, expect, it } from 'vitest';
import { plainOrigin, readOrigin } from './origin.ts';

describe('readOrigin', () => {
  it.each([
    ['https://data.agency.example', 'data.agency.example'],
    ['https://Data.Agency.Example/', 'data.agency.example'],
    ['http://127.0.0.1:4710', '127.0.0.1:4710'],
    ['https://[::1]:8443', '[::1]:8443'],
  ])('reads %s', (text, authority) => {
    expect(readOrigin(text).authority).toBe(authority);
  });

  it.each([
    'data.agency.example',
    'ftp://data.agency.example',
    'https://data.agency.example/v1',
    'https://data.agency.example/?a',
    'https://data.agency.example#a',
    'https://user@data.agency.example',
    'https://127.1',
    '',
  ])('refuses %j', (text) => {
    expect(() => readOrigin(text)).toThrow(expect.objectContaining({ code: 'ORIGIN_INVALID' }));
  });
});

describe('plainOrigin', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:4710'],
    ['::1', 'http://[::1]:4710'],
  ])('of a service that listens on %s can be read', (host, origin) => {
    expect(plainOrigin(host, 4710)).toBe(origin);
    expect(readOrigin(origin).origin).toBe(origin);
  });
});
