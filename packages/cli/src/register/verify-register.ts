import { fetchRegister } from '@xinqiao/sdk';

export interface VerifyRegisterOptions {
  readonly url: string;
  /** Also fetch and check every version since the first. */
  readonly history: boolean;
  readonly json: boolean;
}

/** Fetches the signed register of participants, verifies it and prints who stands in it. Needs no account. */
export async function verifyRegisterOf({ url, history, json }: VerifyRegisterOptions): Promise<void> {
  const { operatorId, version, issuedAt, validUntil, participants } = await fetchRegister({
    baseUrl: url,
    history,
  });
  process.stderr.write(
    `${operatorId} · version ${version} of ${issuedAt}, to be relied on until ${validUntil}\n` +
      `${history ? 'signature and every version since the first' : 'signature'} verified\n`,
  );
  for (const { participantId, kind, status, name } of participants)
    process.stderr.write(`${participantId}  ${kind.padEnd(13)} ${status.padEnd(10)} ${name.zh} ${name.en}\n`);
  if (json)
    process.stdout.write(
      `${JSON.stringify({ ok: true, operatorId, version, participants: participants.length })}\n`,
    );
}
