import { define } from '../error-definition.ts';

/** What is wrong with a call itself. */
export const REQUESTS_ERRORS = {
  VALIDATION_FAILED: define(
    400,
    '请求内容不符合接口约定。请按 errors 中列出的字段逐项修改后重试。',
    'The request does not match the contract. Correct the fields listed under errors and try again.',
  ),
  BODY_UNREADABLE: define(
    400,
    '请求体无法解析。请发送 UTF-8 编码的 JSON。',
    'The body cannot be read. Send JSON in UTF-8.',
  ),
  BODY_TOO_LARGE: define(
    413,
    '请求体过大。请缩小请求，或改用文件导入。',
    'The body is too large. Send less, or use a file import.',
  ),
  MEDIA_TYPE_UNSUPPORTED: define(
    415,
    '不支持该内容类型。请使用接口文档列出的 Content-Type。',
    'The content type is not supported. Use the one the API reference names.',
  ),
  ROUTE_NOT_FOUND: define(
    404,
    '没有这个接口。请对照 /openapi.json 检查方法和路径。',
    'There is no such operation. Check method and path against /openapi.json.',
  ),
  IDEMPOTENCY_KEY_MISSING: define(
    400,
    '写操作需要 Idempotency-Key 请求头。请为每个业务动作生成一个唯一值。',
    'A write needs an Idempotency-Key header. Send a unique value per business act.',
  ),
  IDEMPOTENCY_KEY_REUSED: define(
    422,
    '该 Idempotency-Key 已用于另一请求。请为新的请求换一个值。',
    'This Idempotency-Key was used with another request. Use a new value for a new request.',
  ),
  IDEMPOTENCY_IN_PROGRESS: define(
    409,
    '相同 Idempotency-Key 的请求正在处理。请稍后重试；若前一次调用已中断，该键最长 60 秒后可再用。',
    'A request with this Idempotency-Key is being processed. Try again shortly; the key of an interrupted call is free after at most 60 seconds.',
    true,
  ),
  RATE_LIMITED: define(
    429,
    '请求过于频繁。请按 Retry-After 等待后重试。',
    'Too many requests. Wait as long as Retry-After says.',
    true,
  ),
  DATABASE_UNAVAILABLE: define(
    503,
    '服务暂不可用，写入是否完成未知。请稍后用同一 Idempotency-Key 重试，不会重复写入。',
    'The service is unavailable; whether a write was made is not known. Try again later with the same Idempotency-Key: nothing is done twice.',
    true,
  ),
  INTERNAL: define(
    500,
    '服务内部出错。请凭 requestId 联系运营方。',
    'Something failed inside the service. Contact the operator with the request id.',
  ),
} as const;
