import { z } from 'zod';
import { PlatformError } from '../errors/index.ts';
import type { ContactChannel } from './contact.ts';

/** Where a message goes. */
export interface Address {
  /** E.164, addr-spec, or the id the city's app knows a person by. */
  readonly value: string;
  /** What may be shown and logged of it. */
  readonly masked: string;
}

/** Mainland mobile numbers, 11 digits, with or without +86 (YD/T 1038 numbering plan). */
const MOBILE = /^(?:\+86)?(1[3-9][0-9]{9})$/;
/** No space, control character or quoting, so nothing can be added to a header (RFC 5321 §4.5.3.1 lengths). */
const EMAIL = z
  .email()
  .max(254)
  .regex(/^[\x21-\x7e]{1,64}@[a-zA-Z0-9.-]{1,189}$/);
const APP_ID = /^[A-Za-z0-9][A-Za-z0-9-]{1,62}$/;

/** @throws {PlatformError} `RECIPIENT_INVALID`; the address is not repeated */
export function parseAddress(channel: ContactChannel, text: string): Address {
  const refused = () => new PlatformError('RECIPIENT_INVALID', { details: { channel } });
  if (channel === 'SMS') {
    const [, number] = MOBILE.exec(text) ?? [];
    if (number === undefined) throw refused();
    return { value: `+86${number}`, masked: `${number.slice(0, 3)}****${number.slice(7)}` };
  }
  if (channel === 'EMAIL') {
    if (!EMAIL.safeParse(text).success) throw refused();
    const [local = '', domain = ''] = text.split('@');
    return { value: `${local}@${domain.toLowerCase()}`, masked: `${local[0]}***@${domain.toLowerCase()}` };
  }
  if (!APP_ID.test(text)) throw refused();
  return { value: text, masked: `${text.slice(0, 2)}***` };
}
