import { hash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChannelError } from '../../src/notifications/channel.ts';
import { RETRIES_END_MS } from '../../src/notifications/retry.ts';
import { missingChannel } from '../../src/notifications/sandbox-channel.ts';
import { openQueue, type Queue, recordingChannel, unavailable } from './support/queue.ts';

const NUMBER = '13812345678';
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let queue: Queue;
beforeAll(async () => {
  queue = await openQueue();
});
afterAll(() => queue.close());
beforeEach(async () => {
  await queue.run('TRUNCATE notification, contact');
  queue.pass(DAY_MS);
});

/** The key service does not answer once. */
const keysAway = () =>
  vi.spyOn(queue.services.vault, 'openFor').mockRejectedValueOnce(new Error('the key service timed out'));

/** A bank whose business office has this number. */
async function bankWithNumber(address = NUMBER) {
  const bank = await queue.bank();
  await queue.contact(bank, 'BUSINESS', 'SMS', address);
  return bank;
}

describe('what is queued', () => {
  it('queues what an event means to the offices it concerns, and nobody else', async () => {
    const bank = await bankWithNumber();
    await queue.contact(bank, 'TECHNICAL', 'EMAIL', 'it@bank.example');
    await queue.contact(await queue.bank('别的银行'), 'BUSINESS', 'SMS', '13900000000');
    await queue.licenceEnds(bank);
    await queue.notify();
    expect(await queue.messages()).toMatchObject([
      {
        template: 'licence-expiring',
        channel: 'SMS',
        status: 'QUEUED',
        masked: '138****5678',
        params: { licence: 'FINANCIAL_LICENCE', validTo: '2026-12-31' },
      },
    ]);
  });

  it('keeps no address in the clear, neither as text nor as a plain hash', async () => {
    await queue.licenceEnds(await bankWithNumber());
    await queue.notify();
    const stored = JSON.stringify([
      await queue.run('SELECT * FROM notification'),
      await queue.run('SELECT * FROM contact'),
    ]);
    expect(stored).not.toContain(NUMBER);
    for (const encoding of ['hex', 'base64url'] as const)
      expect(stored).not.toContain(hash('sha256', `+86${NUMBER}`, encoding));
  });

  it('queues nothing twice, however often it runs and on however many nodes', async () => {
    await queue.licenceEnds(await bankWithNumber());
    await Promise.all([0, 1, 0, 1].map((node) => queue.notify(queue.workers[node])));
    await queue.notify();
    expect(await queue.messages()).toHaveLength(1);
  });

  it('queues nothing twice when its place in the stream is lost', async () => {
    await queue.licenceEnds(await bankWithNumber());
    await queue.notify();
    queue.pass(2 * DAY_MS);
    await queue.run('DELETE FROM event_consumer');
    await queue.notify();
    expect(await queue.messages()).toHaveLength(1);
  });

  it('leaves the words of the operator out: they are for the console', async () => {
    await queue.suspended(await bankWithNumber());
    await queue.notify();
    expect(JSON.stringify(await queue.messages())).not.toContain('仅供本机构人员');
  });

  it('passes over an event it does not understand, and tells of those behind it', async () => {
    const bank = await bankWithNumber();
    await queue.event(bank, 'cn.xinqiao.licence.expiring.v1', { nonsense: true });
    await queue.licenceEnds(bank);
    await queue.notify();
    expect(await queue.messages()).toHaveLength(1);
  });

  it('an address that does not open fails visibly, and all others are told', async () => {
    const bank = await bankWithNumber();
    const broken = await queue.contact(bank, 'BUSINESS', 'EMAIL', 'office@bank.example');
    await queue.run(`UPDATE contact SET sealed = 'garbage' WHERE id = $1`, [broken.id]);
    await queue.licenceEnds(bank);
    await queue.notify();
    expect(
      (await queue.messages()).map(({ status, last_error, sealed }) => [status, last_error, sealed === null]),
    ).toEqual(
      expect.arrayContaining([
        ['QUEUED', null, false],
        ['FAILED', 'MESSAGE_BROKEN', true],
      ]),
    );
    expect(queue.logged.join()).toContain(broken.id);
    expect(await queue.notify()).toBe(0);
  });

  it('waits for a key service that is away: nothing is given up for it', async () => {
    await queue.licenceEnds(await bankWithNumber());
    keysAway();
    await expect(queue.notify()).rejects.toThrow();
    expect(await queue.messages()).toEqual([]);
    await queue.notify();
    expect(await queue.messages()).toMatchObject([{ status: 'QUEUED' }]);
  });

  it('of two offices with one address, the one that does not open does not take the other’s place', async () => {
    const bank = await queue.bank();
    const broken = await queue.contact(bank, 'SECURITY', 'SMS', NUMBER);
    await queue.contact(bank, 'BUSINESS', 'SMS', NUMBER);
    await queue.run(`UPDATE contact SET sealed = 'garbage' WHERE id = $1`, [broken.id]);
    await queue.suspended(bank);
    await queue.notify();
    expect((await queue.messages()).map(({ status }) => status)).toEqual(['QUEUED']);
  });

  it('passes over what is about a participant that is not there, and tells of what is behind it', async () => {
    const bank = await bankWithNumber();
    await queue.suspended(bank, queue.services.newId('ptc') as typeof bank);
    await queue.licenceEnds(bank);
    await queue.notify();
    expect((await queue.messages()).map(({ template }) => template)).toEqual(['licence-expiring']);
    expect(await queue.notify()).toBe(0);
  });

  it.each([
    [
      'application-status-changed',
      'cn.xinqiao.application.status-changed.v1',
      { status: 'SUSPENDED', reason: 'MISUSE' },
      { status: 'SUSPENDED', reason: 'MISUSE' },
    ],
    [
      'application-status-changed',
      'cn.xinqiao.application.status-changed.v1',
      { status: 'ACTIVE', reason: null },
      { status: 'REINSTATED', reason: 'REINSTATED' },
    ],
    [
      'key-status-changed',
      'cn.xinqiao.key.status-changed.v1',
      { kid: 'k1', status: 'SUSPENDED', reason: 'LATER_CODE' },
      { key: 'k1', status: 'SUSPENDED', reason: 'OTHER' },
    ],
    [
      'key-status-changed',
      'cn.xinqiao.key.status-changed.v1',
      { kid: 'k1', status: 'IN_FORCE', reason: null },
      { key: 'k1', status: 'REINSTATED' },
    ],
    [
      'key-revoked',
      'cn.xinqiao.key.revoked.v1',
      { kid: 'k1', expiresAt: '2027-11-21T08:00:00.000Z' },
      { key: 'k1' },
    ],
  ] as const)('tells the technical and the security office: %s', async (template, type, data, told) => {
    const bank = await queue.bank();
    for (const office of ['TECHNICAL', 'SECURITY', 'BUSINESS'] as const)
      await queue.contact(bank, office, 'EMAIL', `${office.toLowerCase()}@bank.example`);
    const applicationId = await queue.application(bank);
    await queue.event(bank, type, { applicationId, ...data });
    await queue.notify();
    const messages = await queue.messages();
    expect(messages.map(({ masked }) => masked).sort()).toEqual(['s***@bank.example', 't***@bank.example']);
    expect(messages[0]).toMatchObject({ template, params: { application: '信贷系统', ...told } });
  });

  it('makes a hostile name harmless before it is stored', async () => {
    const bank = await queue.bank('甲\r\n【信桥】验证码\u202E evil.example');
    await queue.contact(bank, 'BUSINESS', 'SMS', NUMBER);
    await queue.suspended(bank);
    await queue.notify();
    expect((await queue.messages())[0]?.params.participant).toBe('甲 (信桥)验证码 evil·example');
  });

  it('writes to nobody whose contact has ended', async () => {
    const bank = await bankWithNumber();
    await queue.contact(bank, 'BUSINESS', 'SMS', '13900000000');
    await queue.licenceEnds(bank);
    await queue.notify();
    expect((await queue.messages()).map(({ masked }) => masked)).toEqual(['139****0000']);
  });

  it('tells a new address nothing of what happened before it was given', async () => {
    const bank = await queue.bank();
    await queue.licenceEnds(bank);
    queue.pass(1);
    await queue.contact(bank, 'BUSINESS', 'SMS', NUMBER);
    await queue.notify();
    expect(await queue.messages()).toEqual([]);
  });

  it('tells the operator’s security office of an act that waits for a second person, once', async () => {
    await queue.contact(queue.operatorParticipant, 'SECURITY', 'EMAIL', 'security@operator.example');
    await queue.contact(queue.operatorParticipant, 'BUSINESS', 'EMAIL', 'business@operator.example');
    await queue.run(
      `INSERT INTO proposal (id, kind, target_id, payload, reason, proposed_by, proposed_at, expires_at, status)
       VALUES ('prp_1', 'PARTICIPANT_STATUS', 'ptc_1', '{}', 'ADMITTED', 'officer-one', $1, $2, 'OPEN')`,
      [queue.now(), new Date(queue.now().getTime() + 7 * DAY_MS)],
    );
    await queue.notify();
    queue.pass(MINUTE_MS + 1);
    await queue.notify();
    expect(await queue.messages()).toMatchObject([
      {
        template: 'proposal-waiting',
        masked: 's***@operator.example',
        params: { proposal: 'PARTICIPANT_STATUS' },
      },
    ]);
  });

  it('tells the operator’s security office of an emergency, and not who opened it', async () => {
    await queue.contact(queue.operatorParticipant, 'SECURITY', 'EMAIL', 'security@operator.example');
    await queue.run(
      `INSERT INTO break_glass (id, identity_id, roles, reason, opened_at, expires_at)
       VALUES ('brk_1', 'officer-one', '{SECURITY}', '事故', $1, $2)`,
      [queue.now(), new Date(queue.now().getTime() + 3_600_000)],
    );
    await queue.notify();
    const [message] = (await queue.messages()).filter(({ template }) => template === 'break-glass-opened');
    expect(Object.keys(message?.params ?? {}).sort()).toEqual(['at', 'until']);
  });
});

