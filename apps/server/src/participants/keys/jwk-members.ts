/** Records what is wrong with one member of the key under check; an empty name means the key as a whole. */
export type Report = (member: string, problem: string) => void;

/** As `JSON.parse` makes it: every member its own. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for a JSON object, as opposed to a list, a text, a number, true, false or null. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names that would reach behind the object if anybody copied it carelessly. */
const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'prototype'];

export function reportPrototypeNames(object: JsonObject, report: Report): void {
  for (const name of PROTOTYPE_NAMES)
    if (Object.hasOwn(object, name)) report(name, 'This name is not accepted. Remove the member.');
}
