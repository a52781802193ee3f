import {
  ActForm,
  Area,
  Checks,
  Chip,
  Choice,
  Field,
  Loaded,
  PERSON_ROLE_WORDS,
  useText,
  useWords,
} from '@xinqiao/console';
import {
  type ParticipantId,
  type ParticipantKind,
  type Person,
  type PersonRole,
  personRolesOf,
} from '@xinqiao/contracts';

const TEXT = {
  'zh-CN': {
    title: '人员',
    about: '登记、变更和停用都须由另一人复核。策略和人工审批要两名风险人员。',
    inService: '银行启用后，给予权限的变更还须银行一名人员先在其门户同意：请在启用之前登记首批人员。',
    nobody: '尚无人员。',
    none: '无角色',
    disabled: '已停用',
    change: '提出人员变更',
    add: '登记人员',
    submit: '提出，由另一人复核',
    identityId: '身份标识（城市统一身份认证）',
    name: '姓名',
    roles: '角色',
    status: '状态',
    active: '启用',
    off: '停用',
    note: '说明（选填）',
    noteHint: '该参与方的人员会看到，请勿填写个人信息。',
  },
  en: {
    title: 'People',
    about:
      'Another person approves whoever is entered, changed or disabled. Policies and referrals take two risk officers.',
    inService:
      'Once a bank is active, one of its own people agrees in its portal before anybody gets rights: enter the first ones before activation.',
    nobody: 'Nobody yet.',
    none: 'no role',
    disabled: 'Disabled',
    change: 'Propose a change of a person',
    add: 'Enter a person',
    submit: 'Propose, for another person to decide',
    identityId: 'Identity at the city’s sign-in',
    name: 'Name',
    roles: 'Roles',
    status: 'Status',
    active: 'Active',
    off: 'Disabled',
    note: 'Note (optional)',
    noteHint: 'The staff of the participant see it. No personal data.',
  },
} as const;

interface PeopleProps {
  readonly participantId: ParticipantId;
  readonly kind: ParticipantKind;
}

/** Who works for a bank or the regulator, with a form for each and for somebody new. */
export function People({ participantId, kind }: PeopleProps) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  if (personRolesOf(kind).length === 0) return null;
  return (
    <section className="card">
      <h2>{text.title}</h2>
      <p className="quiet">{text.about}</p>
      {kind === 'BANK' ? <p className="quiet">{text.inService}</p> : null}
      <Loaded name="participants.listPeople" input={{ participantId }}>
        {({ items }) => (
          <>
            {items.length === 0 ? <p className="quiet">{text.nobody}</p> : null}
            <ul className="rows">
              {items.map((person) => (
                <li key={person.identityId}>
                  <b>{person.name}</b> <code>{person.identityId}</code>{' '}
                  {person.status === 'DISABLED' ? <Chip tone="bad">{text.disabled}</Chip> : null}{' '}
                  {person.roles.length === 0 ? <span className="quiet">{text.none}</span> : null}
                  {person.roles.map((role) => (
                    <Chip key={role} tone="good">
                      {wordsOf(PERSON_ROLE_WORDS, role)}
                    </Chip>
                  ))}
                  <details className="more">
                    <summary>{text.change}</summary>
                    <ProposePerson participantId={participantId} kind={kind} person={person} />
                  </details>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
      <details className="more">
        <summary>{text.add}</summary>
        <ProposePerson participantId={participantId} kind={kind} />
      </details>
    </section>
  );
}

function ProposePerson({ participantId, kind, person }: PeopleProps & { readonly person?: Person }) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  return (
    <ActForm
      name="participants.proposePerson"
      submit={text.submit}
      inputOf={({ identityId = '', name = '', status, note }, chosen) => ({
        participantId,
        identityId: person?.identityId ?? identityId,
        name,
        roles: chosen('roles') as PersonRole[],
        status: status as Person['status'],
        ...(note === undefined ? {} : { note }),
      })}
    >
      {person === undefined ? <Field label={text.identityId} name="identityId" required /> : null}
      <Field
        label={text.name}
        name="name"
        required
        {...(person === undefined ? {} : { value: person.name })}
      />
      <Checks
        label={text.roles}
        name="roles"
        options={personRolesOf(kind).map((role) => [role, wordsOf(PERSON_ROLE_WORDS, role)])}
        values={person?.roles ?? []}
      />
      <Choice
        label={text.status}
        name="status"
        options={[
          ['ACTIVE', text.active],
          ['DISABLED', text.off],
        ]}
        value={person?.status ?? 'ACTIVE'}
      />
      <Area label={text.note} hint={text.noteHint} name="note" rows={2} maxLength={1000} />
    </ActForm>
  );
}
