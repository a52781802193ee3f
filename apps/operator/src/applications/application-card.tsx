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
import type { Application } from '@xinqiao/contracts';
import { ApplicationFacts } from './application-facts.tsx';
import { KeyActions } from './key-actions.tsx';
import { SuspendApplication } from './suspend-application.tsx';

const TEXT = {
  'zh-CN': {
    id: '应用编号（client_id）',
    why: '停用原因',
    keys: '公钥',
    register: '代为登记公钥',
    registerHint: '仅限受理期间；已启用的参与方由其自行登记。',
  },
  en: {
    id: 'Application id (client_id)',
    why: 'Suspended because',
    keys: 'Public keys',
    register: 'Register a public key',
    registerHint: 'Only while the participant is being admitted; an active one registers its own.',
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
        <ApplicationFacts
          application={application}
          besideUrl={
            <>
              {application.jwksFetchedAt === null ? null : <When at={application.jwksFetchedAt} />}{' '}
              {application.jwksError === null ? null : <Chip tone="bad">{application.jwksError}</Chip>}
            </>
          }
        />
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
