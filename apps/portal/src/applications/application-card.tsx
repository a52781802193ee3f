import {
  APPLICATION_STATUS_WORDS,
  Chip,
  ENVIRONMENT_WORDS,
  Fact,
  Facts,
  KeyList,
  REASON_WORDS,
  SUSPENDED_BY_WORDS,
  textKey,
  useLanguage,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import { type Application, PURPOSES, SCOPES } from '@xinqiao/contracts';
import { type ReactNode, useId } from 'react';
import { Copyable } from './copyable.tsx';
import { KeyActions } from './key-actions.tsx';
import { RegisterKey } from './register-key.tsx';
import { SuspendApplication } from './suspend-application.tsx';

const TEXT = {
  'zh-CN': {
    id: '应用编号（client_id）',
    why: '停用原因',
    redirectUris: '回调地址',
    purposes: '可用用途',
    templates: '可用授权模板',
    scopes: '权限范围',
    keys: '公钥',
    url: '公钥地址',
    read: '最近成功读取：',
    createdAt: '登记时间',
    none: '无',
  },
  en: {
    id: 'Application id (client_id)',
    why: 'Suspended because',
    redirectUris: 'Redirect URIs',
    purposes: 'Purposes',
    templates: 'Consent templates',
    scopes: 'Scopes',
    keys: 'Public keys',
    url: 'Address of the keys',
    read: 'last read: ',
    createdAt: 'Registered',
    none: 'None',
  },
} as const;

/** One application, with everything a developer configures on the other side, and its keys. */
export function ApplicationCard({ application }: { application: Application }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  const titleId = useId();
  const { applicationId, name, environment, status, redirectUris, purposes, templates, scopes, keys } =
    application;
  const { statusReason, statusNote, statusBy, statusSince, jwksUri, jwksFetchedAt, jwksError } = application;
  return (
    <section className="card" aria-labelledby={titleId}>
      <h2 id={titleId}>{name[textKey(language)]}</h2>
      <p>
        <Chip tone="plain">{wordsOf(ENVIRONMENT_WORDS, environment)}</Chip>{' '}
        <Chip tone={status === 'ACTIVE' ? 'good' : 'bad'}>{wordsOf(APPLICATION_STATUS_WORDS, status)}</Chip>
      </p>
      <Facts>
        {status === 'ACTIVE' ? null : (
          <Fact label={text.why}>
            {wordsOf(REASON_WORDS, statusReason ?? '')} · {wordsOf(SUSPENDED_BY_WORDS, statusBy ?? '')} ·{' '}
            <When at={statusSince} />
            {statusNote === null ? null : <blockquote>{statusNote}</blockquote>}
          </Fact>
        )}
        <Fact label={text.id}>
          <Copyable value={applicationId} />
        </Fact>
        <Fact label={text.redirectUris}>
          <List values={redirectUris} none={text.none} show={(uri) => <Copyable value={uri} />} />
        </Fact>
        <Fact label={text.keys}>
          {jwksUri === null ? null : (
            <p>
              {text.url} <code>{jwksUri}</code>
              {jwksFetchedAt === null ? null : (
                <>
                  {' · '}
                  {text.read}
                  <When at={jwksFetchedAt} />
                </>
              )}{' '}
              {jwksError === null ? null : <Chip tone="bad">{jwksError}</Chip>}
            </p>
          )}
          <KeyList keys={keys} actions={(key) => <KeyActions applicationKey={key} />} />
          {jwksUri === null ? (
            <RegisterKey
              applicationId={applicationId}
              slotsFree={2 - keys.filter(({ use }) => use === 'sig').length}
            />
          ) : null}
        </Fact>
        <Fact label={text.purposes}>
          <List values={purposes} none={text.none} show={(purpose) => wordsOf(PURPOSES, purpose)} />
        </Fact>
        <Fact label={text.templates}>
          <List values={templates} none={text.none} show={(id) => <code>{id}</code>} />
        </Fact>
        <Fact label={text.scopes}>
          <List
            values={scopes}
            none={text.none}
            show={(scope) => (
              <>
                <code>{scope}</code> <span className="quiet">{wordsOf(SCOPES, scope)}</span>
              </>
            )}
          />
        </Fact>
        <Fact label={text.createdAt}>
          <When at={application.createdAt} />
        </Fact>
      </Facts>
      <SuspendApplication application={application} />
    </section>
  );
}

interface ListProps {
  readonly values: readonly string[];
  /** Said when there are none. */
  readonly none: string;
  show(value: string): ReactNode;
}

function List({ values, none, show }: ListProps) {
  if (values.length === 0) return none;
  return (
    <ul className="bare">
      {values.map((value) => (
        <li key={value}>{show(value)}</li>
      ))}
    </ul>
  );
}
