import { type ResidentId, residentIdCheckCharacter } from '@xinqiao/contracts';
import { random } from './random.ts';

/** A county of Bozhou that does not exist (GB/T 2260), so that no number can be a living person’s. */
const NOWHERE = '341699';

/**
 * The resident number of an invented person: the same for the same identity in every city, and valid by GB 11643.
 *
 * @param identityId At the city’s sign-in: `persona-shen-yulan`.
 */
export function residentIdOf(identityId: string): ResidentId {
  const draw = random('resident-id', identityId);
  const born = [draw.int(1955, 2000), draw.int(1, 12), draw.int(1, 28), draw.int(1, 999)];
  const [year = '', month = '', day = '', order = ''] = born.map(String);
  const first17 = NOWHERE + year + month.padStart(2, '0') + day.padStart(2, '0') + order.padStart(3, '0');
  return first17 + residentIdCheckCharacter(first17);
}
