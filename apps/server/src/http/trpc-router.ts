import { initTRPC, TRPCError } from '@trpc/server';
import { ERRORS, type ErrorCode, OPERATIONS, type OperationName, PlatformError } from '@xinqiao/contracts';
import { toPlatformError } from './problem-reply.ts';
import { type Call, type Handlers, type OutputOf, runOperation } from './run-operation.ts';
import { getStatusKeyFromCode } from './trpc-status.ts';

export interface TrpcContext {
  readonly handlers: Handlers;
  readonly call: Call;
}

const t = initTRPC.context<TrpcContext>().create({
  errorFormatter: ({ shape, error }) => {
    const { code, errors, details } = refusalOf(error);
    return {
      message: ERRORS[code].message.en,
      code: shape.code,
      data: { httpStatus: shape.data.httpStatus, code, message: ERRORS[code].message, errors, details },
    };
  },
});

/** What tRPC refuses by itself, before it has found an operation. */
const OWN: Readonly<Partial<Record<TRPCError['code'], ErrorCode>>> = {
  NOT_FOUND: 'ROUTE_NOT_FOUND',
  METHOD_NOT_SUPPORTED: 'ROUTE_NOT_FOUND',
  PARSE_ERROR: 'BODY_UNREADABLE',
  BAD_REQUEST: 'BODY_UNREADABLE',
  UNSUPPORTED_MEDIA_TYPE: 'MEDIA_TYPE_UNSUPPORTED',
  PAYLOAD_TOO_LARGE: 'BODY_TOO_LARGE',
};

/** The error of the platform that a caller of tRPC is told. */
export const refusalOf = (error: TRPCError): PlatformError =>
  error.cause instanceof PlatformError
    ? error.cause
    : new PlatformError(OWN[error.code] ?? 'INTERNAL', { cause: error.cause ?? error });

const run = async <N extends OperationName>(
  name: N,
  ctx: TrpcContext,
  input: unknown,
): Promise<OutputOf<N>> => {
  try {
    return await runOperation(ctx.handlers, name, ctx.call, input);
  } catch (thrown) {
    const cause = toPlatformError(thrown);
    throw new TRPCError({ code: getStatusKeyFromCode(ERRORS[cause.code as ErrorCode].status), cause });
  }
};

// The input is parsed once, in runOperation, after authentication; here zod only lends its types.
const query = <N extends OperationName>(name: N) =>
  t.procedure
    .input((raw: unknown) => raw as (typeof OPERATIONS)[N]['input']['_zod']['input'])
    .query(({ ctx, input }) => run(name, ctx, input ?? {}));
const mutation = <N extends OperationName>(name: N) =>
  t.procedure
    .input((raw: unknown) => raw as (typeof OPERATIONS)[N]['input']['_zod']['input'])
    .mutation(({ ctx, input }) => run(name, ctx, input ?? {}));

type ResourceOf<N> = N extends `${infer Resource}.${string}` ? Resource : never;
type VerbOf<N, Resource extends string> = N extends `${Resource}.${infer Verb}` ? Verb : never;
type ProcedureOf<N extends OperationName> = (typeof OPERATIONS)[N]['write'] extends true
  ? ReturnType<typeof mutation<N>>
  : ReturnType<typeof query<N>>;

/** `resource.verb` of every operation, as tRPC nests it. */
type Procedures = {
  [Resource in ResourceOf<OperationName>]: {
    [Verb in VerbOf<OperationName, Resource>]: ProcedureOf<`${Resource}.${Verb}` & OperationName>;
  };
};

function procedures(): Procedures {
  const resources: Record<string, Record<string, unknown>> = {};
  for (const [name, { write }] of Object.entries(OPERATIONS)) {
    const [resource = '', verb = ''] = name.split('.');
    resources[resource] ??= {};
    resources[resource][verb] = write ? mutation(name as OperationName) : query(name as OperationName);
  }
  return resources as Procedures;
}

/** The same operations as tRPC, for our consoles and for banks that want a tRPC client. */
export const appRouter = t.router(procedures());

export type AppRouter = typeof appRouter;
