import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type OutboundRequest, openOutbound } from './open-outbound.ts';
import { FAR_ADDRESS, FAR_NAME, farHttps, nearHttp } from './testing/far-host.ts';

const get = (fact: Partial<OutboundRequest> = {}): OutboundRequest => ({
  url: `https://${FAR_NAME}/keys`,
  method: 'GET',
  maxResponseBytes: 1_000,
  timeoutMs: 10_000,
  ...fact,
});
const code = (text: string) => expect.objectContaining({ name: 'OutboundError', code: text });
const answering = (text: string) => (_: unknown, response: { end(text: string): void }) => response.end(text);
const never = () => new Promise<never>(() => {});

describe('a URL that is only checked', () => {
  it.each([
    ['https://10.0.0.1/', 'ADDRESS_NOT_ALLOWED'],
    ['http://93.184.215.14/', 'URL_NOT_ALLOWED'],
    ['https://user@bank.example/', 'URL_NOT_ALLOWED'],
  ])('%s is refused as a request to it would be', async (url, reason) => {
    const { outbound, connections } = await farHttps(answering(''));
    await expect(outbound.check(url)).rejects.toEqual(code(reason));
    expect(connections).toEqual([]);
  });

  it('is resolved, and nothing is connected', async () => {
    const { outbound, connections, questions } = await farHttps(answering(''));
    await outbound.check(`https://${FAR_NAME}/keys`);
    expect({ questions, connections }).toEqual({ questions: [FAR_NAME], connections: [] });
  });
});

describe('where a request may go', () => {
  it('reaches a public host over https', async () => {
    const { outbound, connections } = await farHttps(answering('hello'));
    const { status, body } = await outbound.request(get());
    expect({ status, text: new TextDecoder().decode(body), connections }).toEqual({
      status: 200,
      text: 'hello',
      connections: [`${FAR_ADDRESS}:443`],
    });
  });

  it('refuses the whole answer when one of its addresses is private', async () => {
    const { outbound, connections } = await farHttps(answering(''), {
      resolve: async () => [FAR_ADDRESS, '10.0.0.1'],
    });
    await expect(outbound.request(get())).rejects.toEqual(code('ADDRESS_NOT_ALLOWED'));
    expect(connections).toEqual([]);
  });

  it('connects to the address it checked when the name changes its mind (DNS rebinding)', async () => {
    const answers = [[FAR_ADDRESS], ['169.254.169.254']];
    const { outbound, connections, questions } = await farHttps(answering(''), {
      resolve: async () => answers.shift() ?? [],
    });
    await outbound.request(get());
    expect({ questions, connections }).toEqual({
      questions: [FAR_NAME],
      connections: [`${FAR_ADDRESS}:443`],
    });
    await expect(outbound.request(get())).rejects.toEqual(code('ADDRESS_NOT_ALLOWED'));
    expect(connections).toEqual([`${FAR_ADDRESS}:443`]);
  });

  it('checks an address in the URL without asking the resolver', async () => {
    const { outbound, connections, questions } = await farHttps(answering(''));
    await expect(outbound.request(get({ url: 'https://192.168.1.1/' }))).rejects.toEqual(
      code('ADDRESS_NOT_ALLOWED'),
    );
    expect({ questions, connections }).toEqual({ questions: [], connections: [] });
  });

  it('refuses plain http to the public internet', async () => {
    const { outbound, connections } = await nearHttp(answering(''), { resolve: async () => [FAR_ADDRESS] });
    await expect(outbound.request(get({ url: 'http://bank.example/' }))).rejects.toEqual(
      code('URL_NOT_ALLOWED'),
    );
    expect(connections).toEqual([]);
  });

  it('refuses plain http before any DNS query where no block is opened', async () => {
    const { outbound, questions } = await farHttps(answering(''));
    await expect(outbound.request(get({ url: 'http://bank.example/' }))).rejects.toEqual(
      code('URL_NOT_ALLOWED'),
    );
    expect(questions).toEqual([]);
  });

  it('speaks plain http inside an opened block', async () => {
    const { outbound, connections } = await nearHttp(answering('near'));
    const { status } = await outbound.request(get({ url: 'http://gateway.city.internal:8080/sms' }));
    expect({ status, connections }).toEqual({ status: 200, connections: ['10.0.0.1:8080'] });
  });

  it('asks the system’s resolver and opens TCP itself unless told otherwise', async () => {
    const server = createServer((_, response) => response.end('here')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
    });
    const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
    const { body } = await openOutbound({ allowPrivate: ['127.0.0.0/8', '::1/128'] }).request(get({ url }));
    expect(new TextDecoder().decode(body)).toBe('here');
    await expect(openOutbound({ allowPrivate: ['10.0.0.0/8'] }).request(get({ url }))).rejects.toEqual(
      code('ADDRESS_NOT_ALLOWED'),
    );
  });

  it('does not follow a redirect to the metadata service', async () => {
    const { outbound, connections } = await farHttps((_, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
    );
    const { status, headers } = await outbound.request(get());
    expect(status).toBe(302);
    expect(headers.location).toBe('http://169.254.169.254/latest/meta-data/');
    expect(connections).toEqual([`${FAR_ADDRESS}:443`]);
  });
});

