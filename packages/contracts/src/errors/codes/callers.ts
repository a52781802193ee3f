import { define } from '../error-definition.ts';

/** What only arises on the side of the caller: in the SDK and the commands. */
export const CALLERS_ERRORS = {
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
    '配置无效。请按提示修改所列的环境变量、选项或文件。',
    'The configuration is not valid. Correct the variable, option or file that is named.',
  ),
} as const;
