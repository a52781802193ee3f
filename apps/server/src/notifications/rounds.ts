import { ContactChannel as Channels, type ContactChannel } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import type { Round } from '../worker/worker.ts';
import type { Channel } from './channel.ts';
import { forgetMessages } from './forget.ts';
import { type NotifyServices, tellAsked, tellEvents, tellWaiting } from './notify.ts';
import { type SendServices, sendOnce } from './send.ts';

/**
 * The worker's rounds for messages. However many events wait or however much banks ask, what else is to be told is
 * looked up once in a while only, and waits for none of it. A round for each channel: a gateway that hangs holds up no
 * other.
 */
export const messageRounds = (
  services: NotifyServices & SendServices,
  database: Database,
  channels: Readonly<Record<ContactChannel, Channel>>,
): Round[] => [
  { name: 'tell events', pauseMs: 1_000, run: () => tellEvents(services, database) },
  { name: 'tell what waits', pauseMs: 1_000, run: () => tellWaiting(services, database) },
  { name: 'tell what is asked', pauseMs: 1_000, run: () => tellAsked(services, database) },
  ...Channels.options.map((name) => ({
    name: `send ${name}`,
    pauseMs: 1_000,
    run: () => sendOnce(services, database, name, channels[name]),
  })),
  { name: 'forget messages', pauseMs: 3_600_000, run: () => forgetMessages(database, services.clock) },
];
