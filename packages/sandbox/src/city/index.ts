export { type City, type CityEnterprise, type CityOptions, city } from './city.ts';
export { PERSONAS, type Persona, type PersonaExpectation } from './personas/index.ts';
export { residentIdOf } from './resident-id.ts';
