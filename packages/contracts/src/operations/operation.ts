import type { z } from 'zod';
import type { ErrorCode } from '../errors/index.ts';
import type { LocalizedText } from '../values/index.ts';
import type { Scope } from './scope.ts';

/**
 * One operation of the platform, declared once. REST route, tRPC procedure, OpenAPI path and SDK method
 * all derive from this value.
 */
export interface Operation<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
  Method extends 'GET' | 'POST' = 'GET' | 'POST',
  Write extends boolean = Method extends 'POST' ? true : false,
> {
  /** Dotted name, `resource.verb`: the tRPC path and the OpenAPI operationId. */
  readonly name: `${string}.${string}`;
  readonly method: Method;
  /** REST path; `{name}` takes that member of the input. */
  readonly path: `/v1/${string}`;
  readonly summary: LocalizedText;
  readonly scope: Scope;
  readonly input: Input;
  readonly output: Output;
  /** Status of success. Default 200. */
  readonly status: 200 | 201;
  /** Codes a caller should handle, beyond those every operation can give. */
  readonly errors: readonly ErrorCode[];
  /** A write: it needs an Idempotency-Key. A POST is one, but for a dry run. */
  readonly write: Write;
  /** Largest body, in bytes. Default {@link BODY_BYTES}. */
  readonly bodyBytes: number;
}

type IsWrite<Method, DryRun> = Method extends 'POST' ? (DryRun extends true ? false : true) : false;

/** Largest body of most operations; a consent request has two or three kilobytes. */
export const BODY_BYTES = 64 * 1024;

interface Declaration<
  Input extends z.ZodObject,
  Output extends z.ZodType,
  Method extends 'GET' | 'POST',
  DryRun extends boolean,
> extends Omit<Operation<Input, Output, Method>, 'status' | 'errors' | 'write' | 'bodyBytes'> {
  readonly status?: 200 | 201;
  readonly errors?: readonly ErrorCode[];
  readonly bodyBytes?: number;
  /** A POST that changes nothing: its question is too large for an address. */
  readonly dryRun?: DryRun;
}

/** Declares an operation. POST is a write unless it is a dry run, GET is not. */
export const operation = <
  Input extends z.ZodObject,
  Output extends z.ZodType,
  const Method extends 'GET' | 'POST',
  const DryRun extends boolean = false,
>({
  dryRun,
  ...declaration
}: Declaration<Input, Output, Method, DryRun>): Operation<
  Input,
  Output,
  Method,
  IsWrite<Method, DryRun>
> => ({
  ...declaration,
  status: declaration.status ?? 200,
  errors: declaration.errors ?? [],
  bodyBytes: declaration.bodyBytes ?? BODY_BYTES,
  write: (declaration.method === 'POST' && dryRun !== true) as IsWrite<Method, DryRun>,
});
