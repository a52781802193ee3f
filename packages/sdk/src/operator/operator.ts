import {
  type ImportInput,
  type ImportMediaType,
  ImportReport,
  OPERATIONS,
  type OperationName,
  SCOPE_NAMES,
  type Subject,
} from '@xinqiao/contracts';
import type { z } from 'zod';
import { Api } from '../api.ts';
import { lazy } from '../lazy.ts';
import { AuthorizationServer } from '../oauth/authorization-server.ts';
import { BankToken } from '../oauth/bank-token.ts';
import { type RequestOptions, settingsOf, type WriteOptions, type XinqiaoOptions } from '../options.ts';
import { readMetadata } from '../platform/metadata.ts';

/** Options of a bank's client, less what only a bank has: the operator sends nobody to a consent page. */
export type XinqiaoOperatorOptions = Omit<XinqiaoOptions, 'redirectUri' | 'participantId' | 'scopes'>;

type InputOf<N extends OperationName> = z.input<(typeof OPERATIONS)[N]['input']>;
type OutputOf<N extends OperationName> = z.output<(typeof OPERATIONS)[N]['output']>;

/** A file to import. */
export interface ImportFile {
  readonly kind: ImportInput['kind'];
  /** Name of the file, for the report. */
  readonly fileName: string;
  /** CSV, CSV in gzip, or an Excel workbook. */
  readonly mediaType: ImportMediaType;
  /** SHA-256 of the bytes of `body`, in standard base64 (RFC 9530). */
  readonly sha256: string;
  readonly body: ReadableStream<Uint8Array>;
  /** Import that this file corrects; from the moment this one is complete it counts no more. */
  readonly replaces?: ImportInput['replaces'];
}

/** Longest time for one upload, in milliseconds. */
const UPLOAD_TIMEOUT_MS = 10 * 60_000;

/** The client of the operator's staff and tools, and of any program that calls operations by name. */
export class XinqiaoOperator {
  readonly #api: Api;

  /** @throws {PlatformError} `CONFIGURATION_INVALID`, naming the option in `details.setting` */
  constructor(options: XinqiaoOperatorOptions) {
    const settings = settingsOf({
      ...options,
      redirectUri: `${options.baseUrl.replace(/\/+$/, '')}/`,
      // The platform gives of these what the application was admitted for.
      scopes: SCOPE_NAMES,
    });
    const metadata = lazy(() => readMetadata(settings));
    this.#api = new Api(settings, metadata, new BankToken(new AuthorizationServer(settings, metadata)));
  }

  /**
   * Calls any operation of the contract by its name, e.g. `participants.apply`.
   *
   * @throws {PlatformError} codes of the operation; `VALIDATION_FAILED` before anything is sent
   */
  call<N extends OperationName>(
    name: N,
    input: InputOf<N>,
    options: WriteOptions = {},
  ): Promise<OutputOf<N>> {
    return this.#api.call(OPERATIONS[name], input, options) as Promise<OutputOf<N>>;
  }

  /**
   * Registers a subject and the person who represents it.
   *
   * @throws {PlatformError} `SUBJECT_ALREADY_REGISTERED`: use the existing one
   */
  registerSubject(
    input: z.input<(typeof OPERATIONS)['subjects.register']['input']>,
    options: WriteOptions = {},
  ): Promise<Subject> {
    return this.#api.call(OPERATIONS['subjects.register'], input, options);
  }

  /**
   * Imports a file. The same bytes are stored once, however often they are sent; after a crash they go on where they
   * were.
   *
   * @param options `timeoutMs` defaults to 10 minutes.
   * @returns What was stored and what was set aside; read = stored + quarantined.
   * @throws {PlatformError} `IMPORT_UNREADABLE`: nothing was stored
   */
  importFile(file: ImportFile, options: RequestOptions = {}): Promise<ImportReport> {
    const { kind, fileName, mediaType, sha256, body, replaces } = file;
    const query = new URLSearchParams({ kind, fileName, ...(replaces === undefined ? {} : { replaces }) });
    const headers = {
      accept: 'application/json, application/problem+json',
      'content-type': mediaType,
      'content-digest': `sha-256=:${sha256}:`,
    };
    return this.#api.upload(`/v1/sources/import/files?${query}`, headers, body, ImportReport, {
      timeoutMs: UPLOAD_TIMEOUT_MS,
      ...options,
    });
  }
}
