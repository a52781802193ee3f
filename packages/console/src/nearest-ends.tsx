import type { Application, HeldLicence, Light } from '@xinqiao/contracts';
import { useText } from './language.tsx';
import { LightMark } from './marks.tsx';

const TEXT = {
  'zh-CN': {
    licence: (end: string) => `许可至 ${end}`,
    key: (end: string) => `密钥至 ${end}`,
    noEnd: '无期限',
  },
  en: {
    licence: (end: string) => `licence to ${end}`,
    key: (end: string) => `key to ${end}`,
    noEnd: 'no end',
  },
} as const;

interface End {
  readonly light: Light;
  /** Last day, inclusive, or the day it ends; null without an end. */
  readonly day: string | null;
}

const LATEST = '9999-12-31';
const nearest = (ends: readonly End[]): End | undefined =>
  [...ends].sort((one, other) => ((one.day ?? LATEST) < (other.day ?? LATEST) ? -1 : 1))[0];

const licenceEnd = (licences: readonly HeldLicence[]): End | undefined =>
  nearest(
    licences
      .filter(({ withdrawnAt }) => withdrawnAt === null)
      .map(({ light, validTo }) => ({ light, day: validTo })),
  );
const keyEnd = (applications: readonly Application[]): End | undefined =>
  nearest(
    applications.flatMap(({ keys }) =>
      keys.map(({ light, validTo }) => ({ light, day: validTo.slice(0, 10) })),
    ),
  );

interface NearestEndsProps {
  readonly licences: readonly HeldLicence[];
  readonly applications: readonly Application[];
}

/** Lights of the licence and the key of a participant that end first. */
export function NearestEnds({ licences, applications }: NearestEndsProps) {
  const text = useText(TEXT);
  const licence = licenceEnd(licences);
  const key = keyEnd(applications);
  const mark = (words: (end: string) => string, { light, day }: End) => {
    const said = words(day ?? text.noEnd);
    return <LightMark light={light} words={{ zh: said, en: said }} />;
  };
  return (
    <span className="ends">
      {licence === undefined ? null : mark(text.licence, licence)}{' '}
      {key === undefined ? null : mark(text.key, key)}
    </span>
  );
}
