import { Chip, Loaded, STAFF_ROLE_WORDS, useText, useWords } from '@xinqiao/console';
import { ProposeStaff } from './propose-staff.tsx';

const TEXT = {
  'zh-CN': {
    title: '人员',
    about:
      '职责分离：安全岗管理人员、密钥和暂停，不得兼任其他任何角色；其余角色可以兼任。角色变更由安全岗提出，由另一人复核；任何人不得为本人提出。',
    none: '无角色',
    disabled: '已停用',
    tool: '命令行工具',
    noTool: '无命令行工具',
    propose: '提出角色变更',
    add: '增加人员',
  },
  en: {
    title: 'Staff',
    about:
      'Separation of duties: security keeps staff, keys and suspensions, and goes with no other role; the others go together. Security proposes a change, another person approves it, and nobody proposes about herself.',
    none: 'no role',
    disabled: 'Disabled',
    tool: 'command-line tool',
    noTool: 'no command-line tool',
    propose: 'Propose a change',
    add: 'Add a person',
  },
} as const;

/** Who works for the operator, in which roles. */
export function Staff() {
  const text = useText(TEXT);
  const wordsOf = useWords();
  return (
    <>
      <h1>{text.title}</h1>
      <p className="intro">{text.about}</p>
      <Loaded name="staff.list" input={{}}>
        {({ items }) => (
          <>
            <ul className="rows">
              {items.map((member) => {
                const { identityId, name, roles, status, toolId } = member;
                return (
                  <li key={identityId}>
                    <b>{name}</b> <code>{identityId}</code>{' '}
                    {status === 'DISABLED' ? <Chip tone="bad">{text.disabled}</Chip> : null}{' '}
                    {roles.length === 0 ? <span className="quiet">{text.none}</span> : null}
                    {roles.map((role) => (
                      <Chip key={role} tone="good">
                        {wordsOf(STAFF_ROLE_WORDS, role)}
                      </Chip>
                    ))}{' '}
                    <span className="quiet">{toolId === null ? text.noTool : text.tool}</span>
                    <details className="more">
                      <summary>{text.propose}</summary>
                      <ProposeStaff member={member} />
                    </details>
                  </li>
                );
              })}
            </ul>
            <details className="more">
              <summary>{text.add}</summary>
              <ProposeStaff />
            </details>
          </>
        )}
      </Loaded>
    </>
  );
}
