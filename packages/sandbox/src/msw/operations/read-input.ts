import { PlatformError } from '@xinqiao/contracts';

/** Largest body, in bytes. */
const BODY_LIMIT_BYTES = 64 * 1024;

/**
 * Input of a call: query or JSON body, and the members named in the path.
 *
 * @throws {PlatformError} `BODY_UNREADABLE`, `BODY_TOO_LARGE`, `MEDIA_TYPE_UNSUPPORTED`
 */
export async function readInput(request: Request, pathMembers: object): Promise<object> {
  const given =
    request.method === 'GET' ? Object.fromEntries(new URL(request.url).searchParams) : await readJson(request);
  return { ...given, ...pathMembers };
}

async function readJson(request: Request): Promise<object> {
  const type = request.headers.get('content-type');
  const text = await request.text();
  if (type === null && text === '') return {};
  if (!/^application\/json\s*(;|$)/i.test(type ?? '')) throw new PlatformError('MEDIA_TYPE_UNSUPPORTED');
  if (new TextEncoder().encode(text).length > BODY_LIMIT_BYTES) throw new PlatformError('BODY_TOO_LARGE');
  try {
    return (JSON.parse(text) ?? {}) as object;
  } catch (cause) {
    throw new PlatformError('BODY_UNREADABLE', { cause });
  }
}
