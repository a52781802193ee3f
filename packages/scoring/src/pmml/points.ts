import { Points } from '../policy/scorecard.ts';
import { readNumber } from './number.ts';
import type { PmmlReport } from './problem.ts';
import type { XmlElement } from './xml.ts';

/** Whole points in an attribute; undefined where it is absent or was reported. */
export function readPoints(
  { attributes, path }: XmlElement,
  name: string,
  report: PmmlReport,
): number | undefined {
  const text = attributes.get(name);
  if (text === undefined) return undefined;
  const points = Points.safeParse(readNumber(text)?.toNumber());
  if (points.success) return points.data + 0;
  report(`${path}/@${name}`, 'POINTS_NOT_WHOLE');
  return undefined;
}
