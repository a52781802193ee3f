import { Loading, Tabs, usePlace, useRoles, useText } from '@xinqiao/console';
import { Applications } from './applications/applications.tsx';
import { CasePage } from './cases/case-page.tsx';
import { Cases } from './cases/cases.tsx';
import { Catalogue } from './catalogue/catalogue.tsx';
import { ItemPage } from './catalogue/item-page.tsx';
import { Events } from './events/events.tsx';
import { People } from './people/people.tsx';
import { Policies } from './policies/policies.tsx';
import { PolicyPage } from './policies/policy-page.tsx';
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
    people: '人员',
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
    people: 'People',
  },
} as const;

type Tab = keyof (typeof TEXT)['en'];
const ALL = Object.keys(TEXT.en) as Tab[];
const DEVELOPER: readonly Tab[] = ALL.filter((tab) => tab !== 'referrals');
const OFFICER: readonly Tab[] = ['policies', 'referrals', 'catalogue', 'cases', 'people'];

/** The portal of a participant’s developers and risk officers; each sees the pages of her work, or of both. */
export function Portal() {
  const text = useText(TEXT);
  const roles = useRoles();
  if (roles === undefined) return <Loading />;
  const officer = roles.includes('RISK_OFFICER');
  const developer = !officer || roles.includes('BANK_DEVELOPER');
  const tabs = ALL.filter(
    (tab) => (developer && DEVELOPER.includes(tab)) || (officer && OFFICER.includes(tab)),
  );
  return (
    <>
      {developer ? <Standing /> : null}
      <Tabs tabs={tabs.map((tab) => [tab, text[tab]])} />
      <Page first={developer ? 'applications' : 'policies'} />
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
    case 'people':
      return <People />;
    default:
      return <Applications />;
  }
}
