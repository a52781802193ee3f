import {
  ActForm,
  Checks,
  Chip,
  Field,
  Loaded,
  textKey,
  useLanguage,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import { EVENT_TYPE_NAMES, EVENT_TYPES, type EventType } from '@xinqiao/contracts';
import { useState } from 'react';
import { Secret } from './secret.tsx';
import { REASON_WORDS, STATUS_WORDS } from './webhook-words.ts';

const TEXT = {
  'zh-CN': {
    title: '事件推送',
    about:
      '事件以签名的 HTTP POST 推送到贵方地址（Standard Webhooks），失败后在 72 小时内重试。无法开放端口的系统可改为主动读取“事件”。',
    none: '还没有推送地址。',
    pending: (count: number) => `${count} 个待投递`,
    dead: (count: number) => `${count} 个已放弃`,
    add: '登记推送地址',
    url: '地址',
    urlHint: 'https 公网地址，不含用户名和密码。',
    types: '事件类型',
    typesHint: '不选即接收全部类型，包括今后新增的。',
  },
  en: {
    title: 'Webhooks',
    about:
      'Events are posted to your address, signed (Standard Webhooks), and tried again for 72 hours. A system that cannot open a port reads “Events” instead.',
    none: 'No address yet.',
    pending: (count: number) => `${count} on their way`,
    dead: (count: number) => `${count} given up`,
    add: 'Register an address',
    url: 'Address',
    urlHint: 'Public https, without user name or password.',
    types: 'Types of events',
    typesHint: 'None checked: all types, those added later included.',
  },
} as const;

/** Where events are sent to, how each address stands, and a form for another. */
export function Webhooks() {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  const [secret, setSecret] = useState<string>();
  return (
    <>
      <h1>{text.title}</h1>
      <p className="intro">{text.about}</p>
      {secret === undefined ? null : <Secret secret={secret} onKept={() => setSecret(undefined)} />}
      <Loaded name="webhooks.list" input={{}}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="quiet">{text.none}</p>
          ) : (
            <ul className="rows">
              {items.map(({ endpointId, url, status, statusReason, pending, dead, createdAt }) => (
                <li key={endpointId}>
                  <a href={`#/webhooks/${endpointId}`}>
                    <code>{url}</code>
                  </a>{' '}
                  <Chip tone={status === 'ACTIVE' && statusReason === null ? 'good' : 'bad'}>
                    {wordsOf(STATUS_WORDS, status)}
                  </Chip>
                  <br />
                  {statusReason === null ? null : `${wordsOf(REASON_WORDS, statusReason)} · `}
                  {text.pending(pending)} · {text.dead(dead)} · <When at={createdAt} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <ActForm
        name="webhooks.create"
        title={text.add}
        submit={text.add}
        inputOf={({ url = '' }, chosen) => ({ url, eventTypes: chosen('types') as EventType[] })}
        onDone={({ secret: made }) => setSecret(made)}
      >
        <Field label={text.url} hint={text.urlHint} name="url" type="url" required />
        <Checks
          label={text.types}
          hint={text.typesHint}
          name="types"
          options={EVENT_TYPE_NAMES.map((type) => [type, EVENT_TYPES[type].summary[textKey(language)]])}
        />
      </ActForm>
    </>
  );
}
