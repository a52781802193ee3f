import type { KeyHistory, OperatorId } from '@xinqiao/contracts';
import type { z } from 'zod';
import { openKeyHistory } from './key-history.ts';
import { fault, type OpenedStatement, openStatement, type StatementKind } from './open-statement.ts';

/** A statement that is what it should be. */
export interface VerifiedStatement<Content> extends OpenedStatement {
  readonly content: Content;
}

/**
 * Verifies a signed statement offline, however long ago it was signed: as `openStatement`, what it holds, and that it
 * is of the operator whose keys these are.
 *
 * @param keys The key history: as published and kept, or opened.
 * @throws {PlatformError} `SIGNATURE_INVALID`; `details.reason` is a `StatementFault`
 */
export async function verifyStatement<Content extends { readonly operatorId: OperatorId }>(
  jws: string,
  keys: string | KeyHistory,
  kind: StatementKind,
  schema: z.ZodType<Content>,
): Promise<VerifiedStatement<Content>> {
  const history = typeof keys === 'string' ? await openKeyHistory(keys) : keys;
  const opened = await openStatement(jws, kind, history.keys);
  const parsed = schema.safeParse(opened.content);
  if (!parsed.success) throw fault('CONTENT', parsed.error);
  if (parsed.data.operatorId !== history.operatorId) throw fault('OPERATOR');
  return { ...opened, content: parsed.data };
}
