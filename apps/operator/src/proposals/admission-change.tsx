import { Fact, Facts, useText, useWords } from '@xinqiao/console';
import { LocalizedText, type Proposal } from '@xinqiao/contracts';

type Change = Extract<Proposal['change'], { kind: 'ADMISSION_CHANGE' }>;

const TEXT = {
  'zh-CN': { none: '无', was: '原为：', becomes: '变更为：' },
  en: { none: 'none', was: 'Was: ', becomes: 'Would be: ' },
} as const;

const OPERATIONS: Readonly<Record<Change['operation'], LocalizedText>> = {
  'participants.update': { zh: '变更参与方名称或限额', en: 'Change the name or limit of the participant' },
  'applications.register': { zh: '登记一个新应用', en: 'Register a further application' },
  'applications.update': { zh: '变更应用的登记内容', en: 'Change what an application is admitted for' },
  'licences.record': { zh: '登记许可', en: 'Record a licence' },
  'licences.withdraw': {
    zh: '注销许可，此后不再以其提供服务',
    en: 'Withdraw a licence: nothing is served on it then',
  },
};

const FIELDS: Readonly<Record<string, LocalizedText>> = {
  name: { zh: '名称', en: 'Name' },
  callsPerMinute: { zh: '每分钟调用上限', en: 'Calls per minute at most' },
  applicationId: { zh: '应用编号', en: 'Application id' },
  licenceId: { zh: '许可编号', en: 'Licence id' },
  environment: { zh: '环境', en: 'Environment' },
  redirectUris: { zh: '回调地址', en: 'Redirect URIs' },
  notificationUri: { zh: '通知地址', en: 'Where it is told of answers' },
  templates: { zh: '授权模板', en: 'Consent templates' },
  purposes: { zh: '用途', en: 'Purposes' },
  scopes: { zh: '权限范围', en: 'Scopes' },
  type: { zh: '种类', en: 'Type' },
  number: { zh: '证号', en: 'Number' },
  issuer: { zh: '发证机关', en: 'Authority' },
  validFrom: { zh: '首日', en: 'First day' },
  validTo: { zh: '末日', en: 'Last day' },
  withdrawn: { zh: '已注销', en: 'Withdrawn' },
  reason: { zh: '原因', en: 'Reason' },
};

/** A change of what is admitted and in use: each field as it was and as it would be. */
export function AdmissionChange({ change: { operation, input, before } }: { change: Change }) {
  const wordsOf = useWords();
  // Whose it is stands above.
  const fields = [...new Set([...Object.keys(before), ...Object.keys(input)])].filter(
    (field) => field !== 'participantId',
  );
  return (
    <>
      <p>
        <b>{wordsOf(OPERATIONS, operation)}</b>
      </p>
      <Facts>
        {fields.map((field) => (
          <Fact key={field} label={wordsOf(FIELDS, field)}>
            <Values field={field} input={input} before={before} />
          </Fact>
        ))}
      </Facts>
    </>
  );
}

interface ValuesProps extends Pick<Change, 'input' | 'before'> {
  readonly field: string;
}

function Values({ field, input, before }: ValuesProps) {
  const text = useText(TEXT);
  const wordsOf = (value: unknown) => inWords(value) || text.none;
  if (!(field in before)) return <code>{wordsOf(input[field])}</code>;
  if (!(field in input)) return <code>{wordsOf(before[field])}</code>;
  return (
    <>
      <div>
        {text.was}
        <code>{wordsOf(before[field])}</code>
      </div>
      <div>
        {text.becomes}
        <b>
          <code>{wordsOf(input[field])}</code>
        </b>
      </div>
    </>
  );
}

/** Lists with dots between, names in both languages. */
function inWords(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(inWords).join(' · ');
  const name = LocalizedText.safeParse(value).data;
  if (name !== undefined) return `${name.zh} / ${name.en}`;
  return String(value);
}
