import { textKey, useLanguage, useText } from '@xinqiao/console';
import { type Application, SCOPES } from '@xinqiao/contracts';
import { type ReactNode, useId } from 'react';
import { Copyable } from './copyable.tsx';

const TEXT = {
  'zh-CN': {
    id: '应用编号（client_id）',
    redirectUris: '回调地址',
    templates: '可用授权模板',
    scopes: '权限范围',
    keyIds: '已登记公钥的编号（kid）',
    createdAt: '登记日期（北京时间）',
    none: '无',
    environment: { SANDBOX: '沙箱', PRODUCTION: '正式' },
    status: { ACTIVE: '启用', SUSPENDED: '停用' },
  },
  en: {
    id: 'Application id (client_id)',
    redirectUris: 'Redirect URIs',
    templates: 'Consent templates',
    scopes: 'Scopes',
    keyIds: 'Ids of registered public keys (kid)',
    createdAt: 'Registered on (Beijing)',
    none: 'None',
    environment: { SANDBOX: 'Sandbox', PRODUCTION: 'Production' },
    status: { ACTIVE: 'Active', SUSPENDED: 'Suspended' },
  },
} as const;

// sv-SE writes dates as ISO 8601 does, which both languages read.
const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** One application, with everything a developer configures on the other side. */
export function ApplicationCard({ application }: { application: Application }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const key = textKey(language);
  const titleId = useId();
  const { applicationId, name, environment, status, redirectUris, templates, scopes, keyIds, createdAt } =
    application;
  const wordsOf = (scope: string) => (scope in SCOPES ? SCOPES[scope as keyof typeof SCOPES][key] : '');
  return (
    <section className="card" aria-labelledby={titleId}>
      <h2 id={titleId}>{name[key]}</h2>
      <p className="states">
        <span className="state">{text.environment[environment]}</span>
        <span className={`state ${status.toLowerCase()}`}>{text.status[status]}</span>
      </p>
      <dl>
        <Fact label={text.id}>
          <Copyable value={applicationId} />
        </Fact>
        <Fact label={text.redirectUris}>
          <List values={redirectUris} none={text.none} show={(uri) => <Copyable value={uri} />} />
        </Fact>
        <Fact label={text.keyIds}>
          <List values={keyIds} none={text.none} show={(id) => <Copyable value={id} />} />
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
                <code>{scope}</code> <span className="quiet">{wordsOf(scope)}</span>
              </>
            )}
          />
        </Fact>
        <Fact label={text.createdAt}>{date.format(new Date(createdAt))}</Fact>
      </dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
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
    <ul>
      {values.map((value) => (
        <li key={value}>{show(value)}</li>
      ))}
    </ul>
  );
}
