import type { FetchedData, Xinqiao } from '@xinqiao/sdk';

/** The package to go by today: a new one where a source holds something new, else the one you have. */
export async function packageOfToday(xinqiao: Xinqiao, last: FetchedData): Promise<FetchedData> {
  const fetched = await xinqiao.data.fetchIfChanged(last.data.consentId, last.packageId);
  return fetched.unchanged ? last : fetched;
}
