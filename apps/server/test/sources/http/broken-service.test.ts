import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileServer, send } from '../support/agency-world.ts';
import {
  answer,
  GRADE,
  type HostileAgency,
  hostileAgency,
  lie,
  READY,
  read,
  SECRET,
} from '../support/hostile-agency.ts';

let agency: HostileAgency;
beforeAll(async () => {
  agency = await hostileAgency();
});
afterAll(() => agency.close());

describe('a service that is slow, broken or too generous', () => {
  it('breaks off in the middle of its body', async () => {
    const code = await agency.refusal((asked, response) => {
      const good = agency.signed(asked, lie);
      response.writeHead(200, { ...good.headers, 'content-length': good.body.length * 3 });
      response.write(good.body.slice(0, 20), () => response.destroy());
    });
    expect(code).toBe('RESPONSE_BROKEN');
  });

  it('ends its body early and says that it is whole', async () => {
    const code = await agency.refusal((asked, response) => {
      const good = agency.signed(asked, lie);
      send(response, { ...good, body: good.body.slice(0, -5) });
    });
    expect(code).toBe('DIGEST_MISMATCH');
  });

  it('takes the question and says nothing', async () => {
    expect(await agency.refusal(() => undefined, agency.impatient)).toBe('TIMED_OUT');
  });

  it('sends a byte now and then', async () => {
    const code = await agency.refusal((asked, response) => {
      const good = agency.signed(asked, lie);
      response.writeHead(200, good.headers);
      let at = 0;
      const timer = setInterval(() => response.write(good.body[at++] ?? ' '), 50);
      response.on('close', () => clearInterval(timer));
    }, agency.impatient);
    expect(code).toBe('TIMED_OUT');
  });

  it('announces more than we take', async () => {
    const code = await agency.refusal((asked, response) => {
      const { headers } = agency.signed(asked, lie);
      response.writeHead(200, { ...headers, 'content-length': 200_001 });
      response.write('{');
    });
    expect(code).toBe('RESPONSE_TOO_LARGE');
  });

  it('sends without end, in chunks: we stop reading', async () => {
    let sent = 0;
    const code = await agency.refusal((asked, response) => {
      const { headers } = agency.signed(asked, lie);
      response.writeHead(200, headers);
      const more = () => {
        if (response.destroyed) return;
        sent += 4_096;
        response.write(' '.repeat(4_096), () => setImmediate(more));
      };
      more();
    });
    expect(code).toBe('RESPONSE_TOO_LARGE');
    expect(sent).toBeLessThan(5_000_000);
  });

  it('compresses what it was asked to send plain', async () => {
    const code = await agency.refusal((asked, response) => {
      const good = agency.signed(asked, lie);
      response.writeHead(200, { ...good.headers, 'content-encoding': 'gzip' });
      response.end(Buffer.from([0x1f, 0x8b, 8, 0]));
    });
    expect(code).toBe('DIGEST_MISMATCH');
  });

  it('speaks no HTTP', async () => {
    const code = await agency.refusal((_asked, response) => response.socket?.end(`${SECRET}\r\n\r\n`));
    expect(code).toBe('RESPONSE_BROKEN');
  });

  it('sends headers without end', async () => {
    const code = await agency.refusal((_asked, response) =>
      response.socket?.write(`HTTP/1.1 200 OK\r\n${`x: ${SECRET.repeat(20)}\r\n`.repeat(400)}`),
    );
    expect(code).toBe('RESPONSE_TOO_LARGE');
  });

  it.each([
    ['two lengths', 'content-length: 2\r\ncontent-length: 3\r\n\r\n{}x', 'RESPONSE_BROKEN'],
    ['a negative length', 'content-length: -2\r\n\r\n{}', 'RESPONSE_BROKEN'],
    ['a length and chunks', 'content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}', 'RESPONSE_BROKEN'],
    ['chunks of no size', 'transfer-encoding: chunked\r\n\r\nx\r\n{}', 'RESPONSE_BROKEN'],
    [
      'trailers without end',
      `transfer-encoding: chunked\r\n\r\n0\r\n${'x: y\r\n'.repeat(50_000)}`,
      'RESPONSE_TOO_LARGE',
    ],
  ])('frames its body by %s', async (_what, rest, expected) => {
    const code = await agency.refusal((_asked, response) =>
      response.socket?.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n${rest}`),
    );
    expect(code).toBe(expected);
  });

  it('announces an answer again and again, and never gives it', async () => {
    const code = await agency.refusal((_asked, response) => {
      const timer = setInterval(() => response.socket?.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 20);
      response.on('close', () => clearInterval(timer));
    }, agency.impatient);
    expect(code).toBe('TIMED_OUT');
  });

  it('adds a second answer after the first: it is never read', async () => {
    agency.server.behave((asked, response) => {
      const { headers, body } = agency.signed(asked, answer(READY));
      const fields = { ...headers, 'content-length': Buffer.byteLength(body) };
      const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
      response.socket?.end(`HTTP/1.1 200 OK\r\n${head.join('')}\r\n${body}HTTP/1.1 200 OK\r\n\r\n${SECRET}`);
    });
    expect((await read(agency.source)).get('tax.credit-grades')).toMatchObject({ records: [GRADE] });
  });

  it('is gone', async () => {
    const gone = await hostileServer();
    await gone.close();
    const from = agency.connect(gone.origin, { deadlineMs: 600 });
    await expect(read(from)).rejects.toMatchObject({ code: 'CONNECTION_FAILED' });
  });
});
