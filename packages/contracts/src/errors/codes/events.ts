import { define } from '../error-definition.ts';

/** Events, webhooks and messages. */
export const EVENTS_ERRORS = {
  EVENT_NOT_FOUND: define(
    404,
    '没有可供贵方查看的该事件，或已超过九十天。请核对编号。',
    'No such event is visible to you, or it is older than ninety days. Check the id.',
  ),
  WEBHOOK_NOT_FOUND: define(
    404,
    '没有该推送地址。请核对编号。',
    'There is no such webhook endpoint. Check the id.',
  ),
  WEBHOOK_DISABLED: define(
    409,
    '推送地址已停用。请先启用。',
    'The webhook endpoint is disabled. Enable it first.',
  ),
  WEBHOOK_URL_REFUSED: define(
    422,
    '不能向该地址推送。请使用公网 HTTPS 地址，不含用户名、密码和片段。',
    'Events cannot be sent to that address. Use a public HTTPS address without credentials or fragment.',
  ),
  WEBHOOK_LIMIT_REACHED: define(
    409,
    '推送地址数量已达上限。请先停用不再使用的地址。',
    'There are as many webhook endpoints as allowed. Disable one that is no longer used first.',
  ),
  WEBHOOK_INVALID: define(
    0,
    '推送内容无法验证。请勿处理，并核对签名密钥和时钟。',
    'The delivery does not verify. Do not act on it, and check the signing secret and the clock.',
  ),
  RECIPIENT_INVALID: define(
    422,
    '联系方式格式不正确。请核对手机号码或邮箱地址。',
    'The contact is malformed. Check the phone number or e-mail address.',
  ),
  CONTACT_MISSING: define(
    409,
    '企业负责人没有登记可接收确认码的联系方式。请先由本人登记。',
    'The owner has no contact that could receive a code. She has to add one first.',
  ),
} as const;
