import { describe, expect, it } from 'vitest';
import { checkFormToken, formToken } from './form-token.ts';

describe('checkFormToken', () => {
  const token = formToken('secret', 'session-1 consent-1');

  it('takes the token of this form', () => {
    expect(() => checkFormToken('secret', 'session-1 consent-1', token)).not.toThrow();
  });

  it.each([
    ['another session', 'session-2 consent-1', token],
    ['another consent', 'session-1 consent-2', token],
    ['no token', 'session-1 consent-1', undefined],
    ['two tokens', 'session-1 consent-1', [token, token]],
    ['a shortened token', 'session-1 consent-1', token.slice(1)],
  ])('refuses %s', (_what, binding, given) => {
    expect(() => checkFormToken('secret', binding, given)).toThrow(
      expect.objectContaining({ code: 'FORM_EXPIRED' }),
    );
  });
});
