import type { ApplicationKey } from '@xinqiao/contracts';
import type { ReactNode } from 'react';
import { useText } from './language.tsx';
import { Chip, LightMark, useWords } from './marks.tsx';
import { When } from './when.tsx';
import { KEY_STATE_WORDS, REASON_WORDS, SUSPENDED_BY_WORDS } from './words.ts';

const TEXT = {
  'zh-CN': {
    none: '尚未登记公钥。',
    thumbprint: '指纹',
    until: '有效至',
    slot: (slot: number) => `位置 ${slot}`,
  },
  en: {
    none: 'No public key yet.',
    thumbprint: 'Thumbprint',
    until: 'until',
    slot: (slot: number) => `place ${slot}`,
  },
} as const;

interface KeyListProps {
  readonly keys: readonly ApplicationKey[];
  /** What can be done about one. */
  actions?(key: ApplicationKey): ReactNode;
}

/** Public keys of an application: state, end and light, and the thumbprint by which both sides compare them. */
export function KeyList({ keys, actions }: KeyListProps) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  if (keys.length === 0) return <p className="quiet">{text.none}</p>;
  return (
    <ul className="rows">
      {keys.map((key) => (
        <li key={key.kid}>
          <b>
            <code>{key.kid}</code>
          </b>{' '}
          <span className="quiet">
            {key.algorithm} · {text.slot(key.slot)}
          </span>{' '}
          <Chip tone={key.state === 'IN_FORCE' ? 'good' : 'bad'}>{wordsOf(KEY_STATE_WORDS, key.state)}</Chip>
          <br />
          {text.until} <When at={key.validTo} /> · <LightMark light={key.light} />
          {key.suspendedBy === null ? null : (
            <>
              <br />
              {wordsOf(SUSPENDED_BY_WORDS, key.suspendedBy)}
              {key.suspendedReason === null ? null : `：${wordsOf(REASON_WORDS, key.suspendedReason)}`}
            </>
          )}
          <br />
          <span className="quiet">{text.thumbprint}</span> <code>{key.thumbprint}</code>
          {actions?.(key)}
        </li>
      ))}
    </ul>
  );
}
