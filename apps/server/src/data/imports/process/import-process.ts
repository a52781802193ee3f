import { hash } from 'node:crypto';
import { ERRORS } from '@xinqiao/contracts';
import { openDatabase } from '@xinqiao/db';
import { clockFrom } from '../../../clock.ts';
import { toPlatformError } from '../../../http/problem-reply.ts';
import { idFactory } from '../../../ids.ts';
import { sealWith } from '../../../keys/secret.ts';
import { importFile, type SourceFile } from '../import-file.ts';
import type { ImportServices } from '../running-import.ts';
import type { FromProcess, Installation, ToProcess } from './import-protocol.ts';

// A process of its own for large files: requests never wait for one, its memory is not the server’s, and whatever becomes
// of it the server lives on. It ends when its server closes the channel, or is gone.

/** An import works in one transaction at a time; looking up codes takes another. */
const CONNECTIONS = 2;

let aheadMs = 0;
const clock = clockFrom(() => new Date(Date.now() + aheadMs));
let services: ImportServices | undefined;
let body: ArrivingBody | undefined;

process.on('message', (message: ToProcess) => {
  if (message.type === 'open') services = servicesOf(message.installation);
  else if (message.type === 'file') {
    aheadMs = message.aheadMs;
    body = new ArrivingBody();
    void answer({ ...message.file, body });
  } else if (message.type === 'piece') body?.push(message.bytes);
  else body?.finish(message.type);
});
// What is under way is broken off, and goes on when the file is sent again.
process.on('disconnect', () => process.exit());

async function answer(file: SourceFile): Promise<void> {
  try {
    if (services === undefined) throw new Error('The process was not opened.');
    const report = await importFile(services, file);
    body = undefined;
    send({ type: 'report', report });
  } catch (error) {
    body = undefined;
    const { code, details, cause } = toPlatformError(error);
    const fault = cause ?? error;
    const trace = fault instanceof Error ? fault.stack : String(fault);
    send({ type: 'refused', code, details, trace: ERRORS[code].status >= 500 ? trace : undefined });
  }
}

function servicesOf({ databaseUrl, sealingKey, operatorId, logOrigin }: Installation): ImportServices {
  const key = Buffer.from(sealingKey);
  return {
    ...{ clock, newId: idFactory(clock), operatorId, logOrigin },
    sha256: (bytes) => new Uint8Array(hash('sha256', bytes, 'buffer')),
    database: openDatabase(databaseUrl, { poolSize: CONNECTIONS }),
    vault: { seal: (label, plain) => sealWith(key, label, plain) },
  };
}

function send(message: FromProcess): void {
  process.send?.(message);
}

/** The bytes of a file as they come from the server. */
class ArrivingBody implements AsyncIterable<Uint8Array> {
  readonly #pieces: Uint8Array[] = [];
  #last: 'end' | 'broken' | undefined;
  #arrived: () => void = () => {};

  push(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    this.#arrived();
  }

  finish(last: 'end' | 'broken'): void {
    this.#last = last;
    this.#arrived();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece !== undefined) {
        send({ type: 'read', bytes: piece.length });
        yield piece;
      } else if (this.#last === 'end') return;
      else if (this.#last === 'broken') throw new Error('The upload broke off.');
      else
        await new Promise<void>((resolve) => {
          this.#arrived = resolve;
        });
    }
  }
}
