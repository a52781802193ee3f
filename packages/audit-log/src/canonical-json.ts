import canonicalize from 'canonicalize';
import { encodeUtf8 } from './bytes.ts';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [member: string]: JsonValue };

/** RFC 8785 bytes of a JSON value; `undefined` when it has none (not JSON, NaN, a lone surrogate, a cycle). */
export function canonicalJson(value: JsonValue): Uint8Array<ArrayBuffer> | undefined {
  try {
    const text = canonicalize(value);
    return text === undefined ? undefined : encodeUtf8(text);
  } catch {
    return undefined;
  }
}
