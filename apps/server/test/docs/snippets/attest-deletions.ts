import type { ConsentStop, Deletion, Xinqiao } from '@xinqiao/sdk';

/** What your systems deleted of a consent, and what a law makes you keep. */
type DeleteData = (stop: ConsentStop) => Promise<Deletion>;

/** Deletes what is due and attests it; run it once a day. */
export async function attestDeletions(xinqiao: Xinqiao, deleteData: DeleteData): Promise<number> {
  const { items } = await xinqiao.stops.list({ waitingFor: 'ATTESTATION', limit: 100 });
  for (const stop of items) await xinqiao.stops.attestDeletion(stop, await deleteData(stop));
  return items.length;
}
