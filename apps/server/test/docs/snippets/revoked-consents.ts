import type { CloudEvent } from '@xinqiao/sdk';

/** What to do with an event: its type tells what its data is. */
export function consentToStopUsing(event: CloudEvent): string | undefined {
  switch (event.type) {
    case 'cn.xinqiao.consent.revoked.v1':
    case 'cn.xinqiao.consent.expired.v1':
      return event.data.consentId;
    default:
      return undefined;
  }
}