describe('when no answer comes', () => {
  it('says that a name has no address', async () => {
    const { outbound } = await farHttps(answering(''), { resolve: async () => [] });
    await expect(outbound.request(get())).rejects.toEqual(code('NAME_NOT_RESOLVED'));
  });

  it('says that the resolver failed, with its code', async () => {
    const failure = Object.assign(new Error('getaddrinfo ENOTFOUND bank.example'), { code: 'ENOTFOUND' });
    const { outbound } = await farHttps(answering(''), { resolve: () => Promise.reject(failure) });
    await expect(outbound.request(get())).rejects.toMatchObject({
      code: 'NAME_NOT_RESOLVED',
      systemCode: 'ENOTFOUND',
    });
  });

  it('counts the DNS query into the time limit', async () => {
    const { outbound, connections } = await farHttps(answering(''), { resolve: never });
    await expect(outbound.request(get({ timeoutMs: 50 }))).rejects.toEqual(code('TIMED_OUT'));
    expect(connections).toEqual([]);
  });

  it('asks once for a name that many want while it hangs, and anew when it was answered', async () => {
    const answers: ((addresses: readonly string[]) => void)[] = [];
    const { outbound } = await farHttps(answering('ok'), {
      resolve: () => new Promise((resolve) => answers.push(resolve)),
    });
    const many = [1, 2, 3].map(() => outbound.request(get()));
    await nextTurn();
    expect(answers).toHaveLength(1);
    answers[0]?.([FAR_ADDRESS]);
    for (const each of many) expect((await each).status).toBe(200);
    const later = outbound.request(get());
    await expect.poll(() => answers.length).toBe(2);
    answers[1]?.(['10.0.0.1']);
    await expect(later).rejects.toEqual(code('ADDRESS_NOT_ALLOWED'));
  });

  it('makes no connection when the resolver answers after the time limit', async () => {
    let answer: (addresses: readonly string[]) => void = () => {};
    const { outbound, connections } = await farHttps(answering(''), {
      resolve: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    await expect(outbound.request(get({ timeoutMs: 50 }))).rejects.toEqual(code('TIMED_OUT'));
    answer([FAR_ADDRESS]);
    await nextTurn();
    expect(connections).toEqual([]);
  });

  it('breaks off when the caller waits no more, and lets the connection go', async () => {
    const leaving = new AbortController();
    const { outbound, openConnections } = await farHttps(() => leaving.abort());
    await expect(outbound.request(get({ signal: leaving.signal }))).rejects.toEqual(code('TIMED_OUT'));
    await expect.poll(openConnections).toBe(0);
  });

  it('connects to nobody when the caller has left before', async () => {
    const { outbound, connections, questions } = await farHttps(never);
    const request = get({ signal: AbortSignal.abort() });
    await expect(outbound.request(request)).rejects.toEqual(code('TIMED_OUT'));
    expect({ connections, questions }).toEqual({ connections: [], questions: [] });
  });

  it('breaks off what is under way when closed, and takes no more', async () => {
    const { outbound } = await farHttps(never);
    const running = expect(outbound.request(get())).rejects.toEqual(code('CONNECTION_FAILED'));
    outbound.close();
    await running;
    await expect(outbound.request(get())).rejects.toEqual(code('CONNECTION_FAILED'));
  });
});
