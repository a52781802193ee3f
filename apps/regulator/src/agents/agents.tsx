import { Loaded, useText } from '@xinqiao/console';
import type { AgentRecord } from '@xinqiao/contracts';
import { type ReactNode, useId, useState } from 'react';
import { percentOf } from './percent.ts';

const PERIODS = [7, 30, 90] as const;

const TEXT = {
  'zh-CN': {
    title: '代办员',
    intro:
      '代办员帮企业准备授权，由企业负责人自己确认：在自己的手机上，或把确认码念给代办员。几乎全部用确认码确认的，排在最前，先核查。',
    period: '期间',
    days: (count: number) => `最近 ${count} 天`,
    none: '还没有登记代办员。',
    caption: '每名代办员准备了多少、怎样确认',
    columns: {
      agent: '代办员',
      place: '代办点',
      prepared: '准备',
      byCode: '确认码',
      byOwnDevice: '本人手机',
      refused: '被拒绝',
      busiestDay: '最多一天 / 上限',
      share: '确认码占比',
    },
    suspended: '已停用',
    noShare: '无确认',
  },
  en: {
    title: 'Village agents',
    intro:
      'Agents prepare consents; the owner confirms, on her own phone or with a code she reads out. Those who confirm almost everything by code stand first: look at them first.',
    period: 'Period',
    days: (count: number) => `Last ${count} days`,
    none: 'No agent is registered yet.',
    caption: 'How much each agent prepared, and how it was confirmed',
    columns: {
      agent: 'Agent',
      place: 'Service point',
      prepared: 'Prepared',
      byCode: 'By code',
      byOwnDevice: 'Own phone',
      refused: 'Refused',
      busiestDay: 'Busiest day / limit',
      share: 'Share by code',
    },
    suspended: 'suspended',
    noShare: 'none confirmed',
  },
} as const;

/** What each village agent did, highest share confirmed by code first. */
export function Agents() {
  const text = useText(TEXT);
  const [days, setDays] = useState<number>(30);
  const periodId = useId();
  return (
    <>
      <h1>{text.title}</h1>
      <p className="intro">{text.intro}</p>
      <div className="tools">
        <label htmlFor={periodId}>{text.period}</label>
        <select id={periodId} value={days} onChange={({ target }) => setDays(Number(target.value))}>
          {PERIODS.map((count) => (
            <option key={count} value={count}>
              {text.days(count)}
            </option>
          ))}
        </select>
      </div>
      <Loaded name="supervision.listAgents" input={{ days }}>
        {({ items }) => (items.length === 0 ? <p>{text.none}</p> : <Records items={items} />)}
      </Loaded>
    </>
  );
}

function Records({ items }: { items: readonly AgentRecord[] }) {
  const text = useText(TEXT);
  const { columns } = text;
  return (
    <table className="agents">
      <caption className="quiet">{text.caption}</caption>
      <thead>
        <tr>
          {Object.entries(columns).map(([key, words]) => (
            <th key={key} scope="col">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((agent) => (
          <tr key={agent.agentId}>
            <th scope="row">
              {agent.name}
              {agent.status === 'SUSPENDED' && <span className="quiet"> · {text.suspended}</span>}
            </th>
            <Cell label={columns.place}>{agent.place.name}</Cell>
            <Cell label={columns.prepared}>{agent.prepared}</Cell>
            <Cell label={columns.byCode}>{agent.byCode}</Cell>
            <Cell label={columns.byOwnDevice}>{agent.byOwnDevice}</Cell>
            <Cell label={columns.refused}>{agent.refused}</Cell>
            <Cell label={columns.busiestDay}>
              {agent.busiestDay} / {agent.dailyLimit}
            </Cell>
            <Cell label={columns.share}>
              {agent.codeShare === null ? (
                <span className="quiet">{text.noShare}</span>
              ) : (
                <span className="share">
                  <meter
                    value={Number(agent.codeShare)}
                    low={0.5}
                    high={0.8}
                    optimum={0}
                    aria-hidden="true"
                  />
                  {percentOf(agent.codeShare)}
                </span>
              )}
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One figure. Where there is no room for columns it brings its own name. */
function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td>
      <span className="label">{label}</span>
      <span>{children}</span>
    </td>
  );
}
