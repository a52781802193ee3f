import type { ErrorCode, ImportReport, OperatorId, PlatformError } from '@xinqiao/contracts';
import type { SourceFile } from '../import-file.ts';

/** What an import process needs to know of the installation, beside the files. */
export interface Installation {
  /** Connection string of the application’s login: row security binds an import as it binds the server. */
  readonly databaseUrl: string;
  /** Key that the rows of natural persons are sealed with; the secret it is derived from stays with the server. */
  readonly sealingKey: Uint8Array;
  readonly operatorId: OperatorId;
  readonly logOrigin: string;
}

/** To an import process: `open` once, then files one after the other. */
export type ToProcess =
  | { readonly type: 'open'; readonly installation: Installation }
  /** @property aheadMs By how much the time of the business is ahead of the real one, in milliseconds. */
  | { readonly type: 'file'; readonly file: Omit<SourceFile, 'body'>; readonly aheadMs: number }
  | { readonly type: 'piece'; readonly bytes: Uint8Array }
  | { readonly type: 'end' }
  /** The sender went away: no more of the file comes, and it is not its end. */
  | { readonly type: 'broken' };

/** From an import process, of the file that came last. */
export type FromProcess =
  /** So many bytes no longer wait in the process. */
  | { readonly type: 'read'; readonly bytes: number }
  | { readonly type: 'report'; readonly report: ImportReport }
  | {
      readonly type: 'refused';
      readonly code: ErrorCode;
      readonly details: PlatformError['details'];
      /** Of what is our own fault: for the server’s log. */
      readonly trace: string | undefined;
    };
