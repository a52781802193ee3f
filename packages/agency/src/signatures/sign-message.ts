import { type BareItem, type InnerList, parseItem, serializeDictionary } from 'structured-headers';
import type { RequestMessage, ResponseMessage } from './http-message.ts';
import type { SigningKey } from './message-keys.ts';
import { signatureBase } from './signature-base.ts';

export interface SignatureTerms {
  /** Name of the signature within the message. */
  readonly label: string;
  /** Components as they stand in `Signature-Input`, such as `"@method"` or `"content-digest";req`. */
  readonly components: readonly string[];
  /** Parameters in order: `created` and `expires` in Unix seconds, `nonce`, `keyid`, `tag`. */
  readonly parameters: Readonly<Record<string, string | number>>;
}

/**
 * Signs a message (RFC 9421 §3.1).
 *
 * @param request The request a response answers; only with a response.
 * @returns The fields `signature-input` and `signature` to add.
 * @throws {AgencyError} `SIGNATURE_MALFORMED`, `SIGNATURE_INCOMPLETE`
 */
export function signMessage(
  { label, components, parameters }: SignatureTerms,
  key: SigningKey,
  message: RequestMessage | ResponseMessage,
  request?: RequestMessage,
): { readonly 'signature-input': string; readonly signature: string } {
  const input: InnerList = [
    components.map((component) => parseItem(component)),
    new Map<string, BareItem>(Object.entries(parameters)),
  ];
  const signature = key.sign(signatureBase(input, message, request));
  return {
    'signature-input': serializeDictionary({ [label]: input }),
    signature: serializeDictionary({ [label]: signature }),
  };
}
