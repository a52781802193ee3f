import { PlatformError } from '@xinqiao/contracts';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { loggerOptions } from './logger.ts';

/** What a line of the log would say. */
function logged(entry: object): string {
  const lines: string[] = [];
  pino(loggerOptions('info') as object, { write: (line: string) => lines.push(line) }).info(entry);
  return lines.join('');
}

describe('loggerOptions', () => {
  it('names the route of a request and nothing else of its address', () => {
    const address = '/interaction/91341602MA2MQ1XX59?code=secret-code';
    const req = { method: 'GET', url: address, routeOptions: { url: '/interaction/:uid' }, id: 'req_1' };
    expect(logged({ req })).toContain('"route":"/interaction/:uid"');
    expect(logged({ req })).not.toMatch(/secret-code|91341602/);
  });

  it('withholds it also when the error is all there is to the line', () => {
    expect(logged(new Error('Key (value)=(91341602MA2MQ1XX59) already exists'))).not.toContain('91341602');
  });

  it.each(['authorization', 'cookie', 'dpop', 'token', 'privateJwk'])('redacts %s', (name) => {
    expect(logged({ headers: { [name]: 'hunter2' } })).not.toContain('hunter2');
  });

  it('withholds the message of an error that is not ours, because databases repeat values there', () => {
    expect(logged({ err: new Error('Key (value)=(91341602MA2MQ1XX59) already exists') })).not.toContain(
      '91341602',
    );
  });

  it('keeps the message of our own errors', () => {
    expect(logged({ err: new PlatformError('CONSENT_REVOKED') })).toContain('This consent was revoked');
  });
});
