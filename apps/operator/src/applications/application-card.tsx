import {
  ActForm,
  APPLICATION_STATUS_WORDS,
  Chip,
  ENVIRONMENT_WORDS,
  Fact,
  Facts,
  KeyField,
  KeyList,
  keyOf,
  REASON_WORDS,
  SUSPENDED_BY_WORDS,
  textKey,
  useLanguage,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import { type Application, PURPOSES } from '@xinqiao/contracts';
import { KeyActions } from './key-actions.tsx';
import { SuspendApplication } from './suspend-application.tsx';

const TEXT = {
  'zh-CN': {
    id: '应用编号（client_id）',
    why: '停用原因',
    redirectUris: '回调地址',
    notificationUri: '通知地址',
    purposes: '用途',
    templates: '授权模板',
    scopes: '权限范围',
    keys: '公钥',
    url: '公钥地址',
    register: '代为登记公钥',
    registerHint: '仅限受理期间；已启用的参与方由其自行登记。',
    none: '无',
  },
  en: {
    id: 'Application id (client_id)',
    why: 'Suspended because',
    redirectUris: 'Redirect URIs',
    notificationUri: 'Where it is told of answers',
    purposes: 'Purposes',
    templates: 'Consent templates',
    scopes: 'Scopes',
    keys: 'Public keys',
    url: 'Address of its keys',
    register: 'Register a public key',
    registerHint: 'Only while the participant is being admitted; an active one registers its own.',
    none: 'None',
  },
} as const;

interface ApplicationCardProps {
  readonly application: Application;
  /** The operator may register keys. */
  readonly beingAdmitted: boolean;
}

/** One application: what it is admitted for, its keys, and what the operator can do about them. */
export function ApplicationCard({ application, beingAdmitted }: ApplicationCardProps) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  const {
    applicationId,
    participantId,
    name,
    environment,
    status,
    statusSince,
    statusReason,
    statusNote,
    statusBy,
  } = application;
  const joined = (values: readonly string[]) => (values.length === 0 ? text.none : values.join(' · '));
  return (
    <article className="application">
      <h3>
        {name[textKey(language)]} <Chip tone="plain">{wordsOf(ENVIRONMENT_WORDS, environment)}</Chip>{' '}
        <Chip tone={status === 'ACTIVE' ? 'good' : 'bad'}>{wordsOf(APPLICATION_STATUS_WORDS, status)}</Chip>
      </h3>
      <Facts>
        <Fact label={text.id}>
          <code>{applicationId}</code>
        </Fact>
        {status === 'ACTIVE' ? null : (
          <Fact label={text.why}>
            {wordsOf(REASON_WORDS, statusReason ?? '')} · {wordsOf(SUSPENDED_BY_WORDS, statusBy ?? '')} ·{' '}
            <When at={statusSince} />
            {statusNote === null ? null : <blockquote>{statusNote}</blockquote>}
          </Fact>
        )}
        <Fact label={text.redirectUris}>
          {application.redirectUris.length === 0
            ? text.none
            : application.redirectUris.map((uri) => (
                <div key={uri}>
                  <code>{uri}</code>
                </div>
              ))}
        </Fact>
        <Fact label={text.notificationUri}>
          <code>{application.notificationUri ?? text.none}</code>
        </Fact>
        <Fact label={text.purposes}>
          {joined(application.purposes.map((purpose) => wordsOf(PURPOSES, purpose)))}
        </Fact>
        <Fact label={text.templates}>
          <code>{joined(application.templates)}</code>
        </Fact>
        <Fact label={text.scopes}>
          <code>{joined(application.scopes)}</code>
        </Fact>
        {application.jwksUri === null ? null : (
          <Fact label={text.url}>
            <code>{application.jwksUri}</code>{' '}
            {application.jwksFetchedAt === null ? null : <When at={application.jwksFetchedAt} />}{' '}
            {application.jwksError === null ? null : <Chip tone="bad">{application.jwksError}</Chip>}
          </Fact>
        )}
        <Fact label={text.keys}>
          <KeyList keys={application.keys} actions={(key) => <KeyActions applicationKey={key} />} />
        </Fact>
      </Facts>
      {beingAdmitted && application.jwksUri === null && application.keys.length < 2 ? (
        <details className="more">
          <summary>{text.register}</summary>
          <ActForm
            name="keys.registerAny"
            submit={text.register}
            inputOf={({ jwk }) => ({ participantId, applicationId, jwk: keyOf(jwk) })}
          >
            <p className="quiet">{text.registerHint}</p>
            <KeyField name="jwk" />
          </ActForm>
        </details>
      ) : null}
      <SuspendApplication application={application} />
    </article>
  );
}
