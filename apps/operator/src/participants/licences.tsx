import {
  ActForm,
  Area,
  Choice,
  Field,
  LICENCE_WORDS,
  LicenceList,
  useText,
  useWords,
} from '@xinqiao/console';
import {
  type CalendarDate,
  type HeldLicence,
  LicenceType,
  type ParticipantId,
  type ParticipantKind,
  REQUIRED_LICENCES,
} from '@xinqiao/contracts';

const TEXT = {
  'zh-CN': {
    title: '许可',
    required: '此类参与方须持有：',
    record: '登记许可',
    type: '种类',
    number: '证号',
    issuer: '发证机关',
    from: '首日',
    to: '末日（含当日；无期限则留空）',
    withdraw: '注销此许可',
    why: '注销原因',
    whyHint: '注销后停止以其提供服务，且不可恢复。该参与方的人员会看到，请勿填写个人信息。',
    waits: '已在用的须由另一人复核同意后生效；提交后请到“待复核”查看。',
  },
  en: {
    title: 'Licences',
    required: 'Required of this kind: ',
    record: 'Record a licence',
    type: 'Type',
    number: 'Number',
    issuer: 'Authority',
    from: 'First day',
    to: 'Last day, inclusive (empty: no end)',
    withdraw: 'Withdraw this licence',
    why: 'Why',
    whyHint:
      'Nothing is served on its strength then, for good. The staff of the participant see the reason. No personal data.',
    waits: 'Another person must approve it first; it then waits under “To decide”.',
  },
} as const;

interface LicencesProps {
  /** Whether withdrawing waits for a second person. */
  readonly inUse: boolean;
  readonly participantId: ParticipantId;
  readonly kind: ParticipantKind;
  readonly licences: readonly HeldLicence[];
}

/** Licences of a participant, with forms to record and to withdraw one. */
export function Licences({ participantId, kind, licences, inUse }: LicencesProps) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const required = REQUIRED_LICENCES[kind];
  return (
    <section className="card">
      <h2>{text.title}</h2>
      {required.map(({ type, reference }) => (
        <p key={type} className="quiet">
          {text.required}
          {wordsOf(LICENCE_WORDS, type)}（<span lang="zh-CN">{reference}</span>）
        </p>
      ))}
      <LicenceList
        licences={licences}
        actions={({ licenceId }) => (
          <details className="more">
            <summary>{text.withdraw}</summary>
            <ActForm
              name="licences.withdraw"
              submit={text.withdraw}
              grave
              inputOf={({ reason = '' }) => ({ licenceId, reason })}
            >
              {inUse ? <p className="light wait">{text.waits}</p> : null}
              <Area label={text.why} hint={text.whyHint} name="reason" rows={2} maxLength={1000} required />
            </ActForm>
          </details>
        )}
      />
      <details className="more">
        <summary>{text.record}</summary>
        <ActForm
          name="licences.record"
          submit={text.record}
          inputOf={({ type, number = '', issuer = '', validFrom, validTo }) => ({
            participantId,
            type: LicenceType.parse(type),
            number,
            issuer,
            validFrom: validFrom as CalendarDate,
            validTo: (validTo as CalendarDate | undefined) ?? null,
          })}
        >
          {kind === 'OPERATOR' ? <p className="light wait">{text.waits}</p> : null}
          <Choice
            label={text.type}
            name="type"
            options={LicenceType.options.map((type) => [type, wordsOf(LICENCE_WORDS, type)])}
            value={required[0]?.type ?? 'OTHER'}
          />
          <Field label={text.number} name="number" required />
          <Field label={text.issuer} name="issuer" required />
          <Field label={text.from} name="validFrom" type="date" required />
          <Field label={text.to} name="validTo" type="date" />
        </ActForm>
      </details>
    </section>
  );
}