describe('limits of an address', () => {
  it('one message of a template about the same a minute: the second is held back, visibly', async () => {
    const bank = await bankWithNumber();
    await queue.licenceEnds(bank);
    await queue.licenceEnds(bank);
    await queue.notify();
    expect((await queue.messages()).map(({ status, last_error }) => [status, last_error])).toEqual(
      expect.arrayContaining([
        ['QUEUED', null],
        ['SUPPRESSED', 'SAME_TEMPLATE_WITHIN_MINUTE'],
      ]),
    );
    expect((await queue.messages()).find(({ status }) => status === 'SUPPRESSED')?.sealed).toBeNull();
  });

  it('what is about something else is not held back: it is news', async () => {
    const bank = await bankWithNumber();
    await queue.licenceEnds(bank, 1);
    await queue.licenceEnds(bank, 2);
    await queue.notify();
    expect((await queue.messages()).map(({ status }) => status)).toEqual(['QUEUED', 'QUEUED']);
  });

  it('nobody silences a suspension by using up the ten of the day', async () => {
    const bank = await bankWithNumber();
    for (let licence = 0; licence < 11; licence++) await queue.licenceEnds(bank, licence);
    await queue.notify();
    await queue.suspended(bank);
    await queue.notify();
    const messages = await queue.messages();
    expect(messages.filter(({ last_error }) => last_error === 'DAILY_LIMIT')).toHaveLength(1);
    expect(messages.find(({ template }) => template === 'participant-status-changed')?.status).toBe('QUEUED');
  });

  it('also what is always told comes once a minute about the same', async () => {
    const bank = await bankWithNumber();
    await queue.suspended(bank);
    await queue.suspended(bank);
    await queue.notify();
    const reasons = (await queue.messages()).map(({ last_error }) => last_error ?? 'NONE');
    expect(reasons.sort()).toEqual(['NONE', 'SAME_TEMPLATE_WITHIN_MINUTE']);
  });

  it('another template, another address and another minute are not held back', async () => {
    const bank = await bankWithNumber();
    const other = await bankWithNumber('13900000000');
    await queue.licenceEnds(bank);
    await queue.suspended(bank);
    await queue.licenceEnds(other);
    await queue.notify();
    queue.pass(MINUTE_MS);
    await queue.licenceEnds(bank);
    await queue.notify();
    expect((await queue.messages()).map(({ status }) => status)).toEqual(Array(4).fill('QUEUED'));
  });

  it('ten messages within a day, of all templates and owners of the address together', async () => {
    const [one, other] = [await bankWithNumber(), await bankWithNumber(`+86${NUMBER}`)];
    for (let count = 0; count < 12; count++) {
      await queue.licenceEnds(count % 2 === 0 ? one : other);
      await queue.notify();
      queue.pass(MINUTE_MS);
    }
    const reasons = (await queue.messages()).map(({ last_error }) => last_error);
    expect(reasons).toEqual([...Array(10).fill(null), 'DAILY_LIMIT', 'DAILY_LIMIT']);
    queue.pass(DAY_MS);
    await queue.licenceEnds(one);
    await queue.notify();
    expect((await queue.messages()).at(-1)?.status).toBe('QUEUED');
  });

  it('two nodes that queue at once do not pass the limit together', async () => {
    const bank = await bankWithNumber();
    for (let count = 0; count < 4; count++) await queue.licenceEnds(bank);
    await Promise.all(queue.workers.map((worker) => queue.notify(worker)));
    expect((await queue.messages()).filter(({ status }) => status === 'QUEUED')).toHaveLength(1);
  });
});

