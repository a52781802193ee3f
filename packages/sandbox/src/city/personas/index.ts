import type { EnterpriseFacts } from '../facts.ts';
import type { Told } from '../told.ts';
import { ODD_DATA } from './odd-data.ts';
import type { Owner, Persona } from './persona.ts';
import { REGISTRY_TROUBLES } from './registry-troubles.ts';
import { SOUND } from './sound.ts';
import { STAFF } from './staff.ts';
import { TAX_TROUBLES } from './tax-troubles.ts';
import { UNUSUAL_RECORDS } from './unusual-records.ts';

export type { Persona, PersonaExpectation } from './persona.ts';

/** Whoever joins comes last: the enterprises of the others keep their place in the city. */
const OWNERS: readonly Owner[] = [
  ...SOUND,
  ...TAX_TROUBLES,
  ...REGISTRY_TROUBLES,
  ...ODD_DATA,
  ...UNUSUAL_RECORDS,
];

/** Everybody one can sign in as: owners first, in the order of their enterprises in the city. */
export const PERSONAS: readonly Persona[] = [...OWNERS.map(({ facts: _, ...persona }) => persona), ...STAFF];

/** The owners' enterprises as they are when the story is told. */
export const personaEnterprises = (story: Told): EnterpriseFacts[] => OWNERS.map(({ facts }) => facts(story));
