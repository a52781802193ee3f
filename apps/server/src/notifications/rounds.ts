import { ContactChannel as Channels, type ContactChannel } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import type { Round } from '../worker/worker.ts';
import type { Channel } from './channel.ts';
import { forgetMessages } from './forget.ts';
import { type NotifyServices, notifyOnce } from './notify.ts';
import { type SendServices, sendOnce } from './send.ts';

/** The worker's rounds for messages. A round for each channel: a gateway that hangs holds up no other. */
export const messageRounds = (
  services: NotifyServices & SendServices,
  database: Database,
  channels: Readonly<Record<ContactChannel, Channel>>,
): Round[] => [
  { name: 'notify', pauseMs: 1_000, run: () => notifyOnce(services, database) },
  ...Channels.options.map((name) => ({
    name: `send ${name}`,
    pauseMs: 1_000,
    run: () => sendOnce(services, database, name, channels[name]),
  })),
  { name: 'forget messages', pauseMs: 3_600_000, run: () => forgetMessages(database, services.clock) },
];
