import type { Area } from '../area.ts';
import { logArea } from './log.ts';
import { scoringArea } from './scoring/scoring.ts';

export const AREAS: Readonly<Record<string, Area>> = { log: logArea, scoring: scoringArea };