describe('sendOnce', () => {
  async function queued() {
    await queue.licenceEnds(await bankWithNumber());
    await queue.notify();
  }

  it('hands the message over in words, and forgets the address', async () => {
    await queued();
    const { taken, channel } = recordingChannel();
    expect(await queue.send(channel)).toBe(1);
    expect(taken).toMatchObject([
      {
        to: `+86${NUMBER}`,
        title: null,
        text: '【信桥】许可“金融许可证”将于2026-12-31届满，此后停止服务。请尽快提交新许可。',
      },
    ]);
    expect(await queue.messages()).toMatchObject([{ status: 'SENT', sealed: null, attempts: 1 }]);
    expect(await queue.send(channel)).toBe(0);
  });

  it('tries again after a failure, not before its pause is over', async () => {
    await queued();
    const { taken, channel } = recordingChannel([unavailable(), unavailable()]);
    await queue.send(channel);
    expect(await queue.messages()).toMatchObject([{ status: 'QUEUED', last_error: 'HTTP_503' }]);
    queue.pass(59_000);
    expect(await queue.send(channel)).toBe(0);
    queue.pass(5_000);
    expect(await queue.send(channel)).toBe(1);
    queue.pass(5.3 * MINUTE_MS);
    await queue.send(channel);
    expect(taken).toHaveLength(1);
    expect(await queue.messages()).toMatchObject([{ status: 'SENT', attempts: 3, last_error: null }]);
  });

  it('tries again when the key service was away, and keeps the address for it', async () => {
    await queued();
    const { taken, channel } = recordingChannel();
    keysAway();
    await queue.send(channel);
    expect(await queue.messages()).toMatchObject([{ status: 'QUEUED', last_error: 'MESSAGE_UNOPENED' }]);
    queue.pass(2 * MINUTE_MS);
    await queue.send(channel);
    expect(taken).toHaveLength(1);
    expect(await queue.messages()).toMatchObject([{ status: 'SENT' }]);
  });

  it('gives up after eight attempts within a day, and forgets the address', async () => {
    await queued();
    const { channel } = recordingChannel(Array.from({ length: 20 }, unavailable));
    for (let count = 0; count < 20; count++) {
      await queue.send(channel);
      queue.pass(RETRIES_END_MS / 2);
    }
    expect(await queue.messages()).toMatchObject([
      { status: 'FAILED', attempts: 8, last_error: 'HTTP_503', sealed: null },
    ]);
  });

  it('gives up at once where trying again is of no use', async () => {
    await queued();
    await queue.send(recordingChannel([new ChannelError('SMTP_550', true)]).channel);
    expect(await queue.messages()).toMatchObject([
      { status: 'FAILED', attempts: 1, last_error: 'SMTP_550', sealed: null },
    ]);
  });

  it('says so when the installation has no such channel', async () => {
    await queued();
    await queue.send(missingChannel);
    expect(await queue.messages()).toMatchObject([
      { status: 'FAILED', last_error: 'CHANNEL_NOT_CONFIGURED' },
    ]);
  });

  it('a node that crashes between claim and outcome leaves the message to be sent again, under the same id', async () => {
    await queued();
    let claimed = () => {};
    const reached = new Promise<void>((resolve) => {
      claimed = resolve;
    });
    const seen: string[] = [];
    // A crash: the gateway took it, and the node never came back to write that down.
    void queue.send({
      send({ messageId }) {
        seen.push(messageId);
        claimed();
        return new Promise(() => {});
      },
    });
    await reached;
    const { taken, channel } = recordingChannel();
    expect(await queue.send(channel, 'SMS', {}, queue.workers[1])).toBe(0);
    queue.pass(MINUTE_MS);
    expect(await queue.send(channel, 'SMS', {}, queue.workers[1])).toBe(1);
    expect(taken.map(({ messageId }) => messageId)).toEqual(seen);
    expect(await queue.messages()).toMatchObject([{ status: 'SENT', attempts: 2 }]);
  });

  it('a node that wakes up after its lease does not overwrite what another wrote', async () => {
    await queued();
    let fail = (_: ChannelError) => {};
    let claimed = () => {};
    const reached = new Promise<void>((resolve) => {
      claimed = resolve;
    });
    const slow = queue.send({
      send: () =>
        new Promise((_, reject) => {
          fail = reject;
          claimed();
        }),
    });
    await reached;
    queue.pass(MINUTE_MS);
    await queue.send(recordingChannel().channel, 'SMS', {}, queue.workers[1]);
    fail(new ChannelError('HTTP_400', true));
    await slow;
    expect(await queue.messages()).toMatchObject([{ status: 'SENT', last_error: null }]);
  });

  it('two nodes at once send each message once', async () => {
    for (let count = 0; count < 12; count++) {
      await queue.licenceEnds(await bankWithNumber(`139000000${String(count).padStart(2, '0')}`));
    }
    await queue.notify();
    const { taken, channel } = recordingChannel();
    await Promise.all([0, 1, 0, 1].map((node) => queue.send(channel, 'SMS', {}, queue.workers[node])));
    expect(new Set(taken.map(({ messageId }) => messageId)).size).toBe(12);
    expect(taken).toHaveLength(12);
  });

  it('keeps to the limit of a channel a minute, on all nodes together', async () => {
    for (let count = 0; count < 6; count++) {
      await queue.licenceEnds(await bankWithNumber(`139000000${String(count).padStart(2, '0')}`));
    }
    await queue.notify();
    const { taken, channel } = recordingChannel();
    const round = () =>
      Promise.all(queue.workers.map((worker) => queue.send(channel, 'SMS', { perMinute: 4 }, worker)));
    await round();
    await round();
    expect(taken).toHaveLength(4);
    queue.pass(MINUTE_MS);
    await round();
    expect(taken).toHaveLength(6);
  });

  it('does not send what was moved under another contact’s name', async () => {
    await queued();
    await queue.run(`UPDATE notification SET id = 'ntf_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77'`);
    const { taken, channel } = recordingChannel();
    await queue.send(channel);
    expect(taken).toEqual([]);
    expect(await queue.messages()).toMatchObject([{ status: 'FAILED', last_error: 'MESSAGE_BROKEN' }]);
  });

  it('logs what failed, and no address, name or text', async () => {
    await queued();
    const before = queue.logged.length;
    const error = new Error(`550 ${NUMBER} unknown`);
    await queue.send({ send: () => Promise.reject(error) });
    const lines = queue.logged.slice(before).join('');
    expect(lines).toContain('UNEXPECTED');
    expect(lines).not.toContain(NUMBER);
    expect(lines).not.toContain('金融许可证');
    expect(JSON.stringify(await queue.messages())).not.toContain(NUMBER);
  });
});
