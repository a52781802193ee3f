import { Tabs, usePlace, useText } from '@xinqiao/console';
import { Applications } from './applications/applications.tsx';
import { CasePage } from './cases/case-page.tsx';
import { Cases } from './cases/cases.tsx';
import { Catalogue } from './catalogue/catalogue.tsx';
import { ItemPage } from './catalogue/item-page.tsx';
import { Events } from './events/events.tsx';
import { Standing } from './standing/standing.tsx';
import { Usage } from './usage/usage.tsx';
import { WebhookPage } from './webhooks/webhook-page.tsx';
import { Webhooks } from './webhooks/webhooks.tsx';

const TEXT = {
  'zh-CN': {
    applications: '应用',
    catalogue: '数据目录',
    webhooks: '事件推送',
    events: '事件',
    usage: '用量',
    cases: '工单',
  },
  en: {
    applications: 'Applications',
    catalogue: 'Data catalogue',
    webhooks: 'Webhooks',
    events: 'Events',
    usage: 'Usage',
    cases: 'Cases',
  },
} as const;

/** The portal of a participant’s developers. */
export function Portal() {
  const text = useText(TEXT);
  return (
    <>
      <Standing />
      <Tabs
        tabs={[
          ['applications', text.applications],
          ['catalogue', text.catalogue],
          ['webhooks', text.webhooks],
          ['events', text.events],
          ['usage', text.usage],
          ['cases', text.cases],
        ]}
      />
      <Page />
    </>
  );
}

function Page() {
  const [page, id] = usePlace();
  switch (page) {
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
