import { describe, expect, it } from 'vitest';
import { AUDIT_LOG_ERROR_CODES, AuditLogError } from './audit-log-error.ts';

describe('AuditLogError', () => {
  it.each(AUDIT_LOG_ERROR_CODES)('%s says what happened and what to do next, in both languages', (code) => {
    const { message, messages } = new AuditLogError(code);
    expect(message).toBe(messages.en);
    expect(messages.en).toMatch(/^[A-Z].+\.$/);
    expect(messages['zh-CN']).toMatch(/\p{Script=Han}.+。$/u);
    // Two sentences or a colon: the fact, then the advice.
    expect(messages.en).toMatch(/[.:] /);
    expect(messages['zh-CN']).toMatch(/[。：，]./u);
  });

  it('keeps what caused it', () => {
    const cause = new Error('below');
    expect(new AuditLogError('NOTE_MALFORMED', { cause })).toMatchObject({ code: 'NOTE_MALFORMED', cause });
  });
});
