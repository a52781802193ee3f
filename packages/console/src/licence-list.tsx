import type { HeldLicence } from '@xinqiao/contracts';
import type { ReactNode } from 'react';
import { useText } from './language.tsx';
import { LightMark, useWords } from './marks.tsx';
import { When } from './when.tsx';
import { LICENCE_WORDS } from './words.ts';

const TEXT = {
  'zh-CN': {
    none: '尚无许可。',
    noEnd: '无期限',
    withdrawn: '已注销，',
    left: (days: number) => (days < 0 ? `已过期 ${-days} 天` : `剩余 ${days} 天`),
  },
  en: {
    none: 'No licence yet.',
    noEnd: 'no end',
    withdrawn: 'Withdrawn ',
    left: (days: number) => (days < 0 ? `over for ${-days} days` : `${days} days left`),
  },
} as const;

interface LicenceListProps {
  readonly licences: readonly HeldLicence[];
  /** What can be done about one that stands. */
  actions?(licence: HeldLicence): ReactNode;
}

/** Licences of a participant, each with its light. */
export function LicenceList({ licences, actions }: LicenceListProps) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  if (licences.length === 0) return <p className="quiet">{text.none}</p>;
  return (
    <ul className="rows">
      {licences.map((licence) => {
        const {
          licenceId,
          type,
          number,
          issuer,
          validFrom,
          validTo,
          withdrawnAt,
          withdrawnReason,
          daysLeft,
        } = licence;
        return (
          <li key={licenceId}>
            <b>{wordsOf(LICENCE_WORDS, type)}</b> <code>{number}</code> · {issuer}
            <br />
            {validFrom} – {validTo ?? text.noEnd}
            {withdrawnAt === null ? (
              <>
                {daysLeft === null ? null : ` · ${text.left(daysLeft)}`} · <LightMark light={licence.light} />
                {actions?.(licence)}
              </>
            ) : (
              <>
                {' · '}
                <span className="light bad">
                  {text.withdrawn}
                  <When at={withdrawnAt} />
                </span>
                <blockquote>{withdrawnReason}</blockquote>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
