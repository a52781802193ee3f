import { ReasonName } from '../policy/reason.ts';
import type { Attribute } from '../policy/scorecard.ts';
import { intersection, NO_VALUE, type Stretch, union, type ValueSet, without } from '../policy/value-set.ts';
import { predicatesOf } from './elements.ts';
import { type PmmlField, writeNumber } from './field.ts';
import { readPoints } from './points.ts';
import { meaningOf } from './predicate.ts';
import type { PmmlReport } from './problem.ts';
import type { XmlElement } from './xml.ts';

interface Part {
  readonly values: ValueSet;
  readonly missing: boolean;
  readonly scored: { partialScore: number; reasonCode?: string };
  readonly path: string;
}

/**
 * The attributes of one characteristic: of several that match, the first counts, so each keeps what earlier ones
 * leave. Undefined when problems were reported.
 */
export function readAttributes(
  characteristic: XmlElement,
  elements: readonly XmlElement[],
  field: PmmlField,
  report: PmmlReport,
): Attribute[] | undefined {
  let wrong = false;
  const note: PmmlReport = (...problem) => {
    wrong = true;
    report(...problem);
  };
  let taken: ValueSet = NO_VALUE;
  let missingTaken = false;
  const parts = elements.flatMap((element): Part[] => {
    const [predicate, second] = predicatesOf(element);
    if (predicate === undefined || second !== undefined) {
      note(element.path, predicate ? 'ELEMENT_UNSUPPORTED' : 'ELEMENT_ABSENT');
      return [];
    }
    const partialScore = readPoints(element, 'partialScore', note);
    const reasonCode = element.attributes.get('reasonCode');
    if (reasonCode !== undefined && !ReasonName.safeParse(reasonCode).success)
      note(`${element.path}/@reasonCode`, 'REASON_FORM');
    let readable = true;
    const meaning = meaningOf(predicate, field, (...problem) => {
      readable = false;
      note(...problem);
    });
    const values = without(meaning.values, taken);
    const missing = meaning.missing === true && !missingTaken;
    taken = union(taken, values);
    missingTaken ||= missing;
    if (readable && values.length === 0 && !missing) note(element.path, 'ATTRIBUTE_UNREACHABLE');
    if (partialScore === undefined) return [];
    return [
      {
        values,
        missing,
        path: element.path,
        scored: { partialScore, ...(reasonCode === undefined ? {} : { reasonCode }) },
      },
    ];
  });
  if (!wrong && without(intersection(field.every, field.possible), taken).length > 0)
    note(characteristic.path, 'ATTRIBUTE_GAP');
  if (wrong) return undefined;
  const attributes =
    field.facts.categories === null ? intervals(parts, field, note) : lists(parts, field.facts.categories);
  return wrong ? undefined : attributes;
}

function lists(parts: readonly Part[], categories: readonly string[]): Attribute[] {
  return parts.flatMap(({ values, missing, scored }): Attribute[] => {
    const named = categories.filter((_, place) =>
      values.some(({ from, to }) => BigInt(place) >= from! && BigInt(place) < to!),
    );
    return [
      ...(named.length === 0 ? [] : [{ values: named, ...scored }]),
      ...(missing ? [{ missing: true as const, ...scored }] : []),
    ];
  });
}

/** Intervals in ascending order from end to end; the range of the feature keeps data out of what none covers. */
function intervals(parts: readonly Part[], field: PmmlField, report: PmmlReport): Attribute[] {
  const stretches = parts
    .flatMap(({ values, ...part }) => values.map((stretch) => ({ ...part, stretch })))
    .toSorted((one, other) => (startsBefore(one.stretch, other.stretch) ? -1 : 1));
  const missing = parts.flatMap(({ missing, scored }) =>
    missing ? [{ missing: true as const, ...scored }] : [],
  );
  const bound = (units: bigint | null, path: string) => {
    if (units === null) return null;
    const written = writeNumber(field, units);
    if (written === undefined) report(path, 'NUMBER_INVALID');
    return written ?? null;
  };
  const joined = stretches.map(({ stretch, scored, path }, index) => ({
    from: index === 0 ? null : bound(stretch.from, path),
    to: index === stretches.length - 1 ? null : bound(stretches[index + 1]!.stretch.from, path),
    ...scored,
  }));
  return [...joined, ...missing];
}

const startsBefore = (one: Stretch, other: Stretch): boolean =>
  one.from === null || (other.from !== null && one.from < other.from);
