import type { z } from 'zod';
import { childrenOf } from './elements.ts';
import type { PmmlReport } from './problem.ts';
import type { XmlElement } from './xml.ts';

/** Who wrote an Extension that `readPmml` reads; those of others are refused. */
export const EXTENDER = 'xinqiao';

/** What extensions of an element with a name hold, as JSON of a shape. */
export function extensionsOf<T>(
  element: XmlElement,
  name: string,
  shape: z.ZodType<T>,
  report: PmmlReport,
): T[] {
  return childrenOf(element, 'Extension').flatMap(({ attributes, path }) => {
    if (attributes.get('extender') !== EXTENDER || attributes.get('name') !== name) return [];
    const parsed = shape.safeParse(readJson(attributes.get('value') ?? ''));
    if (parsed.success) return [parsed.data];
    report(`${path}/@value`, 'ATTRIBUTE_UNSUPPORTED');
    return [];
  });
}

/** The one extension of a name. */
export function extensionOf<T>(
  element: XmlElement,
  name: string,
  shape: z.ZodType<T>,
  report: PmmlReport,
): T | undefined {
  return extensionsOf(element, name, shape, report)[0];
}

/** Reports the extensions of an element that are not of these names, or not ours. */
export function checkExtensions(element: XmlElement, names: readonly string[], report: PmmlReport): void {
  for (const { attributes, path } of childrenOf(element, 'Extension'))
    if (attributes.get('extender') !== EXTENDER || !names.includes(attributes.get('name') ?? ''))
      report(path, 'ELEMENT_UNSUPPORTED');
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
