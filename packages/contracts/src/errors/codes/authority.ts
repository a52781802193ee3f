import { define } from '../error-definition.ts';

/** Who may act for a firm, and who helps her. */
export const AUTHORITY_ERRORS = {
  AUTHORITY_MISSING: define(
    403,
    '您目前无权代表该企业办理此事项。请由法定代表人办理，或由其授权。',
    'You may not act for this enterprise in this matter at present. Its legal representative can, or can give you authority.',
  ),
  AUTHORITY_NOT_FOUND: define(404, '没有该项授权委托。请核对。', 'There is no such authority. Check it.'),
  AUTHORITY_EXCESSIVE: define(
    422,
    '委托的范围或期限超出委托人自己的权限。请缩小后重试。',
    'The authority would reach beyond that of whoever gives it. Reduce it and try again.',
  ),
  REPRESENTATIVE_MISMATCH: define(
    403,
    '您的身份与登记的法定代表人不一致。如刚变更，请待登记机关更新后再办理。',
    'You are not the legal representative the registry names. If that changed lately, wait until the registry says so.',
  ),
  INVITATION_INVALID: define(
    404,
    '邀请码无效、已使用、已撤回或已过期。请向授权人核对，或请其重新邀请。',
    'The code of the invitation is wrong, was used, was taken back or has run out. Ask whoever invited you.',
  ),
  APPROVERS_TOO_FEW: define(
    409,
    '企业设定须多人同意，目前有权办理的人数不足。请法定代表人增加授权人员或调整规则。',
    'The enterprise wants several people to agree and fewer may act at present. Its legal representative can give authority or change the rule.',
  ),
  AUTHORITY_ATTEMPTS_USED: define(
    429,
    '今日尝试次数过多。请核对信息，明日再试。',
    'There were too many tries today. Check what you have and come back tomorrow.',
    true,
  ),
  AGENT_NOT_FOUND: define(404, '没有该代办员。请核对标识。', 'There is no such agent. Check the identity.'),
  AGENT_ALREADY_REGISTERED: define(
    409,
    '该代办员已登记。如需变更，请使用变更操作。',
    'The agent is registered already. Use the update operation to change something.',
  ),
  AGENT_NOT_ACTIVE: define(
    403,
    '代办员资格未启用。请联系运营方。',
    'The agent is not active. Contact the operator.',
  ),
  AGENT_LIMIT_REACHED: define(
    429,
    '今日代办数量已达上限。请明日再办，或请企业自行在手机上办理。',
    'The agent has reached the limit of the day. Go on tomorrow, or let the enterprise act on its own phone.',
    true,
  ),
  CONFIRMATION_CODE_INVALID: define(
    403,
    '确认码无效、已使用或已过期。请重新发送确认码。',
    'The confirmation code is wrong, was used or has run out. Send a new one.',
  ),
  REGISTRY_EVENT_CONFLICT: define(
    409,
    '同一编号的登记变更已以不同内容报送；或要撤销的报告不是贵单位对该企业所报，或已撤销。请核对编号。',
    'An event with this number was reported with other content, or the report to annul is none of yours of this enterprise, or annulled already. Check the numbers.',
  ),
} as const;
