import { define } from '../error-definition.ts';

/** Lending policies (授信策略), and decisions that people make (人工审批). */
export const POLICIES_ERRORS = {
  POLICY_UNKNOWN: define(
    422,
    '没有该日期有效的该策略。请从策略列表中选择。',
    'No such policy is in force on that day. Choose one from the list of policies.',
  ),
  POLICY_INVALID: define(
    422,
    '策略文档未通过检查。请按各项提示更正后重新提交。',
    'The policy document did not pass its checks. Correct what is listed and send it again.',
  ),
  POLICY_NOT_FOUND: define(
    404,
    '没有可供查看的该策略版本。请核对编号和版本。',
    'No such version of a policy is visible to you. Check id and version.',
  ),
  POLICY_ID_TAKEN: define(
    409,
    '该策略编号由平台使用。请另取编号。',
    'The platform uses this policy id. Choose another.',
  ),
  POLICY_FIXED: define(
    409,
    '该版本已提交复核、启用或停用，不能再修改。请起草新版本。',
    'This version was proposed, is in force or retired, and cannot be changed. Draft a new version.',
  ),
  POLICY_STEP_ILLEGAL: define(
    409,
    '该版本目前的状态不允许这一步。请先查询。',
    'The version cannot take this step from where it stands. Read it first.',
  ),
  POLICY_CHANGED_MEANWHILE: define(
    409,
    '策略文档与您看到的不一致。请重新查看后再操作。',
    'The policy document is not the one you saw. Read it again before you go on.',
  ),
  POLICY_OVER: define(
    409,
    '该版本的失效日期已过，不能启用。请起草新版本。',
    'The last day of this version has passed; it cannot be put in force. Draft a new version.',
  ),
  POLICY_NOT_GENUINE: define(
    500,
    '存储的策略与经平台写入的不一致，既不展示，也不用于决策。请凭 requestId 联系运营方。',
    'The stored policy is not what was written through the platform: it is not shown, and nothing is decided by it. Contact the operator with the request id.',
  ),
  REFERRAL_NOT_FOUND: define(
    404,
    '没有可供查看的该人工审批。请核对编号。',
    'No such referral is visible to you. Check the id.',
  ),
  REFERRAL_SETTLED: define(
    409,
    '该申请的人工审批已办结。请查询结果。',
    'The referral is settled. Read its outcome.',
  ),
  REFERRAL_CHANGED_MEANWHILE: define(
    409,
    '审批意见与您看到的不一致。请重新查看后再操作。',
    'The proposal is not the one you saw. Read it again before you go on.',
  ),
  REFERRAL_NOT_GENUINE: define(
    500,
    '该人工审批的记录与平台办理的不一致，不予采用。请联系运营方。',
    'The record of this referral is not what was done through the platform, and is not used. Contact the operator.',
  ),
  REFERRAL_LIMIT_EXCEEDED: define(
    422,
    '额度或利率超出策略允许的范围。请在范围内提出。',
    'Limit or rate goes beyond what the policy allows. Propose within it.',
  ),
  REFERRAL_POLICY_RETIRED: define(
    409,
    '转人工审批所依据的策略版本已停用，不能再据以批准。请拒绝，或按现行版本重新决策。',
    'The version of the policy that referred it was retired: nobody is approved by it any more. Decline, or decide anew by the one in force.',
  ),
} as const;
