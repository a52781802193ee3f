import { AuditLogError, type Checkpoint, type Sha256 } from '@xinqiao/audit-log';
import { CallFailed, ownFailure } from '@xinqiao/console';
import { LocalizedText } from '@xinqiao/contracts';
import { type Log, openLog } from './open-log.ts';
import { reasonText } from './reason-text.ts';

const METADATA = '/.well-known/xinqiao.json';
const CHECKPOINT = '/log/checkpoint';

const CANNOT_VERIFY: LocalizedText = {
  zh: '此浏览器无法验证日志签名（Ed25519）。请通过 HTTPS 打开本页，或更新浏览器。',
  en: 'This browser cannot verify the log’s signatures (Ed25519). Open this page over HTTPS, or update the browser.',
};

/** The platform's log as its metadata names it. @throws {CallFailed} */
export async function readLog(sha256: Sha256, signal: AbortSignal): Promise<Log> {
  const metadata = await read(METADATA, signal).then((response) => response.json().catch(() => null));
  const { origin, verifierKey, verifierKeys } =
    (metadata as { log?: Record<string, unknown> } | null)?.log ?? {};
  if (typeof origin !== 'string' || typeof verifierKey !== 'string') throw ownFailure('RESPONSE_UNEXPECTED');
  try {
    return await openLog(sha256, origin, verifierKey, earlierKeys(verifierKeys));
  } catch (cause) {
    if (cause instanceof AuditLogError) throw new CallFailed(cause.code, reasonText(cause.code), cause);
    throw new CallFailed('SIGNATURES_UNSUPPORTED', CANNOT_VERIFY, cause);
  }
}

const earlierKeys = (given: unknown): string[] =>
  (Array.isArray(given) ? given : []).flatMap((each: { verifierKey?: unknown } | null) =>
    typeof each?.verifierKey === 'string' ? [each.verifierKey] : [],
  );

/** The newest checkpoint, its signature verified; null while the log is empty. @throws {CallFailed} */
export async function readCheckpoint(log: Log, signal: AbortSignal): Promise<Required<Checkpoint> | null> {
  try {
    const checkpoint = await log.open(await read(CHECKPOINT, signal).then((response) => response.text()));
    return checkpoint.size > 0 ? checkpoint : null;
  } catch (error) {
    if (error instanceof CallFailed && error.code === 'ENTRY_NOT_INTEGRATED') return null;
    if (error instanceof AuditLogError) throw new CallFailed(error.code, reasonText(error.code), error);
    throw error;
  }
}

async function read(path: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(path, { signal }).catch((cause: unknown) => {
    throw ownFailure('SERVER_UNREACHABLE', cause);
  });
  if (response.ok) return response;
  const { code, message } = (await response.json().catch(() => ({}))) as {
    code?: unknown;
    message?: unknown;
  };
  const says = LocalizedText.safeParse(message);
  if (typeof code !== 'string' || !says.success) throw ownFailure('RESPONSE_UNEXPECTED');
  throw new CallFailed(code, says.data);
}
