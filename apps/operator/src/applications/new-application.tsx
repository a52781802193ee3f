import {
  ActForm,
  Area,
  Checks,
  Choice,
  ENVIRONMENT_WORDS,
  Field,
  Loaded,
  textKey,
  useLanguage,
  useText,
  useWords,
} from '@xinqiao/console';
import {
  APPLICATION_SCOPES,
  BankPurposeCode,
  Environment,
  type ParticipantId,
  type ParticipantKind,
  PURPOSES,
  SCOPES,
  type Scope,
} from '@xinqiao/contracts';

const TEXT = {
  'zh-CN': {
    submit: '登记应用',
    zh: '应用名称（中文，授权页上显示）',
    en: '应用名称（英文）',
    environment: '环境',
    redirectUris: '回调地址，每行一个',
    redirectHint: 'https 完整地址，不含通配符；沙箱中也可用本机 http 地址。',
    purposes: '用途',
    templates: '授权模板',
    scopes: '权限范围',
    scopesHint: '默认为此类参与方可用的全部范围。',
    waits: '该参与方已在用：须由另一人复核同意后登记；提交后请到“待复核”查看。',
  },
  en: {
    submit: 'Register the application',
    zh: 'Name (Chinese, shown on the consent page)',
    en: 'Name (English)',
    environment: 'Environment',
    redirectUris: 'Redirect URIs, one per line',
    redirectHint: 'Whole https addresses without wildcards; in a sandbox also http on this machine.',
    purposes: 'Purposes',
    templates: 'Consent templates',
    scopes: 'Scopes',
    scopesHint: 'To begin with all that this kind of participant may have.',
    waits:
      'The participant is in use: another person must approve it first; it then waits under “To decide”.',
  },
} as const;

/** Registers an application of a participant. */
export function NewApplication({
  participantId,
  kind,
  inUse,
}: {
  participantId: ParticipantId;
  kind: ParticipantKind;
  /** Whether it waits for a second person. */
  inUse: boolean;
}) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  const scopes = APPLICATION_SCOPES[kind];
  return (
    <Loaded name="catalogue.listTemplates" input={{}}>
      {({ items: templates }) => (
        <ActForm
          name="applications.register"
          submit={text.submit}
          inputOf={({ zh = '', en = '', environment, redirectUris = '' }, chosen) => ({
            participantId,
            environment: Environment.parse(environment),
            name: { zh, en },
            redirectUris: redirectUris.split(/\s*\n\s*/).filter((line) => line !== ''),
            templates: chosen('templates'),
            purposes: chosen('purposes') as BankPurposeCode[],
            scopes: chosen('scopes') as Scope[],
          })}
        >
          {inUse ? <p className="light wait">{text.waits}</p> : null}
          <Field label={text.zh} name="zh" required />
          <Field label={text.en} name="en" required />
          <Choice
            label={text.environment}
            name="environment"
            options={Environment.options.map((environment) => [
              environment,
              wordsOf(ENVIRONMENT_WORDS, environment),
            ])}
          />
          <Area label={text.redirectUris} hint={text.redirectHint} name="redirectUris" rows={2} />
          <Checks
            label={text.purposes}
            name="purposes"
            options={BankPurposeCode.options.map((code) => [code, PURPOSES[code][textKey(language)]])}
          />
          <Checks
            label={text.templates}
            name="templates"
            options={templates.map(({ templateId, name }) => [templateId, name[textKey(language)]])}
          />
          <Checks
            label={text.scopes}
            hint={text.scopesHint}
            name="scopes"
            options={scopes.map((scope) => [scope, SCOPES[scope][textKey(language)]])}
            values={scopes}
          />
        </ActForm>
      )}
    </Loaded>
  );
}
