import type { Sha256 } from '@xinqiao/audit-log';
import type { CalendarDate, Environment, OperatorId } from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from './clock.ts';
import type { GuardedSource } from './data/sources/guard/guard-source.ts';
import type { NewId } from './ids.ts';
import type { PlatformSigner } from './keys/statement.ts';
import type { PersonalVault } from './keys/subject-keys/personal-vault.ts';
import type { Outbound } from './outbound/open-outbound.ts';

/** What the operations of the platform need, made once at start. Nothing here is state of its own. */
export interface Services {
  readonly operatorId: OperatorId;
  /** What kind of installation this is: applications of the other kind are refused. */
  readonly environment: Environment;
  /** Connections as `xinqiao_application`: row security shows one participant at a time. */
  readonly database: Database;
  /** Connections as `xinqiao_operator`: admission, staff and subjects. Only operations of its staff use it. */
  readonly operatorDatabase: Database;
  /** Time of the business: consents, licences, decisions. A sandbox may move it on. */
  readonly clock: Clock;
  /** The real time, by which tokens and keys are judged. */
  readonly tokenClock: Clock;
  readonly newId: NewId;
  readonly sha256: Sha256;
  readonly signer: PlatformSigner;
  /** HTTP to addresses that banks name. */
  readonly outbound: Outbound;
  readonly vault: PersonalVault;
  /** Origin line of the log’s checkpoints. */
  readonly logOrigin: string;
  /** In the order in which they are preferred. */
  readonly sources: readonly GuardedSource[];
  /** Days not worked beside Saturdays and Sundays. */
  readonly holidays: readonly CalendarDate[];
  readonly logger: FastifyBaseLogger;
}
