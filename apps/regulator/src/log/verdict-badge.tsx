import { useText } from '@xinqiao/console';
import type { RowVerdict } from '../verification/use-verification.ts';

const TEXT = {
  'zh-CN': {
    verified: '已验证',
    erased: '已验证（详情已删除）',
    pending: '等待入树',
    failed: '未通过',
    checking: '验证中',
    unchecked: '未能验证',
    place: (index: number, size: number) => `第 ${index + 1} / ${size} 条`,
  },
  en: {
    verified: 'Verified',
    erased: 'Verified (detail erased)',
    pending: 'Pending',
    failed: 'Failed',
    checking: 'Checking',
    unchecked: 'Not checked',
    place: (index: number, size: number) => `${index + 1} of ${size}`,
  },
} as const;

const SIGN: Readonly<Record<RowVerdict['state'], string>> = {
  verified: '✓',
  pending: '…',
  failed: '✗',
  checking: '…',
  unchecked: '?',
};

/** Sign, word and, once proved, the place in the log. */
export function VerdictBadge({ verdict }: { verdict: RowVerdict }) {
  const text = useText(TEXT);
  const { state } = verdict;
  const erased = state === 'verified' && verdict.particulars === 'erased';
  return (
    <span className={`badge ${state}`}>
      <span aria-hidden="true">{SIGN[state]}</span> {erased ? text.erased : text[state]}
      {state === 'verified' && <small> {text.place(verdict.index, verdict.size)}</small>}
    </span>
  );
}
