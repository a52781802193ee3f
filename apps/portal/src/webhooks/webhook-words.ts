import type { DeliveryError, DeliveryStatus, LocalizedText, WebhookEndpoint } from '@xinqiao/contracts';

type Words<Code extends string> = Readonly<Record<Code, LocalizedText>>;

export const STATUS_WORDS: Words<WebhookEndpoint['status']> = {
  ACTIVE: { zh: '启用', en: 'Active' },
  DISABLED: { zh: '停用', en: 'Disabled' },
};

export const REASON_WORDS: Words<NonNullable<WebhookEndpoint['statusReason']>> = {
  BY_OWNER: { zh: '由本机构停用', en: 'Disabled by you' },
  GONE: { zh: '该地址答复 410，已停用', en: 'It answered 410 and was disabled' },
  DELIVERY_DEAD: { zh: '有事件重试 72 小时后放弃', en: 'Events were given up after 72 hours' },
};

export const DELIVERY_WORDS: Words<DeliveryStatus> = {
  PENDING: { zh: '待投递', en: 'On its way' },
  DELIVERED: { zh: '已送达', en: 'Delivered' },
  DEAD: { zh: '已放弃', en: 'Given up' },
};

export const DELIVERY_ERROR_WORDS: Words<DeliveryError> = {
  STATUS_NOT_2XX: { zh: '答复不是 2xx', en: 'It did not answer 2xx' },
  REDIRECTED: { zh: '答复是重定向，不予跟随', en: 'It redirected; redirects are not followed' },
  GONE: { zh: '答复 410', en: 'It answered 410' },
  URL_NOT_ALLOWED: { zh: '地址不被允许', en: 'The address is not allowed' },
  ADDRESS_NOT_ALLOWED: { zh: '主机不在公网', en: 'The host is not on the public internet' },
  NAME_NOT_RESOLVED: { zh: '域名无法解析', en: 'The name was not found' },
  CONNECTION_FAILED: { zh: '无法连接', en: 'No connection' },
  TLS_FAILED: { zh: 'TLS 失败', en: 'TLS failed' },
  TIMED_OUT: { zh: '15 秒内未答复', en: 'No answer within 15 s' },
  RESPONSE_TOO_LARGE: { zh: '答复超过 64 KiB', en: 'The answer was larger than 64 KiB' },
  RESPONSE_BROKEN: { zh: '答复中断', en: 'The answer broke off' },
  INTERRUPTED: { zh: '投递被平台中断，将重试', en: 'We were interrupted; it is tried again' },
  INTERNAL: { zh: '平台内部错误，将重试', en: 'A fault of ours; it is tried again' },
};
