import { type PlatformError, problemOf } from '@xinqiao/contracts';
import { jsonReply } from '../json-reply.ts';

type Language = 'zh-CN' | 'en';

/** Answers with problem+json (RFC 9457) and, for 401, the challenge RFC 9449 §7.1 asks for. */
export function problemReply(
  error: PlatformError,
  request: Request,
  headers: Readonly<Record<string, string>>,
): Response {
  const language = languageOf(request);
  const requestId = headers['x-request-id'] ?? '';
  const problem = problemOf(error, requestId, language === 'en' ? 'en' : 'zh');
  const challenge = error.code === 'DPOP_NONCE_REQUIRED' ? 'use_dpop_nonce' : 'invalid_token';
  return jsonReply(
    problem,
    {
      ...headers,
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': language,
      ...(problem.status === 401
        ? { 'www-authenticate': `DPoP error="${challenge}", algs="ES256 PS256"` }
        : {}),
    },
    problem.status,
  );
}

/** `?lang=`, else the first of Accept-Language that we have, else zh-CN. */
function languageOf(request: Request): Language {
  const asked = new URL(request.url).searchParams.get('lang');
  if (asked === 'en' || asked === 'zh-CN') return asked;
  const accepted = (request.headers.get('accept-language') ?? '').toLowerCase().split(',');
  const tag = accepted.map((range) => range.trim()).find((range) => /^(zh|en)/.test(range));
  return tag?.startsWith('en') ? 'en' : 'zh-CN';
}
