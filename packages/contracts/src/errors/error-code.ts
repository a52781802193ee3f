import { z } from 'zod';
import type { LocalizedText } from '../values/index.ts';

interface ErrorDefinition {
  /** HTTP status of the problem document; 0 for an error that only arises on the caller's side. */
  readonly status: number;
  /** Whether the same request may succeed later without a change. */
  readonly retryable: boolean;
  /** What happened and what to do next. Never an identifier, never personal data. */
  readonly message: LocalizedText;
}

const define = (status: number, zh: string, en: string, retryable = false): ErrorDefinition => ({
  status,
  retryable,
  message: { zh, en },
});

/** Every error a caller can meet, on the wire or in the SDK. Closed: a new code is a change of contract. */
export const ERRORS = {
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
  TOKEN_MISSING: define(
    401,
    '缺少访问令牌。请在 Authorization 头中以 DPoP 方式提供。',
    'No access token was sent. Send one in the Authorization header with the DPoP scheme.',
  ),
  TOKEN_INVALID: define(
    401,
    '访问令牌无法验证。请重新获取令牌。',
    'The access token does not verify. Get a new one.',
  ),
  TOKEN_EXPIRED: define(
    401,
    '访问令牌已过期。请重新获取令牌。',
    'The access token has expired. Get a new one.',
  ),
  TOKEN_AUDIENCE_WRONG: define(
    401,
    '访问令牌不是签发给本接口的。请在获取令牌时用 resource 指明本接口。',
    'The access token is for another audience. Name this API as resource when asking for a token.',
  ),
  DPOP_PROOF_INVALID: define(
    401,
    'DPoP 证明无效。请为每个请求用绑定密钥重新签名，并核对方法、地址和时间。',
    'The DPoP proof is not valid. Sign a new one for each request with the bound key, and check method, address and time.',
  ),
  DPOP_PROOF_REPLAYED: define(
    401,
    'DPoP 证明已被使用。请为每个请求生成新的证明。',
    'The DPoP proof was used before. Make a new proof for each request.',
  ),
  DPOP_NONCE_REQUIRED: define(
    401,
    'DPoP 证明缺少有效的 nonce。请使用响应头 DPoP-Nonce 的值重新签名。',
    'The DPoP proof lacks a current nonce. Sign again with the value of the DPoP-Nonce header.',
    true,
  ),
  SCOPE_MISSING: define(
    403,
    '令牌没有该操作所需的权限范围。请申请所需范围。',
    'The token lacks the scope this operation needs. Ask for that scope.',
  ),
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
  IDENTIFIER_INVALID: define(
    422,
    '标识不符合编码规则。请核对原件。',
    'The identifier does not follow its standard. Check it against the original.',
  ),
  IDENTIFIER_IN_USE: define(
    409,
    '该标识现在或曾经属于另一主体。请核对登记信息。',
    'The identifier belongs, or once belonged, to another subject. Check the registration.',
  ),
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
  RECIPIENT_INVALID: define(
    422,
    '联系方式格式不正确。请核对手机号码或邮箱地址。',
    'The contact is malformed. Check the phone number or e-mail address.',
  ),
  CASE_NOT_FOUND: define(
    404,
    '没有可供查看的该工单。请核对编号。',
    'No such case is visible to you. Check the id.',
  ),
  CASE_STEP_ILLEGAL: define(
    409,
    '工单当前状态不允许该操作。请先查询工单。',
    'The case does not allow that from where it stands. Read it first.',
  ),
  CASE_LIMIT_REACHED: define(
    409,
    '已达上限：等待答复的工单二十份、每日提交五十份、每份工单一百条消息。请在其他工单中补充，关闭不再需要的，或明日再试。',
    'A limit is reached: twenty cases that wait, fifty opened a day, a hundred messages in a case. Write in another case, close one that is no longer needed, or come back tomorrow.',
  ),
  PURPOSE_NOT_SERVED: define(
    403,
    '该授权的用途不包含此操作。请按授权用途使用，或以合适的用途重新征求同意。',
    'The purpose of this consent does not include this operation. Use it as agreed, or ask for a consent with the right purpose.',
  ),
  WEBHOOK_INVALID: define(
    0,
    '推送内容无法验证。请勿处理，并核对签名密钥和时钟。',
    'The delivery does not verify. Do not act on it, and check the signing secret and the clock.',
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
  AGENT_NOT_FOUND: define(404, '没有该代办员。请核对标识。', 'There is no such agent. Check the identity.'),
  AGENT_ALREADY_REGISTERED: define(
    409,
    '该代办员已登记。如需变更，请使用变更操作。',
    'The agent is registered already. Use the update operation to change something.',
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
  CONTACT_MISSING: define(
    409,
    '企业负责人没有登记可接收确认码的联系方式。请先由本人登记。',
    'The owner has no contact that could receive a code. She has to add one first.',
  ),
  STEP_UP_REQUIRED: define(
    401,
    '此操作需要重新确认身份。请重新登录后继续。',
    'This needs a fresh sign-in. Sign in again to go on.',
  ),
  SIGN_IN_FAILED: define(
    403,
    '登录未完成。请返回重新登录；如多次失败，请联系运营方。',
    'The sign-in was not completed. Go back and sign in again; if it keeps failing, contact the operator.',
  ),
  SIGN_IN_UNAVAILABLE: define(
    503,
    '暂时无法连接统一身份认证。请稍后重新登录。',
    'The city’s sign-in cannot be reached at present. Sign in again later.',
    true,
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
  REGISTRY_EVENT_CONFLICT: define(
    409,
    '同一编号的登记变更已以不同内容报送；或要撤销的报告不是贵单位对该企业所报，或已撤销。请核对编号。',
    'An event with this number was reported with other content, or the report to annul is none of yours of this enterprise, or annulled already. Check the numbers.',
  ),
  CONSENT_LINK_EXPIRED: define(
    410,
    '授权链接已过期或已使用。请让银行重新发起。',
    'The consent link has expired or was used. Ask the bank to send a new one.',
  ),
  PERSONA_UNKNOWN: define(
    404,
    '没有这个沙箱身份。请从列表中选择。',
    'There is no such sandbox persona. Choose one from the list.',
  ),
  SIGN_IN_CODE_INVALID: define(
    403,
    '一次性代码无效、已使用或已过期。请在命令行重新取得代码。',
    'The one-time code is wrong, was used or has run out. Get a new one on the command line.',
  ),
  SIGN_IN_REQUIRED: define(401, '请先登录。', 'Sign in first.'),
  FORM_EXPIRED: define(
    403,
    '页面已失效。请返回重新打开。',
    'The page is out of date. Go back and open it again.',
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
  PACKAGE_CHANGED: define(
    409,
    '来源数据在首次获取后已变化，无法重复同一数据包。请用新的 Idempotency-Key 重新获取。',
    'The source has changed since the first fetch, so the same package cannot be repeated. Fetch again with a new Idempotency-Key.',
  ),
  DECISION_NOT_FOUND: define(
    404,
    '没有可供贵方查看的该决策。请核对决策编号。',
    'No such decision is visible to you. Check the decision id.',
  ),
  POLICY_UNKNOWN: define(
    422,
    '没有该日期有效的该策略。请从目录中选择策略。',
    'No such policy is in force on that day. Choose one from the catalogue.',
  ),
  DATA_NOT_USABLE: define(
    422,
    '来源数据无法用于评估。请转人工审核。',
    'The source data cannot be used for an assessment. Refer the case to a person.',
  ),
  SUBJECT_ALREADY_REGISTERED: define(
    409,
    '该标识的主体已登记。请使用已有主体。',
    'A subject with this identifier is already registered. Use the existing one.',
  ),
  SUBJECT_NOT_FOUND: define(404, '没有该主体。请先登记。', 'There is no such subject. Register it first.'),
  IMPORT_UNREADABLE: define(
    422,
    '数据文件无法读取。请检查压缩格式、编码和表头。',
    'The data file cannot be read. Check compression, encoding and header line.',
  ),
  ENTRY_NOT_FOUND: define(
    404,
    '没有可供贵方查看的该日志条目。请核对条目编号。',
    'No such log entry is visible to you. Check the entry id.',
  ),
  ENTRY_NOT_INTEGRATED: define(
    409,
    '该条目尚未并入日志树，通常一秒内完成。请稍后重试。',
    'The entry is not in the tree yet; this usually takes a second. Try again shortly.',
    true,
  ),
  LOG_SIZE_UNKNOWN: define(
    404,
    '日志没有达到过该大小。请使用已发布检查点的大小。',
    'The log never had that size. Use the size of a published checkpoint.',
  ),
  SOURCE_UNAVAILABLE: define(
    503,
    '全部数据来源暂不可用。请稍后重试。',
    'None of the data sources answered. Try again later.',
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
  SERVER_UNREACHABLE: define(
    0,
    '无法连接服务。请检查地址和网络后重试。',
    'The service cannot be reached. Check address and network, then try again.',
    true,
  ),
  RESPONSE_UNEXPECTED: define(
    0,
    '服务返回了约定之外的内容。请核对地址和版本。',
    'The service answered outside its contract. Check the address and the version.',
  ),
  CALLBACK_INVALID: define(
    0,
    '回调地址内容无效或与请求不符。请重新发起授权。',
    'The callback does not belong to this request. Start the consent again.',
  ),
  CONSENT_REFUSED: define(
    0,
    '企业没有同意。请勿重复打扰。',
    'The enterprise did not agree. Do not ask again at once.',
  ),
  SIGNATURE_INVALID: define(
    0,
    '签名无法验证。请勿使用该内容，并联系运营方。',
    'The signature does not verify. Do not use the content and contact the operator.',
  ),
  REGISTER_INVALID: define(
    0,
    '参与方名册无法验证或已过期。请勿据此放行，重新获取；仍不行请联系运营方。',
    'The participant register does not verify or is too old. Trust nobody on its word: fetch it anew, then contact the operator.',
  ),
  PROOF_INVALID: define(
    0,
    '日志证明无法验证。请保存证据并联系监管方。',
    'The log proof does not verify. Keep the evidence and tell the regulator.',
  ),
  PORT_TAKEN: define(
    0,
    '端口已被占用。请停止占用者，或用 PORT 指定另一个端口。',
    'The port is taken. Stop what uses it, or choose another with PORT.',
  ),
  DATA_FILE_UNREADABLE: define(
    0,
    '数据文件夹或文件无法读取。请检查路径和权限。',
    'The data folder or a file in it cannot be read. Check path and permissions.',
  ),
  CONFIGURATION_INVALID: define(
    0,
    '配置无效。请按提示修改环境变量。',
    'The configuration is not valid. Correct the environment variables named.',
  ),
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof ERRORS;
export const ErrorCode = z
  .enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]])
  .meta({ id: 'ErrorCode', description: 'Closed list of error codes; texts in zh-CN and en.' });
