import {
  ActForm,
  Chip,
  Fact,
  Facts,
  PERSON_ROLE_WORDS,
  useSignedIn,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import type { Person, PersonProposal } from '@xinqiao/contracts';

const TEXT = {
  'zh-CN': {
    roles: '角色变更为',
    was: '原角色',
    none: '无任何角色',
    newcomer: '新人员',
    disabled: '停用该人员，全部权限终止',
    by: '提出人（运营方）',
    note: '说明',
    until: '逾期作废',
    missing: '待本行同意',
    given: '已同意',
    notNeeded: '无须本行同意',
    agreedBy: '同意人',
    agree: '同意',
    agreeHint: '请先在行内核实此人及其角色。同意后由运营方另一人复核生效；不同意则无须操作，逾期作废。',
    own: '这项变更涉及您本人，须由本行另一名人员同意。',
  },
  en: {
    roles: 'Roles it would be',
    was: 'Roles now',
    none: 'no role',
    newcomer: 'somebody new',
    disabled: 'Disabled: she may do nothing any more',
    by: 'Proposed by (operator)',
    note: 'Note',
    until: 'Runs out',
    missing: 'Waits for your bank',
    given: 'Agreed',
    notNeeded: 'Needs no agreement of your bank',
    agreedBy: 'Agreed by',
    agree: 'Agree',
    agreeHint:
      'Make sure in your bank who she is and what she is there for. Another person of the operator then approves it. If you do not agree, do nothing: it runs out.',
    own: 'This is about you: another of your bank’s people agrees to it.',
  },
} as const;

interface ProposedPersonProps {
  readonly proposal: PersonProposal;
  /** As she stands now; undefined for somebody new. */
  readonly known: Person | undefined;
}

/** One change of the bank’s people that waits, with a button to agree where the bank has to. */
export function ProposedPerson({ proposal, known }: ProposedPersonProps) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { identityId, name, roles, status, note, proposedBy, expiresAt, agreement, agreedBy } = proposal;
  const inWords = (given: Person['roles']) =>
    given.map((role) => wordsOf(PERSON_ROLE_WORDS, role)).join(' · ') || text.none;
  return (
    <article className="card">
      <h3>
        {name} <code>{identityId}</code>{' '}
        {agreement === null ? (
          <Chip tone="plain">{text.notNeeded}</Chip>
        ) : (
          <Chip tone={agreement === 'GIVEN' ? 'good' : 'wait'}>
            {agreement === 'GIVEN' ? text.given : text.missing}
          </Chip>
        )}
      </h3>
      {status === 'DISABLED' ? <p className="light bad">{text.disabled}</p> : null}
      <Facts>
        <Fact label={text.was}>{known === undefined ? text.newcomer : inWords(known.roles)}</Fact>
        <Fact label={text.roles}>
          <b>{inWords(roles)}</b>
        </Fact>
        {note === null ? null : (
          <Fact label={text.note}>
            <blockquote>{note}</blockquote>
          </Fact>
        )}
        <Fact label={text.by}>
          <code>{proposedBy}</code>
        </Fact>
        <Fact label={text.until}>
          <When at={expiresAt} />
        </Fact>
        {agreedBy === null ? null : (
          <Fact label={text.agreedBy}>
            <code>{agreedBy}</code>
          </Fact>
        )}
      </Facts>
      {agreement === 'MISSING' ? <Agree proposal={proposal} /> : null}
    </article>
  );
}

function Agree({ proposal: { proposalId, identityId } }: { proposal: PersonProposal }) {
  const text = useText(TEXT);
  const me = useSignedIn();
  if (me?.identityId === identityId) return <p className="notice">{text.own}</p>;
  return (
    <ActForm name="people.agree" submit={text.agree} inputOf={() => ({ proposalId })}>
      <p className="quiet">{text.agreeHint}</p>
    </ActForm>
  );
}
