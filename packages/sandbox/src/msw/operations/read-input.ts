import { PlatformError } from '@xinqiao/contracts';

/**
 * Input of a call, for the operation to check: query or JSON body, and the members named in the path.
 *
 * @param bodyBytes Largest body.
 * @throws {PlatformError} `BODY_UNREADABLE`, `BODY_TOO_LARGE`, `MEDIA_TYPE_UNSUPPORTED`
 */
export async function readInput(request: Request, pathMembers: object, bodyBytes: number): Promise<unknown> {
  const given = request.method === 'GET' ? readQuery(request) : await readJson(request, bodyBytes);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  // A member of the path may not stand elsewhere too.
  const twice = Object.keys(pathMembers).filter((name) => Object.hasOwn(given, name));
  const marks = Object.fromEntries(twice.map((name) => [`${name} outside the path`, true]));
  return { ...given, ...pathMembers, ...marks };
}

/** A parameter that is given more than once is a list. */
function readQuery(request: Request): object {
  const { searchParams } = new URL(request.url);
  const values = [...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)] as const);
  return Object.fromEntries(values.map(([name, all]) => [name, all.length === 1 ? all[0] : all]));
}

async function readJson(request: Request, bodyBytes: number): Promise<unknown> {
  const type = request.headers.get('content-type');
  const text = await request.text();
  if (type === null && text === '') return {};
  if (!/^application\/json\s*(;|$)/i.test(type ?? '')) throw new PlatformError('MEDIA_TYPE_UNSUPPORTED');
  if (new TextEncoder().encode(text).length > bodyBytes) throw new PlatformError('BODY_TOO_LARGE');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PlatformError('BODY_UNREADABLE', { cause });
  }
}
