/** Header fields by name in lower case; repeated fields joined by `, `. */
export type Fields = Readonly<Record<string, string>>;

/** What of a request can be signed. */
export interface RequestMessage {
  readonly method: string;
  /** Host and port as the client addresses it, in lower case, a default port left out (RFC 9421 §2.2.3). */
  readonly authority: string;
  /** From `/` up to the question mark. */
  readonly path: string;
  /** From the question mark; `?` alone where there is none (RFC 9421 §2.2.7). */
  readonly query: string;
  readonly fields: Fields;
}

/** What of an answer can be signed. */
export interface ResponseMessage {
  readonly status: number;
  readonly fields: Fields;
}
