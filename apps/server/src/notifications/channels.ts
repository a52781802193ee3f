import type { ContactChannel } from '@xinqiao/contracts';
import type { Clock } from '../clock.ts';
import type { Outbound } from '../outbound/open-outbound.ts';
import type { Channel } from './channel.ts';
import { httpChannel } from './http-channel.ts';
import { type MessageConfiguration, secretOf } from './message-configuration.ts';
import { missingChannel, sandboxChannel } from './sandbox-channel.ts';
import { smtpChannel } from './smtp-channel.ts';

export interface ChannelsOptions {
  readonly configuration: MessageConfiguration;
  readonly sandbox: boolean;
  /** Scheme, host and port of the platform. */
  readonly origin: string;
  readonly outbound: Outbound;
  /** The real time. */
  readonly clock: Clock;
}

/** By what each kind of message leaves. */
export function channelsOf(options: ChannelsOptions): Record<ContactChannel, Channel> {
  const { configuration, sandbox, origin, outbound, clock } = options;
  if (sandbox) return { SMS: sandboxChannel, EMAIL: sandboxChannel, APP: sandboxChannel };
  const { XINQIAO_SMTP_URL: smtp, XINQIAO_SMTP_FROM: from } = configuration;
  const gateway = (url: string | undefined, key: string | undefined) =>
    url === undefined || key === undefined
      ? missingChannel
      : httpChannel({ url, secret: secretOf(key), outbound, clock });
  return {
    SMS: gateway(configuration.XINQIAO_SMS_URL, configuration.XINQIAO_SMS_KEY),
    APP: gateway(configuration.XINQIAO_APP_URL, configuration.XINQIAO_APP_KEY),
    EMAIL:
      smtp === undefined || from === undefined
        ? missingChannel
        : smtpChannel({ url: smtp, from, host: new URL(origin).hostname }),
  };
}
