import { define } from '../error-definition.ts';

/** Who calls, and whether it may. */
export const TOKENS_ERRORS = {
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
} as const;
