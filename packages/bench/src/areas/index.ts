import type { Area } from '../area.ts';
import { dataArea } from './data/data.ts';
import { logArea } from './log.ts';
import { scoringArea } from './scoring/scoring.ts';

export const AREAS: Readonly<Record<string, Area>> = {
  data: dataArea,
  log: logArea,
  scoring: scoringArea,
};
