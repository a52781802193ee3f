import { useText } from '@xinqiao/console';
import type { Verification } from '../verification/use-verification.ts';

const TEXT = {
  'zh-CN': {
    checking: (done: number, all: number) => `正在验证：${done} / ${all} 条`,
    failed: (failed: number) => `有 ${failed} 条未通过验证。请展开查看原因并保存证据。`,
    verified: (verified: number) => `✓ 已读取的 ${verified} 条全部通过验证。`,
    some: (verified: number, all: number) => `已读取 ${all} 条，通过验证 ${verified} 条，没有未通过的。`,
    pending: (pending: number) => `${pending} 条等待并入日志树，通常一秒内完成。`,
    unchecked: (unchecked: number) => `${unchecked} 条未能取得证明，尚不能下结论。`,
    tree: (size: number, first: number) =>
      `日志现有 ${size} 条，与本页首次看到的检查点（${first} 条）前后一致：只增加，未改动。`,
    waiting: '日志还没有检查点，正在等待。',
    key: '用来验证的日志公钥',
    origin: '日志名称：',
    compare: '请与运营方另行公布或交付给您的公钥核对：公钥由同一服务器提供，本页无法代您确认。',
  },
  en: {
    checking: (done: number, all: number) => `Verifying: ${done} of ${all}`,
    failed: (failed: number) =>
      failed === 1
        ? '1 entry did not verify. Open it for the reason, and keep the evidence.'
        : `${failed} entries did not verify. Open them for the reasons, and keep the evidence.`,
    verified: (verified: number) =>
      verified === 1 ? '✓ The one entry read is verified.' : `✓ All ${verified} entries read are verified.`,
    some: (verified: number, all: number) => `${verified} of ${all} entries read are verified; none failed.`,
    pending: (pending: number) => `${pending} not in the tree yet; this usually takes a second.`,
    unchecked: (unchecked: number) => `No proof could be had for ${unchecked}; nothing is known of them yet.`,
    tree: (size: number, first: number) =>
      `The log holds ${size} entries and extends the first checkpoint this page saw (${first}): it grew and nothing was changed.`,
    waiting: 'The log has no checkpoint yet; waiting for one.',
    key: 'Public key of the log that is used here',
    origin: 'Name of the log: ',
    compare:
      'Compare it with the key the operator published or gave you elsewhere: it came from this same server, so this page cannot vouch for it.',
  },
} as const;

/** What the verification of all rows together comes to. */
export function VerificationBanner({
  verification: { log, first, verdicts, failure },
}: {
  verification: Verification;
}) {
  const text = useText(TEXT);
  const count = (state: string) => verdicts.filter((verdict) => verdict.state === state).length;
  const [verified, failed, pending, checking, unchecked] = [
    count('verified'),
    count('failed'),
    count('pending'),
    count('checking'),
    count('unchecked'),
  ];
  if (verdicts.length === 0 || (failure && failed === 0)) return null;
  const all = verdicts.length;
  const size = Math.max(0, ...verdicts.map((verdict) => (verdict.state === 'verified' ? verdict.size : 0)));
  const tone = failed > 0 ? 'bad' : verified === all ? 'good' : '';
  return (
    <section className={`banner ${tone}`}>
      <div role={failed > 0 ? 'alert' : 'status'}>
        {failed > 0 && <p className="strong">{`✗ ${text.failed(failed)}`}</p>}
        {checking > 0 && <p>{text.checking(all - checking, all)}</p>}
        {failed === 0 && checking === 0 && (
          <p className="strong">{verified === all ? text.verified(verified) : text.some(verified, all)}</p>
        )}
        {pending > 0 && <p>{first === undefined ? text.waiting : text.pending(pending)}</p>}
        {unchecked > 0 && <p>{text.unchecked(unchecked)}</p>}
        {failed === 0 && size > 0 && first !== undefined && <p>{text.tree(size, first.size)}</p>}
      </div>
      {checking > 0 && (
        <progress value={all - checking} max={all} aria-label={text.checking(all - checking, all)} />
      )}
      {log !== undefined && (
        <details>
          <summary>{text.key}</summary>
          <p>
            {text.origin}
            <code>{log.origin}</code>
          </p>
          <p>
            <code>{log.verifierKey}</code>
          </p>
          <p className="quiet">{text.compare}</p>
        </details>
      )}
    </section>
  );
}
