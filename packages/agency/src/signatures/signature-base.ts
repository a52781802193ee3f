import {
  type BareItem,
  type InnerList,
  type Item,
  isInnerList,
  parseDictionary,
  serializeInnerList,
  serializeItem,
} from 'structured-headers';
import { AgencyError } from '../agency-error.ts';
import type { RequestMessage, ResponseMessage } from './http-message.ts';

/** Parameters a component may have: `req` takes it from the request, `key` one member of a dictionary field. */
const PARAMETERS = ['req', 'key'];

/** Component as it stands in `Signature-Input`: `"signature";req;key="xinqiao"`. */
export const componentName = (component: Item): string => serializeItem(component);

/**
 * The text that is signed (RFC 9421 §2.5), as bytes.
 *
 * @param input Covered components and parameters, in the order in which they stand in `Signature-Input`.
 * @param request The request a response answers; only with a response.
 * @throws {AgencyError} `SIGNATURE_MALFORMED` for a component named twice or not known,
 *   `SIGNATURE_INCOMPLETE` for one the message has not
 */
export function signatureBase(
  input: InnerList,
  message: RequestMessage | ResponseMessage,
  request?: RequestMessage,
): Uint8Array {
  const names = new Set<string>();
  const lines = input[0].map((component) => {
    const name = componentName(component);
    if (names.has(name)) throw new AgencyError('SIGNATURE_MALFORMED');
    names.add(name);
    return `${name}: ${componentValue(component, message, request)}`;
  });
  lines.push(`"@signature-params": ${serializeInnerList(input)}`);
  return new TextEncoder().encode(lines.join('\n'));
}

function componentValue(
  [name, parameters]: Item,
  message: RequestMessage | ResponseMessage,
  request: RequestMessage | undefined,
): string {
  if (typeof name !== 'string') throw new AgencyError('SIGNATURE_MALFORMED');
  for (const parameter of parameters.keys())
    if (!PARAMETERS.includes(parameter)) throw new AgencyError('SIGNATURE_MALFORMED');
  const ofRequest = parameters.get('req');
  if (ofRequest !== undefined && (ofRequest !== true || request === undefined))
    throw new AgencyError('SIGNATURE_MALFORMED');
  const from = ofRequest === true && request !== undefined ? request : message;
  const key = parameters.get('key');
  if (name.startsWith('@')) {
    if (key !== undefined) throw new AgencyError('SIGNATURE_MALFORMED');
    return derived(name, from);
  }
  const field = Object.hasOwn(from.fields, name) ? from.fields[name] : undefined;
  if (field === undefined) throw new AgencyError('SIGNATURE_INCOMPLETE');
  return key === undefined ? field.trim() : memberOf(field, key);
}

/** Derived components (RFC 9421 §2.2), those that both sides see alike behind a proxy. */
function derived(name: string, message: RequestMessage | ResponseMessage): string {
  if ('status' in message) {
    if (name === '@status') return String(message.status);
  } else {
    if (name === '@method') return message.method;
    if (name === '@authority') return message.authority;
    if (name === '@path') return message.path;
    if (name === '@query') return message.query;
  }
  throw new AgencyError('SIGNATURE_MALFORMED');
}

/** One member of a dictionary field, written strictly (RFC 9421 §2.1.2). */
function memberOf(field: string, key: BareItem): string {
  const member = typeof key === 'string' ? readDictionary(field).get(key) : undefined;
  if (member === undefined) throw new AgencyError('SIGNATURE_INCOMPLETE');
  return isInnerList(member) ? serializeInnerList(member) : serializeItem(member);
}

/** @throws {AgencyError} `SIGNATURE_MALFORMED` */
export function readDictionary(field: string): ReturnType<typeof parseDictionary> {
  try {
    return parseDictionary(field);
  } catch {
    throw new AgencyError('SIGNATURE_MALFORMED');
  }
}
