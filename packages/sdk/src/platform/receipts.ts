import { AuditReceipt } from '@xinqiao/contracts';
import { refuseMismatches } from '../schema.ts';
import type { PlatformMetadata } from './metadata.ts';
import type { Statements } from './statements.ts';

/** A signed promise that a read is in the access log. Keep `jws` in the loan file; `audit.prove` redeems it. */
export interface Receipt {
  /** As signed by the platform, compact JWS (RFC 7515). */
  readonly jws: string;
  /** What it says; its signature was verified. */
  readonly payload: AuditReceipt;
}

/** Opens receipts of the platform's log. */
export class Receipts {
  readonly #statements: Statements;
  readonly #metadata: () => Promise<PlatformMetadata>;

  constructor(statements: Statements, metadata: () => Promise<PlatformMetadata>) {
    this.#statements = statements;
    this.#metadata = metadata;
  }

  /** @throws {PlatformError} `SIGNATURE_INVALID`, `RESPONSE_UNEXPECTED` (also for a receipt of another log) */
  async open(jws: string): Promise<Receipt> {
    const payload = await this.#statements.open(jws, 'xinqiao-receipt+jwt', AuditReceipt);
    const { log } = await this.#metadata();
    refuseMismatches(payload.logOrigin === log.origin ? [] : ['receipt.logOrigin']);
    return { jws, payload };
  }
}
