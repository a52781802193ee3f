import { Loading, Tabs, usePlace, useText } from '@xinqiao/console';
import { Applications } from './applications/applications.tsx';
import { CasePage } from './cases/case-page.tsx';
import { Cases } from './cases/cases.tsx';
import { Catalogue } from './catalogue/catalogue.tsx';
import { ItemPage } from './catalogue/item-page.tsx';
import { Events } from './events/events.tsx';
import { Policies } from './policies/policies.tsx';
import { PolicyPage } from './policies/policy-page.tsx';
import { useOfficer } from './policies/use-officer.ts';
import { PolicyWatchPage } from './policies/watch/policy-watch-page.tsx';
import { ReferralPage } from './referrals/referral-page.tsx';
import { Referrals } from './referrals/referrals.tsx';
import { Standing } from './standing/standing.tsx';
import { Usage } from './usage/usage.tsx';
import { WebhookPage } from './webhooks/webhook-page.tsx';
import { Webhooks } from './webhooks/webhooks.tsx';

const TEXT = {
  'zh-CN': {
    applications: '应用',
    policies: '授信策略',
    referrals: '人工审批',
    catalogue: '数据目录',
    webhooks: '事件推送',
    events: '事件',
    usage: '用量',
    cases: '工单',
  },
  en: {
    applications: 'Applications',
    policies: 'Policies',
    referrals: 'Referrals',
    catalogue: 'Data catalogue',
    webhooks: 'Webhooks',
    events: 'Events',
    usage: 'Usage',
    cases: 'Cases',
  },
} as const;

const DEVELOPER = ['applications', 'policies', 'catalogue', 'webhooks', 'events', 'usage', 'cases'] as const;
const OFFICER = ['policies', 'referrals', 'catalogue', 'cases'] as const;

/** The portal of a participant’s developers and risk officers; each sees the pages of her work. */
export function Portal() {
  const text = useText(TEXT);
  const officer = useOfficer();
  if (officer === undefined) return <Loading />;
  const tabs = officer ? OFFICER : DEVELOPER;
  return (
    <>
      {officer ? null : <Standing />}
      <Tabs tabs={tabs.map((tab) => [tab, text[tab]])} />
      <Page first={tabs[0]} />
    </>
  );
}

function Page({ first }: { first: string }) {
  const [page = first, id, version, part] = usePlace();
  switch (page) {
    case 'policies':
      if (id === undefined || version === undefined) return <Policies />;
      return part === 'watch' ? (
        <PolicyWatchPage key={`${id}/${version}`} policyId={id} version={version} />
      ) : (
        <PolicyPage key={`${id}/${version}`} policyId={id} version={version} />
      );
    case 'referrals':
      return id === undefined ? <Referrals /> : <ReferralPage key={id} id={id} />;
    case 'catalogue':
      return id === undefined ? <Catalogue /> : <ItemPage key={id} id={id} />;
    case 'webhooks':
      return id === undefined ? <Webhooks /> : <WebhookPage key={id} id={id} />;
    case 'events':
      return <Events />;
    case 'usage':
      return <Usage />;
    case 'cases':
      return id === undefined ? <Cases /> : <CasePage key={id} id={id} />;
    default:
      return <Applications />;
  }
}
