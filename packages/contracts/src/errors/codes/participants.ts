import { define } from '../error-definition.ts';

/** Participants, their applications, keys and licences, and the staff that admits them. */
export const PARTICIPANTS_ERRORS = {
  PARTICIPANT_NOT_ACTIVE: define(
    403,
    '参与方或应用当前未启用。请联系运营方。',
    'The participant or its application is not active. Contact the operator.',
  ),
  OPERATOR_NOT_LICENSED: define(
    503,
    '平台运营方的许可未生效或已到期，暂停服务。请联系运营方。',
    'The operator holds no licence in force, so nothing is served. Contact the operator.',
  ),
  PARTICIPANT_SUSPENDED: define(
    403,
    '参与方已被暂停。原因见 details；请联系运营方办理恢复。',
    'The participant is suspended. The reason stands under details; contact the operator to be reinstated.',
  ),
  PARTICIPANT_NOT_LICENSED: define(
    403,
    '参与方没有有效的业务许可。请向运营方提交新的许可。',
    'The participant holds no licence in force. Give the operator the new one.',
  ),
  APPLICATION_SUSPENDED: define(
    403,
    '应用已被暂停。原因见 details；请联系运营方或本机构管理员。',
    'The application is suspended. The reason stands under details; contact the operator or your administrator.',
  ),
  ENVIRONMENT_WRONG: define(
    403,
    '应用不属于本环境。请使用为本环境登记的应用。',
    'The application belongs to another environment. Use the one registered for this environment.',
  ),
  KEY_NOT_IN_FORCE: define(
    403,
    '签名所用密钥已吊销、到期或长期未能更新。请登记新密钥后重新获取令牌。',
    'The key that signed is revoked, has ended or could not be refreshed. Register a new key and get a new token.',
  ),
  KEY_SET_INVALID: define(
    422,
    '公钥集合不符合要求。请按 errors 逐项修改；切勿提交私钥。',
    'The key set is not acceptable. Correct what is listed under errors, and never send a private key.',
  ),
  KEY_SET_UNREACHABLE: define(
    422,
    '无法从所给地址读取公钥集合。请检查地址可从公网访问、不跳转且内容为 JSON。',
    'The key set cannot be read from that address. It must be public, answer without redirect and be JSON.',
  ),
  KEY_SLOTS_FULL: define(
    409,
    '应用已有两个有效密钥。请先吊销一个，再登记新的。',
    'The application has two keys in force. Revoke one before you register another.',
  ),
  KEY_ALREADY_USED: define(
    409,
    '该公钥已登记过。请生成新的密钥对。',
    'This public key was registered before. Make a new key pair.',
  ),
  KEY_NOT_FOUND: define(404, '没有该密钥。请核对密钥编号。', 'There is no such key. Check the key id.'),
  PARTICIPANT_NOT_FOUND: define(
    404,
    '没有该参与方。请核对编号。',
    'There is no such participant. Check the id.',
  ),
  APPLICATION_NOT_FOUND: define(
    404,
    '没有该应用。请核对编号。',
    'There is no such application. Check the id.',
  ),
  LICENCE_NOT_FOUND: define(404, '没有该许可。请核对编号。', 'There is no such licence. Check the id.'),
  STATUS_STEP_ILLEGAL: define(
    409,
    '不能从当前状态直接变更到该状态。请先查询状态和允许的下一步。',
    'That status cannot be reached from the present one. Read the status and the steps it allows first.',
  ),
  ADMISSION_INCOMPLETE: define(
    409,
    '准入条件尚未满足。请补齐 errors 中列出的事项。',
    'What this step requires is not complete. Supply what is listed under errors.',
  ),
  FOUR_EYES_REQUIRED: define(
    403,
    '提出人与复核人不能是同一人。请由另一位有权人员复核。',
    'Who proposed may not decide. Ask another person with the right to.',
  ),
  AGREEMENT_REQUIRED: define(
    409,
    '该银行已启用或暂停，须先由其一名人员在门户“人员”页同意此变更。请银行同意后再复核。',
    'The bank is in service or suspended: one of its own people agrees to this first, on the page People of the portal. Approve it after that.',
  ),
  DUTIES_IN_CONFLICT: define(
    409,
    '这些角色不能由同一人担任。请分派给不同人员。',
    'One person may not hold these roles together. Give them to different people.',
  ),
  PROPOSAL_NOT_FOUND: define(
    404,
    '没有该待复核事项。请核对编号。',
    'There is no such proposal. Check the id.',
  ),
  PROPOSAL_CLOSED: define(
    409,
    '该事项已复核、撤回或过期。如仍需办理，请重新提出。',
    'The proposal was decided, withdrawn or has run out. Propose again if it is still needed.',
  ),
  PROPOSAL_PENDING: define(
    409,
    '已有同类事项等待复核。请先复核或撤回该事项。',
    'Another proposal of the kind about this is open. Have it decided or withdrawn first.',
  ),
  BREAK_GLASS_NOT_OPEN: define(
    409,
    '紧急操作已结束或不存在。请重新开启并说明原因。',
    'The emergency is over or was never opened. Open one anew and say why.',
  ),
  BREAK_GLASS_PENDING: define(
    409,
    '您此前的紧急操作尚未结束或尚未复查。请先结束，并由他人复查。',
    'An emergency of yours is still open or was not reviewed. Close it and have somebody else review it first.',
  ),
  IDENTITY_NOT_FOUND: define(404, '没有该人员。请核对编号。', 'There is no such person. Check the id.'),
} as const;
