import { type ConsentStop, type ReceivedEvent, stopOf, type Xinqiao } from '@xinqiao/sdk';

/** What your systems do once a consent stopped: read no more under it. */
type StopReading = (consentId: string) => Promise<void>;

/** Handles one event, whichever way it came; it may come twice. */
export async function onEvent(
  xinqiao: Xinqiao,
  event: ReceivedEvent,
  stopReading: StopReading,
): Promise<ConsentStop | undefined> {
  const stop = stopOf(event);
  if (stop === undefined) return undefined;
  await stopReading(stop.consentId);
  return xinqiao.stops.acknowledge(event);
}
