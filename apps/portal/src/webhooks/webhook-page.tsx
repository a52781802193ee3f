import {
  ActForm,
  Chip,
  Fact,
  Facts,
  Loaded,
  textKey,
  useLanguage,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import { EVENT_TYPES, type WebhookEndpoint, WebhookEndpointId } from '@xinqiao/contracts';
import { useState } from 'react';
import { Deliveries } from './deliveries.tsx';
import { Secret } from './secret.tsx';
import { REASON_WORDS, STATUS_WORDS } from './webhook-words.ts';

const TEXT = {
  'zh-CN': {
    back: '全部推送地址',
    unknown: '没有该推送地址。',
    types: '事件类型',
    all: '全部',
    secrets: '有效签名密钥',
    newest: '最新密钥，无期限',
    ends: '旧密钥，签名至',
    test: '发送测试事件',
    sent: '测试事件已排队，投递情况见下。',
    rotate: '更换签名密钥',
    rotateHint: '旧密钥在 24 小时内仍同时签名，请在此期间换用新密钥。',
    disable: '停用',
    disableHint: '停用期间的新事件不排队，启用后可以重放。',
    enable: '启用',
  },
  en: {
    back: 'All addresses',
    unknown: 'There is no such address.',
    types: 'Types of events',
    all: 'All',
    secrets: 'Secrets that sign',
    newest: 'the newest, without an end',
    ends: 'an older one, until',
    test: 'Send a test event',
    sent: 'The test event is queued; see below what becomes of it.',
    rotate: 'Make a new secret',
    rotateHint: 'The old secret signs beside it for 24 hours: change over within that time.',
    disable: 'Disable',
    disableHint: 'Events of the time until it is enabled are not queued, and can be replayed.',
    enable: 'Enable',
  },
} as const;

/** One address events are sent to: how it stands, its secrets, its deliveries. */
export function WebhookPage({ id }: { id: string }) {
  const text = useText(TEXT);
  const endpointId = WebhookEndpointId.safeParse(id).data;
  return (
    <>
      <p>
        <a href="#/webhooks">← {text.back}</a>
      </p>
      <Loaded name="webhooks.list" input={{}}>
        {({ items }) => {
          const endpoint = items.find((candidate) => candidate.endpointId === endpointId);
          return endpoint === undefined ? <p>{text.unknown}</p> : <Webhook endpoint={endpoint} />;
        }}
      </Loaded>
    </>
  );
}

function Webhook({ endpoint }: { endpoint: WebhookEndpoint }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  const [secret, setSecret] = useState<string>();
  const [tested, setTested] = useState(false);
  const { endpointId, url, eventTypes, status, statusReason, secretsEnd, dead } = endpoint;
  return (
    <>
      <h1>
        <code>{url}</code>
      </h1>
      <p>
        <Chip tone={status === 'ACTIVE' && statusReason === null ? 'good' : 'bad'}>
          {wordsOf(STATUS_WORDS, status)}
        </Chip>{' '}
        {statusReason === null ? null : wordsOf(REASON_WORDS, statusReason)}
      </p>
      {secret === undefined ? null : <Secret secret={secret} onKept={() => setSecret(undefined)} />}
      <Facts>
        <Fact label={text.types}>
          {eventTypes.length === 0
            ? text.all
            : eventTypes.map((type) => EVENT_TYPES[type].summary[textKey(language)]).join(' · ')}
        </Fact>
        <Fact label={text.secrets}>
          {secretsEnd.map((end) => (
            <div key={end ?? ''}>
              {end === null ? (
                text.newest
              ) : (
                <>
                  {text.ends} <When at={end} />
                </>
              )}
            </div>
          ))}
        </Fact>
      </Facts>
      {status === 'ACTIVE' ? (
        <>
          <ActForm
            name="webhooks.test"
            submit={text.test}
            inputOf={() => ({ endpointId })}
            onDone={() => setTested(true)}
          />
          {tested ? <p role="status">{text.sent}</p> : null}
        </>
      ) : (
        <ActForm name="webhooks.enable" submit={text.enable} inputOf={() => ({ endpointId })} />
      )}
      <details className="more">
        <summary>{text.rotate}</summary>
        <ActForm
          name="webhooks.rotateSecret"
          submit={text.rotate}
          inputOf={() => ({ endpointId })}
          onDone={({ secret: made }) => setSecret(made)}
        >
          <p className="quiet">{text.rotateHint}</p>
        </ActForm>
      </details>
      {status === 'ACTIVE' ? (
        <details className="more">
          <summary>{text.disable}</summary>
          <ActForm name="webhooks.disable" submit={text.disable} grave inputOf={() => ({ endpointId })}>
            <p className="quiet">{text.disableHint}</p>
          </ActForm>
        </details>
      ) : null}
      <Deliveries endpointId={endpointId} dead={dead} />
    </>
  );
}
