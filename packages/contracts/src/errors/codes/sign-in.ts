import { define } from '../error-definition.ts';

/** Signing in and the pages. */
export const SIGN_IN_ERRORS = {
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
} as const;
