import type { Sha256 } from '@xinqiao/audit-log';
import type { OperatorId } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from './clock.ts';
import type { Source } from './data/sources/source.ts';
import type { NewId } from './ids.ts';
import type { PlatformSigner } from './keys/statement.ts';

/** What the operations of the platform need, made once at start. Nothing here is state of its own. */
export interface Services {
  readonly operatorId: OperatorId;
  /** Connections as `xinqiao_application`: row security shows one participant at a time. */
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly sha256: Sha256;
  readonly signer: PlatformSigner;
  /** Origin line of the log’s checkpoints. */
  readonly logOrigin: string;
  readonly sources: readonly Source[];
  readonly logger: FastifyBaseLogger;
}
