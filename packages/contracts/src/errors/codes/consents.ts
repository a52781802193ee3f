import { define } from '../error-definition.ts';

/** Consents: asked for, agreed to, read under, stopped. */
export const CONSENTS_ERRORS = {
  PURPOSE_NOT_SERVED: define(
    403,
    '该授权的用途不包含此操作。请按授权用途使用，或以合适的用途重新征求同意。',
    'The purpose of this consent does not include this operation. Use it as agreed, or ask for a consent with the right purpose.',
  ),
  CONSENT_NOT_FOUND: define(
    404,
    '没有可供贵方查看的该授权。请核对授权编号。',
    'No such consent is visible to you. Check the consent id.',
  ),
  CONSENT_NOT_ACTIVE_YET: define(
    403,
    '企业尚未同意该授权。请等待企业办理。',
    'The enterprise has not agreed yet. Wait until it has.',
    true,
  ),
  CONSENT_PAUSED: define(
    403,
    '企业已暂停该授权。请与企业联系。',
    'The enterprise has paused this consent. Talk to the enterprise.',
    true,
  ),
  CONSENT_REJECTED: define(
    403,
    '企业拒绝了该授权。请勿重复打扰；如确有需要，请先与企业沟通。',
    'The enterprise refused this consent. Do not ask again without talking to it first.',
  ),
  CONSENT_REVOKED: define(
    403,
    '该授权已被撤销，不再提供数据。如需继续，请重新征求同意。',
    'This consent was revoked and nothing more is delivered. Ask for a new consent if you need one.',
  ),
  CONSENT_EXPIRED: define(
    403,
    '该授权已到期。如需继续，请重新征求同意。',
    'This consent has expired. Ask for a new consent if you need one.',
  ),
  CONSENT_ITEM_NOT_COVERED: define(
    403,
    '所请求的数据项不在授权范围内。请只请求授权列出的数据项。',
    'An item asked for is not covered by the consent. Ask only for the items it lists.',
  ),
  CONSENT_FETCH_USED: define(
    403,
    '该授权只允许获取一次，已经使用。如需再次获取，请重新征求同意。',
    'This consent allows one fetch and it was used. Ask for a new consent to fetch again.',
  ),
  CONSENT_TRANSITION_ILLEGAL: define(
    409,
    '授权当前状态不允许该操作。请先查询授权状态。',
    'The consent cannot change that way from where it stands. Read its status first.',
  ),
  CONSENT_REQUEST_EXCESSIVE: define(
    422,
    '授权请求超出模板允许的范围。请按 errors 中列出的允许值缩小请求。',
    'The request asks for more than the template allows. Reduce it to the allowed values listed under errors.',
  ),
  CONSENT_RANGE_EXCEEDED: define(
    403,
    '所请求的日期范围超出授权范围。请把日期限制在授权的范围内。',
    'The days asked for reach beyond the consent. Keep within its range.',
  ),
  CONSENT_FREQUENCY_EXCEEDED: define(
    429,
    '本周期内的获取次数已用完。请在 Retry-After 所示时间之后再试。',
    'The fetches allowed in this period are used. Try again after the time in Retry-After.',
    true,
  ),
  CONSENT_ASKED_TOO_SOON: define(
    403,
    '企业近期已拒绝同一用途的请求，在规定时间内不得再次征求。请先与企业沟通，或在 details 所示日期之后再请求。',
    'The enterprise refused a request for this purpose not long ago and may not be asked again yet. Talk to it, or ask after the day under details.',
  ),
  CONSENT_CHANGE_PENDING: define(
    409,
    '该授权已有一项变更在等待企业答复。请等待答复或其失效。',
    'A change of this consent already waits for an answer. Wait for it or until it lapses.',
  ),
  CONSENT_CHANGED_MEANWHILE: define(
    409,
    '授权在此期间已变化，该请求不再适用。请读取授权后重新请求。',
    'The consent has changed meanwhile and the request no longer fits. Read the consent and ask again.',
  ),
  CONSENT_REQUEST_NOT_FOUND: define(
    404,
    '没有待您处理的该请求，或已处理、已失效。请核对编号，或请银行重新发起。',
    'No such request waits for you, or it was answered or has lapsed. Check the number, or have the bank ask again.',
  ),
  CONSENT_LINK_EXPIRED: define(
    410,
    '授权链接已过期或已使用。请让银行重新发起。',
    'The consent link has expired or was used. Ask the bank to send a new one.',
  ),
  CONSENT_REFUSED: define(
    0,
    '企业没有同意。请勿重复打扰。',
    'The enterprise did not agree. Do not ask again at once.',
  ),
  STATEMENT_INVALID: define(
    422,
    '签署的声明无法验证。请用本应用的有效密钥按接口文档重新签名。',
    'The signed statement does not verify. Sign it again with a key in force of this application, as the reference says.',
  ),
  STOP_NOT_FOUND: define(
    404,
    '该授权没有可确认的停止记录。请核对授权编号和版本。',
    'The consent has no such stop to acknowledge. Check its id and revision.',
  ),
} as const;
