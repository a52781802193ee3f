import { type Channel, ChannelError } from './channel.ts';

/** Nothing leaves a sandbox: the message is read at `/sandbox/messages`. */
export const sandboxChannel: Channel = { send: async () => undefined };

/** A channel the installation has no adapter for. */
export const missingChannel: Channel = {
  async send() {
    throw new ChannelError('CHANNEL_NOT_CONFIGURED', true);
  },
};
