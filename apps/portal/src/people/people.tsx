import { Chip, Loaded, PERSON_ROLE_WORDS, useText, useWords } from '@xinqiao/console';
import type { Person } from '@xinqiao/contracts';
import { ProposedPerson } from './proposed-person.tsx';

const TEXT = {
  'zh-CN': {
    title: '人员',
    about: '在本行工作的人员由运营方两人登记和变更。本行启用后，给予权限的变更还须本行一名人员同意。',
    waiting: '待复核的变更',
    nothing: '没有待复核的变更。',
    people: '本行人员',
    nobody: '尚无人员。',
    none: '无角色',
    disabled: '已停用',
  },
  en: {
    title: 'People',
    about:
      'Two people of the operator enter and change whoever works for your bank. Once it is active, one of your own people agrees to whatever gives somebody rights.',
    waiting: 'Changes that wait',
    nothing: 'No change waits.',
    people: 'Your people',
    nobody: 'Nobody yet.',
    none: 'no role',
    disabled: 'Disabled',
  },
} as const;

/** Who works for the bank, and what the operator proposed about them. */
export function People() {
  const text = useText(TEXT);
  return (
    <>
      <h1>{text.title}</h1>
      <p className="intro">{text.about}</p>
      <Loaded name="people.listOwn" input={{}}>
        {({ items, proposals }) => (
          <>
            <h2>{text.waiting}</h2>
            {proposals.length === 0 ? <p className="quiet">{text.nothing}</p> : null}
            {proposals.map((proposal) => (
              <ProposedPerson
                key={proposal.proposalId}
                proposal={proposal}
                known={items.find(({ identityId }) => identityId === proposal.identityId)}
              />
            ))}
            <h2>{text.people}</h2>
            {items.length === 0 ? <p className="quiet">{text.nobody}</p> : null}
            <ul className="rows">
              {items.map((person) => (
                <PersonRow key={person.identityId} person={person} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </>
  );
}

function PersonRow({ person: { identityId, name, roles, status } }: { person: Person }) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  return (
    <li>
      <b>{name}</b> <code>{identityId}</code>{' '}
      {status === 'DISABLED' ? <Chip tone="bad">{text.disabled}</Chip> : null}{' '}
      {roles.length === 0 ? <span className="quiet">{text.none}</span> : null}
      {roles.map((role) => (
        <Chip key={role} tone="good">
          {wordsOf(PERSON_ROLE_WORDS, role)}
        </Chip>
      ))}
    </li>
  );
}
