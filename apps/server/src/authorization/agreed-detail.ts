import { type ConsentId, DATA_CONSENT_TYPE } from '@xinqiao/contracts';
import type { AuthorizationDetail } from 'oidc-provider';

export interface AgreedDetail {
  /** Items in the end, with those she chose. */
  readonly items: readonly string[];
  /** Code of the firm whose data it is; undefined of whoever has none. */
  readonly uscc: string | undefined;
  readonly consentId: ConsentId | string;
}

/**
 * What was asked, as a token states it once it is agreed (RFC 9396 §7): the items in the end, whose data it is, and the
 * consent it became.
 *
 * @param asked `authorization_details` as they were sent: one object in an array, which passed when it came.
 */
export function agreedDetail(asked: unknown, { items, uscc, consentId }: AgreedDetail): AuthorizationDetail {
  const [detail = {}] = JSON.parse(String(asked)) as Record<string, unknown>[];
  const { optionalItems: _offered, customer: _named, ...rest } = detail;
  return {
    ...rest,
    ...(uscc === undefined ? {} : { customer: { uscc } }),
    type: DATA_CONSENT_TYPE,
    items: [...items],
    consent_id: consentId,
  };
}
