import type { MessageLanguage, MessageTemplateName, NotificationId } from '@xinqiao/contracts';

/** A message ready to leave. */
export interface OutgoingMessage {
  /** The same at every attempt: what a gateway tells repetitions by. */
  readonly messageId: NotificationId;
  readonly template: MessageTemplateName;
  readonly language: MessageLanguage;
  /** E.164, addr-spec, or the id the city's app knows a person by. */
  readonly to: string;
  /** Subject or title; null in a text message. */
  readonly title: string | null;
  readonly text: string;
}

/** A way messages leave by. */
export interface Channel {
  /**
   * Hands a message over; returns once the next system has taken it. It gives up within 30 s: an attempt must be
   * over well before its lease of a minute is.
   *
   * @throws {ChannelError}
   */
  send(message: OutgoingMessage): Promise<void>;
}

/** Why a message did not leave. It holds a code and nothing else: gateways repeat addresses in what they say. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
  /** E.g. `HTTP_503`, `TIMED_OUT`, `SMTP_550`. */
  readonly code: string;
  /** Whether trying again is of no use. */
  readonly permanent: boolean;

  constructor(code: string, permanent = false) {
    super(`The message was not taken: ${code}.`);
    this.code = code;
    this.permanent = permanent;
  }
}
