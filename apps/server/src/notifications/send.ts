import {
  type ContactChannel,
  MESSAGE_TEMPLATES,
  type MessageLanguage,
  type MessageTemplateName,
  type NotificationId,
  renderMessage,
} from '@xinqiao/contracts';
import {
  type ClaimedNotification,
  claimNotifications,
  type Database,
  type Prisma,
  type Tx,
} from '@xinqiao/db';
import { neverOpens } from '../keys/subject-keys/never-opens.ts';
import type { Services } from '../services.ts';
import { type Channel, ChannelError, type OutgoingMessage } from './channel.ts';
import { addressLabel } from './contacts.ts';
import { BROKEN } from './enqueue.ts';
import { openParameters } from './of-codes.ts';
import { pauseAfter } from './retry.ts';

/** How long a claimed message is ours, in milliseconds; also the minute the limit of a channel counts. */
const LEASE_MS = 60_000;
/** Why a message was not tried: its address cannot be opened for now, as while the key service is away. */
const UNOPENED = 'MESSAGE_UNOPENED';
/** Most messages of a channel under way at once on this node. */
const AT_ONCE = 8;

export interface SendServices extends Pick<Services, 'clock' | 'vault' | 'logger'> {
  /** Scheme, host and port of the platform, for links. */
  readonly origin: string;
  /** Most attempts a minute and channel, on all nodes together. */
  readonly perMinute: number;
}

/**
 * Sends what is due on one channel.
 *
 * At least once: a node that crashes after the gateway took a message and before it wrote that down lets it be sent
 * again, under the same message id. No protocol here can rule that out.
 *
 * @param database Connections as `xinqiao_worker`.
 * @returns Messages tried.
 */
export async function sendOnce(
  services: SendServices,
  database: Database,
  name: ContactChannel,
  channel: Channel,
): Promise<number> {
  const { clock, perMinute } = services;
  const now = clock.now();
  const leasedUntil = new Date(now.getTime() + LEASE_MS);
  const claimed = await database.transaction({}, (tx) =>
    claimNotifications(tx, { channel: name, now, leasedUntil, limit: AT_ONCE, perLease: perMinute }),
  );
  await Promise.all(
    claimed.map(async (message) => {
      const error = await attempt(services, database, name, channel, message);
      const data = outcome(services, message, error);
      if (error !== undefined)
        services.logger.warn(
          { messageId: message.id, channel: name, code: error.code, status: data.status },
          'message not sent',
        );
      await database.transaction({}, (tx) =>
        // Somebody else's by now, if our lease ran out.
        tx.notification.updateMany({
          where: { id: message.id, status: 'QUEUED', leasedUntil: message.leasedUntil },
          data,
        }),
      );
    }),
  );
  return claimed.length;
}

async function attempt(
  { vault, origin }: SendServices,
  database: Database,
  name: ContactChannel,
  channel: Channel,
  claimed: ClaimedNotification,
): Promise<ChannelError | undefined> {
  const opened = await database
    .transaction({}, (tx) => openMessage(vault, tx, claimed))
    .catch((error: unknown) =>
      neverOpens(error) ? new ChannelError(BROKEN, true) : new ChannelError(UNOPENED),
    );
  if (opened instanceof ChannelError) return opened;
  const { id, template, language } = claimed;
  let message: OutgoingMessage;
  try {
    if (!Object.hasOwn(MESSAGE_TEMPLATES, template)) throw new TypeError('not a message');
    const of = { template: template as MessageTemplateName, language: language as MessageLanguage };
    const { to, parameters } = opened;
    const written = renderMessage(of.template, parameters, { channel: name, language: of.language, origin });
    message = { messageId: id as NotificationId, ...of, to, ...written };
  } catch {
    return new ChannelError(BROKEN, true);
  }
  return channel.send(message).then(
    () => undefined,
    (error: unknown) => (error instanceof ChannelError ? error : new ChannelError('UNEXPECTED')),
  );
}

/** Address and parameters in the clear. */
async function openMessage(
  vault: SendServices['vault'],
  tx: Tx,
  { id, template, sealed, params }: ClaimedNotification,
): Promise<{ readonly to: string; readonly parameters: unknown }> {
  const to = await vault.openFor(tx, addressLabel(id), sealed ?? '');
  return { to, parameters: await openParameters(vault, tx, template, params) };
}

/** What is written down: SENT, FAILED for good, or when to try again. The address is forgotten with the last attempt. */
function outcome(
  { clock }: SendServices,
  { attempts }: ClaimedNotification,
  error: ChannelError | undefined,
): Prisma.NotificationUpdateManyMutationInput {
  if (error === undefined) return { status: 'SENT', sentAt: clock.now(), sealed: null, lastError: null };
  const pause = error.permanent ? undefined : pauseAfter(attempts, Math.random());
  if (pause === undefined) return { status: 'FAILED', sealed: null, lastError: error.code };
  return { nextAttemptAt: new Date(clock.now().getTime() + pause), lastError: error.code };
}
