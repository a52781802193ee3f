import { isKnownEvent, type ReceivedEvent, type Xinqiao } from '@xinqiao/sdk';

/** What you keep between two runs: the `sequence` of the last event you are done with. */
interface Bookmark {
  load(): Promise<string | undefined>;
  save(sequence: string): Promise<void>;
}

/** Handles events as they happen, from where the last run ended, until the signal stops it. */
export async function follow(
  xinqiao: Xinqiao,
  bookmark: Bookmark,
  handle: (event: ReceivedEvent) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const after = await bookmark.load();
  for await (const event of xinqiao.events.follow(after === undefined ? {} : { after }, { signal })) {
    if (isKnownEvent(event)) await handle(event);
    await bookmark.save(event.sequence);
  }
}
