import { PERSON_ROLE_WORDS, STAFF_ROLE_WORDS, STATUS_WORDS, useText, useWords } from '@xinqiao/console';
import type { Proposal } from '@xinqiao/contracts';
import { ParticipantName } from '../participants/participant-name.tsx';
import { AdmissionChange } from './admission-change.tsx';
import { WhatIsAdmitted } from './what-is-admitted.tsx';

const TEXT = {
  'zh-CN': {
    status: '参与方状态：',
    keys: '提出时有效的公钥指纹，复核时须与参与方核对：',
    noKeys: '提出时没有有效的公钥。',
    erasure: '删除该主体的个人信息并销毁其密钥，不可恢复。',
    staff: '人员角色：',
    person: '机构人员：',
    of: '所属机构：',
    roles: '角色变更为：',
    none: '无任何角色',
    disabled: '停用该人员，全部权限终止',
    tool: '其工具的公钥更换为指纹：',
  },
  en: {
    status: 'Status of the participant: ',
    keys: 'Keys in force when it was proposed; compare their thumbprints with the participant:',
    noKeys: 'No key was in force when it was proposed.',
    erasure: 'Erase the personal data of this subject and destroy its key. Nothing brings them back.',
    staff: 'Roles of ',
    person: 'Roles of ',
    of: 'Who works for ',
    roles: 'Roles it would be: ',
    none: 'no role',
    disabled: 'Disabled: she may do nothing any more',
    tool: 'Her tool gets the key with the thumbprint ',
  },
} as const;

/** What exactly would change. */
export function ProposedChange({ change }: { change: Proposal['change'] }) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  if (change.kind === 'ADMISSION_CHANGE') return <AdmissionChange change={change} />;
  if (change.kind === 'PARTICIPANT_STATUS')
    return (
      <>
        <p>
          {text.status}
          {wordsOf(STATUS_WORDS, change.from)} → <b>{wordsOf(STATUS_WORDS, change.to)}</b>
        </p>
        {change.to !== 'ACTIVE' ? null : change.keyThumbprints.length === 0 ? (
          <p>{text.noKeys}</p>
        ) : (
          <>
            <p>{text.keys}</p>
            <ul>
              {change.keyThumbprints.map((thumbprint) => (
                <li key={thumbprint}>
                  <code>{thumbprint}</code>
                </li>
              ))}
            </ul>
          </>
        )}
        {change.admitted === null ? null : (
          <WhatIsAdmitted admitted={change.admitted} hash={change.admittedHash} />
        )}
      </>
    );
  if (change.kind === 'SUBJECT_ERASURE') return <p className="light bad">{text.erasure}</p>;
  const roles =
    change.kind === 'PERSON'
      ? change.roles.map((role) => wordsOf(PERSON_ROLE_WORDS, role))
      : change.roles.map((role) => wordsOf(STAFF_ROLE_WORDS, role));
  return (
    <>
      <p>
        {change.kind === 'PERSON' ? text.person : text.staff}
        <b>{change.name}</b>
      </p>
      {change.kind === 'PERSON' ? (
        <p>
          {text.of}
          <ParticipantName id={change.participantId} />
        </p>
      ) : null}
      <p>
        {text.roles}
        <b>{roles.length === 0 ? text.none : roles.join(' · ')}</b>
      </p>
      {change.status === 'DISABLED' ? <p className="light bad">{text.disabled}</p> : null}
      {change.kind === 'PERSON' || change.toolKey === null ? null : (
        <p>
          {text.tool}
          <code>{change.toolKey}</code>
        </p>
      )}
    </>
  );
}
