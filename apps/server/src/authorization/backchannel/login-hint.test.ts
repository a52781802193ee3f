import { describe, expect, it } from 'vitest';
import { usccOfHint } from './login-hint.ts';

describe('usccOfHint · CIBA Core §7.1', () => {
  it('reads the code of an enterprise', () => {
    expect(usccOfHint('uscc:91341602MA2MQ1XX59')).toBe('91341602MA2MQ1XX59');
  });

  it.each([
    undefined,
    '',
    '91341602MA2MQ1XX59',
    'uscc:',
    'uscc:91341602ma2mq1xx59',
    'uscc:91341602MA2MQ1XX59 ',
    'uscc: 91341602MA2MQ1XX59',
    'USCC:91341602MA2MQ1XX59',
    'tel:13800000000',
  ])('%s is none', (hint) => {
    expect(usccOfHint(hint)).toBeUndefined();
  });
});
