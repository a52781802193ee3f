import {
  ActForm,
  Area,
  Checks,
  Choice,
  Field,
  KeyField,
  keyOf,
  STAFF_ROLE_WORDS,
  useText,
  useWords,
} from '@xinqiao/console';
import { type StaffMember, StaffRole } from '@xinqiao/contracts';
import { useState } from 'react';

const TEXT = {
  'zh-CN': {
    submit: '提出，由另一人复核',
    identityId: '身份标识（城市统一身份认证）',
    name: '姓名',
    roles: '角色',
    rolesHint: '安全不与其他任何角色兼任。',
    status: '状态',
    active: '启用',
    disabled: '停用',
    key: '更换其命令行工具的公钥',
    note: '说明（选填）',
  },
  en: {
    submit: 'Propose, for another person to decide',
    identityId: 'Identity at the city’s sign-in',
    name: 'Name',
    roles: 'Roles',
    rolesHint: 'Security goes with no other role.',
    status: 'Status',
    active: 'Active',
    disabled: 'Disabled',
    key: 'Give her command-line tool another key',
    note: 'Note (optional)',
  },
} as const;

/** Proposes the roles of a member of staff, or of somebody new. */
export function ProposeStaff({ member }: { member?: StaffMember }) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const [withKey, setWithKey] = useState(false);
  return (
    <ActForm
      name="staff.propose"
      submit={text.submit}
      inputOf={({ identityId = '', name = '', status, jwk, note }, chosen) => ({
        identityId: member?.identityId ?? identityId,
        name,
        roles: chosen('roles') as StaffRole[],
        status: status as StaffMember['status'],
        ...(withKey ? { toolKey: keyOf(jwk) } : {}),
        ...(note === undefined ? {} : { note }),
      })}
    >
      {member === undefined ? <Field label={text.identityId} name="identityId" required /> : null}
      <Field
        label={text.name}
        name="name"
        required
        {...(member === undefined ? {} : { value: member.name })}
      />
      <Checks
        label={text.roles}
        hint={text.rolesHint}
        name="roles"
        options={StaffRole.options.map((role) => [role, wordsOf(STAFF_ROLE_WORDS, role)])}
        values={member?.roles ?? []}
      />
      <Choice
        label={text.status}
        name="status"
        options={[
          ['ACTIVE', text.active],
          ['DISABLED', text.disabled],
        ]}
        value={member?.status ?? 'ACTIVE'}
      />
      <p className="field checks">
        <label>
          <input type="checkbox" checked={withKey} onChange={() => setWithKey(!withKey)} /> {text.key}
        </label>
      </p>
      {withKey ? <KeyField name="jwk" /> : null}
      <Area label={text.note} name="note" rows={2} maxLength={1000} />
    </ActForm>
  );
}
