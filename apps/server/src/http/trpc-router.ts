import { initTRPC, TRPCError } from '@trpc/server';
import {
  ERRORS,
  type ErrorCode,
  type OPERATIONS,
  type OperationName,
  PlatformError,
} from '@xinqiao/contracts';
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

/** The same operations as tRPC, for our consoles and for banks that want a tRPC client. */
export const appRouter = t.router({
  consents: t.router({
    list: query('consents.list'),
    get: query('consents.get'),
    revoke: mutation('consents.revoke'),
  }),
  data: t.router({ fetch: mutation('data.fetch') }),
  decisions: t.router({ create: mutation('decisions.create'), get: query('decisions.get') }),
  audit: t.router({ listEntries: query('audit.listEntries'), getProof: query('audit.getProof') }),
  supervision: t.router({
    listEntries: query('supervision.listEntries'),
    getProof: query('supervision.getProof'),
  }),
  catalogue: t.router({
    listItems: query('catalogue.listItems'),
    listTemplates: query('catalogue.listTemplates'),
  }),
  applications: t.router({ list: query('applications.list') }),
  subjects: t.router({ register: mutation('subjects.register') }),
});

export type AppRouter = typeof appRouter;
