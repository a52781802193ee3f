import { useText, When } from '@xinqiao/console';
import type { PolicyVersion } from '@xinqiao/contracts';

const TEXT = {
  'zh-CN': {
    drafted: '起草',
    proposed: '提出启用',
    activated: '复核并启用',
    retired: '停用',
    delivered: '随平台提供，无需启用。',
  },
  en: {
    drafted: 'Drafted',
    proposed: 'Proposed',
    activated: 'Put in force',
    retired: 'Retired',
    delivered: 'Delivered with the platform: nobody has to put it in force.',
  },
} as const;

const STEPS = ['drafted', 'proposed', 'activated', 'retired'] as const;

/** Who did what and when, in order. Who wrote a draft is whoever wrote it last. */
export function PolicyHistory({ policy }: { policy: PolicyVersion }) {
  const text = useText(TEXT);
  const steps = STEPS.flatMap((step) => {
    const [by, at] = [policy[`${step}By`], policy[`${step}At`]];
    return by === null || at === null ? [] : [{ step, by, at }];
  });
  if (steps.length === 0) return <p className="quiet">{text.delivered}</p>;
  return (
    <ol className="rows">
      {steps.map(({ step, by, at }) => (
        <li key={step}>
          {text[step]} · <When at={at} /> · <code>{by}</code>
        </li>
      ))}
    </ol>
  );
}
