import { Tabs, usePlace, useText } from '@xinqiao/console';
import { Agents } from './agents/agents.tsx';
import { LatestEntries } from './log/latest-entries.tsx';

const TEXT = {
  'zh-CN': { log: '日志', agents: '代办员' },
  en: { log: 'Log', agents: 'Agents' },
} as const;

/** The console of the regulator: the log, and who helps owners to agree. */
export function Regulator() {
  const text = useText(TEXT);
  const [page] = usePlace();
  return (
    <>
      <Tabs
        tabs={[
          ['log', text.log],
          ['agents', text.agents],
        ]}
      />
      {page === 'agents' ? <Agents /> : <LatestEntries />}
    </>
  );
}
